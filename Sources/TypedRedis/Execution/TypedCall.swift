import RedisTransport

/// A command on its way, with its types: the one object that a call allocates.
final class TypedCall<Command: RedisCommand, Result: Sendable>: PendingCall, @unchecked Sendable {
  typealias Decoder = @Sendable (inout RESPReader) throws(RedisError) -> Result

  private let command: Command
  private let decode: Decoder
  var continuation: UnsafeContinuation<Void, Never>?
  /// Written on the loop's thread before the continuation resumes, read by the caller after.
  private(set) var outcome: Swift.Result<Result, RedisError>?

  init(_ command: Command, timeout: UInt64, task: UnsafeCurrentTask?, decode: @escaping Decoder) {
    self.command = command
    self.decode = decode
    super.init(
      delivery: PendingCall.Delivery(Command.descriptor.delivery),
      isRetrySafe: Command.descriptor.isRetrySafe, timeout: timeout, task: task)
  }

  override func encode(into encoder: inout CommandEncoder) {
    command.encode(into: &encoder)
  }

  override func succeed(_ reader: inout RESPReader) {
    do {
      let value = try decode(&reader)
      outcome = .success(value)
    } catch {
      outcome = .failure(error.with(command: Command.descriptor.name.description))
    }
    resume()
  }

  override func fail(_ error: RedisError) {
    outcome = .failure(error.with(command: Command.descriptor.name.description))
    resume()
  }

  override var confirmationKind: String {
    Command.descriptor.name.description.lowercased()
  }

  private func resume() {
    let waiting = continuation.take()
    waiting?.resume()
  }
}

extension PendingCall.Delivery {
  @inline(__always)
  init(_ delivery: ReplyDelivery) {
    switch delivery {
    case .reply: self = .reply
    case .push: self = .push
    case .none: self = .none
    case .close: self = .close
    case .stream: self = .stream
    }
  }
}

extension CommandDescriptor {
  /// Whether executing it a second time does no harm.
  var isRetrySafe: Bool {
    flags.contains(.readonly) && scope == .shared && delivery == .reply
  }
}
