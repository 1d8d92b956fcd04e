import RedisTransport
import Synchronization
import Testing

@testable import TypedRedis

/// Compares what a command sends with the words it has to send, and checks that those words select the command's form.
///
/// - Parameter form: the form they select, where another one sends the same words.
func expectWire(
  _ command: some RedisCommand, _ words: [String], as form: (any RedisCommand.Type)? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var encoder = CommandEncoder()
  encoder.beginCommand()
  command.encode(into: &encoder)
  encoder.endCommand()
  let sent = encoder.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  #expect(sent == frame(words), sourceLocation: sourceLocation)
  let form = form ?? type(of: command)
  expectLookup(words, form, sourceLocation: sourceLocation)
  expectLookup(words.map { $0.lowercased() }, form, sourceLocation: sourceLocation)
}

/// Checks which form these words select.
func expectLookup(
  _ words: [String], _ form: (any RedisCommand.Type)?, sourceLocation: SourceLocation = #_sourceLocation
) {
  let form = form.map { CommandForm(opening: $0) }
  #expect(CommandCatalog.lookup(words) == form, "\(words)", sourceLocation: sourceLocation)
}

/// The frame in which a command is sent.
func frame(_ words: [String]) -> String {
  var frame = "*\(words.count)\r\n"
  for word in words { frame += "$\(word.utf8.count)\r\n\(word)\r\n" }
  return frame
}

/// Runs commands nowhere: it writes down the last one, and fails it.
struct RecordingRunner: RedisConnectionCommandRunner {
  private let router = RecordingRouter(deadlines: CommandDeadlines(command: .seconds(1)), isShared: false)
  var settings = CallSettings()

  var context: CommandContext { CommandContext(router: router) }

  /// Checks that the last call sent these commands, and forgets it.
  func expect(_ commands: [String]..., sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(router.takeSent() == commands.map(frame).joined(), sourceLocation: sourceLocation)
  }
}

private final class RecordingRouter: CommandRouter, @unchecked Sendable {
  private let sent = Mutex("")

  override func submit(_ call: PendingCall) {
    var encoder = CommandEncoder()
    if call.delivery == .replies {
      call.encode(into: &encoder)
    } else {
      encoder.beginCommand()
      call.encode(into: &encoder)
      encoder.endCommand()
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
