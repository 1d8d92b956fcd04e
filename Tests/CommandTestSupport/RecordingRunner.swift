import RedisTransport
import Synchronization
import Testing
import TypedRedis

/// Runs commands nowhere: it writes down the last one, and fails it.
package struct RecordingRunner: RedisConnectionCommandRunner {
  private let router: CommandRouter
  private let log = CallLog()
  package var settings = CallSettings()

  package init() {
    router = ForwardingRouter(deadlines: CommandDeadlines(command: .seconds(1)), isShared: false, accept: log.accept)
  }

  package var context: CommandContext { CommandContext(router: router) }

  /// Checks that the last call sent these commands, and forgets it.
  package func expect(_ commands: [String]..., sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(log.takeSent() == commands.map(frame).joined(), sourceLocation: sourceLocation)
  }
}

private final class CallLog: Sendable {
  private let sent = Mutex("")

  @Sendable func accept(_ call: PendingCall) {
    var encoder = CommandEncoder()
    if call.delivery == .replies {
      call.encode(into: &encoder)
    } else {
      encoder.command(call.encode)
    }
    let text = encoder.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    sent.withLock { $0 = text }
    call.reject(RedisError(.unsupported, "only written down"))
  }

  func takeSent() -> String {
    sent.withLock { text in
      defer { text = "" }
      return text
    }
  }
}
