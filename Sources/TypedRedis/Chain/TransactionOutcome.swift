/// What became of a transaction that depends on watched keys.
public enum TransactionOutcome<Responses: Sendable>: Sendable {
  /// It was carried out. Single commands may have failed all the same.
  case committed(ChainOutcome<Responses>)
  /// Somebody changed a watched key each time it was tried; nothing was carried out.
  case conflicted(attempts: Int)
  /// The body threw ``TransactionAbandoned``; nothing was carried out.
  case abandoned

  public var isCommitted: Bool {
    if case .committed = self { true } else { false }
  }

  /// What became of the commands.
  ///
  /// - Throws: ``RedisError`` with code `transactionConflicted`, or ``TransactionAbandoned``, if they were not carried out.
  public func outcome() throws -> ChainOutcome<Responses> {
    switch self {
    case .committed(let outcome): return outcome
    case .conflicted(let attempts):
      throw RedisError(.transactionConflicted, "a watched key was changed by others in each of \(attempts) attempts")
    case .abandoned: throw TransactionAbandoned()
    }
  }
}

/// Thrown by the body of ``Redis/transaction(watching:attempts:_:)`` to leave it: nothing is carried out, and the outcome is
/// ``TransactionOutcome/abandoned``.
public struct TransactionAbandoned: Error, Sendable {
  public init() {}
}
