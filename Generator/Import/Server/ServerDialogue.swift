import Foundation
import RESP
import RedisTransport
import Synchronization

/// Asks one server on one connection, and waits for no longer than its patience.
enum ServerDialogue {
  static let patience = Duration.seconds(5)

  static func ask(_ address: ServerAddress, patience: Duration = patience) -> Result<ServerAnswers, ImportError> {
    let pending = ServerInquiry.Pending()
    var options = ConnectionOptions(endpoint: address.endpoint) { ServerInquiry(address, pending: pending) }
    options.connectTimeout = patience
    options.tls = address.tls
    // What a server says about a thousand commands; something else is not listened to for long. Arguments that are nested too deep
    // are refused with their place, not here: each level of them is two of the reply.
    options.limits = RESPLimits(
      maximumDepth: 256, maximumBulkLength: 1 << 20, maximumAggregateLength: 1 << 20, maximumFrameLength: 64 << 20)
    let loop = EventLoop()
    let listener = Listener()
    let settings = options
    loop.perform {
      let connection = Connection(loop: loop, options: settings)
      connection.owner = listener
      listener.connection.withLock { $0 = connection }
      connection.start()
    }
    let outcome = listener.wait(for: patience)
    loop.perform {
      listener.connection.withLock { $0.take() }?.close(RedisError(.clientClosed, "done"))
      loop.stop()
    }
    switch outcome {
    case .success(let replies): return .success(ServerAnswers(replies))
    case .failure(let error): return .failure(ImportError(message(error, pending.current, patience, address.tls != nil)))
    case nil: return .failure(ImportError(silence(pending.current, patience, address.tls != nil)))
    }
  }

  private static func message(
    _ error: RedisError, _ question: ServerInquiry.Question?, _ patience: Duration, _ isSecured: Bool
  ) -> String {
    if error.code == .timedOut { return silence(question, patience, isSecured) }
    let place = error.code == .handshakeFailed ? "" : question.map { " (while waiting for the answer to \($0.rawValue))" }
    return error.message + (place ?? "")
  }

  private static func silence(_ question: ServerInquiry.Question?, _ patience: Duration, _ isSecured: Bool) -> String {
    let what = question.map { "the answer to \($0.rawValue)" } ?? "a connection"
    if isSecured && question == nil { return "waited \(patience) for a connection with TLS: does the server speak it there?" }
    return "waited \(patience) for \(what): is this a Redis server?"
  }

  /// Takes the outcome on the loop's thread.
  private final class Listener: ConnectionOwner, Sendable {
    typealias Outcome = Result<[String: RESPValue], RedisError>

    let connection = Mutex<Connection?>(nil)
    private let outcome = Mutex<Outcome?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    /// nil when there is no outcome in time.
    func wait(for patience: Duration) -> Outcome? {
      // The connection keeps the time; this is for the case that it cannot.
      let seconds = Double(patience.components.seconds) + Double(patience.components.attoseconds) / 1e18
      _ = isDone.wait(timeout: .now() + seconds + 1)
      return outcome.withLock { $0 }
    }

    private func end(_ result: Outcome) {
      let isFirst = outcome.withLock { outcome in
        defer { outcome = outcome ?? result }
        return outcome == nil
      }
      if isFirst { isDone.signal() }
    }

    func connectionIsReady(_ connection: Connection, _ result: HandshakeResult) { end(.success(result.server)) }

    func connectionClosed(
      _ connection: Connection, because error: RedisError, unsent: [PendingCall], sent: [PendingCall]
    ) {
      end(.failure(error))
    }

    func connection(_ connection: Connection, received push: UnsafeRawBufferPointer) {}

    func connection(_ connection: Connection, takesBack call: PendingCall, after refusal: Refusal) -> Bool { false }

    func connection(_ connection: Connection, isWrongBecauseOf refusal: Refusal) {}
  }
}
