import RedisTransport
import Synchronization

@testable import TypedRedis

/// Runs commands nowhere: each is answered with the same bytes.
struct CannedRunner: RedisConnectionCommandRunner {
  private let router: CannedRouter
  var settings = CallSettings()

  init(_ reply: String) { router = CannedRouter(reply) }

  var context: CommandContext { CommandContext(router: router, settings: settings) }

  /// How many commands were answered.
  var answered: Int { router.answered.withLock { $0 } }
}

private final class CannedRouter: CommandRouter, @unchecked Sendable {
  let answered = Mutex(0)
  private let reply: [UInt8]

  init(_ reply: String) {
    self.reply = Array(reply.utf8)
    super.init(deadlines: CommandDeadlines(command: .seconds(1)), isShared: false)
  }

  override func submit(_ call: PendingCall) {
    answered.withLock { $0 += 1 }
    reply.withUnsafeBytes { bytes in
      var reader = RESPReader(bytes)
      call.deliver(&reader)
    }
  }
}
