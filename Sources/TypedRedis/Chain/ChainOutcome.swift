/// What became of each command of a chain that was carried out.
public struct ChainOutcome<Responses: Sendable>: Sendable {
  typealias Link = Result<any Sendable, RedisError>

  private let outcomes: [Link]

  init(_ outcomes: [Link]) { self.outcomes = outcomes }

  /// How many commands there were.
  public var count: Int { outcomes.count }

  /// The errors of the commands that failed, with their positions in the chain, from 0.
  public var errors: [(position: Int, error: RedisError)] {
    outcomes.enumerated().compactMap { position, outcome in
      if case .failure(let error) = outcome { (position, error) } else { nil }
    }
  }

  /// The response at a position, from 0, or why there is none: for chains of more than 16 commands.
  ///
  /// - Parameter type: what the command responds with.
  public func result<Response: Sendable>(_ position: Int, as type: Response.Type = Response.self) -> Result<Response, RedisError> {
    guard outcomes.indices.contains(position) else {
      return .failure(RedisError(.invalidArgument, "the chain has \(outcomes.count) commands"))
    }
    return outcomes[position].flatMap { value in
      guard let box = value as? ChainBox<Response> else {
        return .failure(RedisError(.unexpectedReply, "expected \(type)"))
      }
      return .success(box.response)
    }
  }
}
