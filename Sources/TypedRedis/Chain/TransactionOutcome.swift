/// What became of a transaction that depends on watched keys.
public enum TransactionOutcome<Responses: Sendable>: Sendable {
  /// It was carried out. Single commands may have failed all the same.
  case committed(ChainOutcome<Responses>)
  /// Somebody changed a watched key each time it was tried; nothing was carried out.
  case conflicted(attempts: Int)
  /// The body returned no chain; nothing was carried out.
  case abandoned

  public var isCommitted: Bool {
    if case .committed = self { true } else { false }
  }

  /// What became of the commands.
  ///
  /// - Throws: ``RedisError`` with code `transactionConflicted` if they were not carried out.
  public func outcome() throws(RedisError) -> ChainOutcome<Responses> {
    switch self {
    case .committed(let outcome): return outcome
    case .conflicted(let attempts):
      throw RedisError(.transactionConflicted, "a watched key was changed by others in each of \(attempts) attempts")
    case .abandoned: throw RedisError(.transactionConflicted, "the transaction was abandoned by its body")
    }
  }
}
