/// What a reply decodes to when a transaction made it wait: the real one comes as an element of what `EXEC` returns.
public struct QueuedReply: Sendable, Hashable {
  public init() {}

  /// The status that stands for it.
  static let status: StaticString = "QUEUED"
}
