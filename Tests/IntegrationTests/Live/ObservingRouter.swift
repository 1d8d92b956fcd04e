import RedisTransport

@testable import RESP
@testable import TypedRedis

/// Passes calls on, and notes their words and their replies.
final class ObservingRouter: CommandRouter, @unchecked Sendable {
  let notes: LiveNotes
  private let base: CommandRouter

  init(_ base: CommandRouter, notes: LiveNotes) {
    self.base = base
    self.notes = notes
    super.init(deadlines: base.deadlines, isShared: base.isShared)
  }

  override func submit(_ call: PendingCall) {
    let noted = NotedCall(words: call.words)
    notes.add(noted)
    base.submit(
      PendingCall(
        delivery: call.delivery, isRetrySafe: call.isRetrySafe, runsScripts: call.runsScripts, isAlone: call.isAlone,
        timeout: call.timeout, task: .current
      ) { step in
        switch step {
        case .name(let name): name.pointee = call.name
        case .describe(let position, let description): call.describe(position, description)
        case .encode(let encoder): call.encode(into: &encoder.pointee)
        case .reply(let reader):
          if let reply = reader.pointee.copyReply() { noted.note(reply) }
          call.deliver(&reader.pointee)
        case .failOne(let error), .fail(let error):
          noted.outcome = .failure(error)
          call.reject(error)
        }
      })
  }

  override func lease(
    for requests: () -> [FramedRequest], after error: RedisError?, task: WaitingTask?
  ) async throws(RedisError) -> CommandRouter {
    ObservingRouter(try await base.lease(for: requests, after: error, task: task), notes: notes)
  }

  override func endLease(_ router: CommandRouter) {
    if let router = router as? ObservingRouter { base.endLease(router.base) }
  }

  override func willChangeConnection(_ descriptor: CommandDescriptor) { base.willChangeConnection(descriptor) }
}

extension PendingCall {
  /// The command's name and arguments.
  fileprivate var words: [RedisBytes] {
    var encoder = CommandEncoder()
    encoder.beginCommand()
    encode(into: &encoder)
    encoder.endCommand()
    let request = encoder.withUnsafeBytes { try? RESPValue.parse($0) }
    return (request?.array ?? []).compactMap(\.bytes).map { RedisBytes($0) }
  }
}

extension RESPReader {
  /// The next reply; the reader stays where it is.
  fileprivate mutating func copyReply() -> RESPValue? {
    let start = position
    defer { position = start }
    return try? readValue(keepingErrors: true)
  }
}
