import Testing
import TypedRedis

/// Compares what a command sends with the words it has to send, and checks that those words select the command's form.
///
/// - Parameter form: the form they select, where another one sends the same words.
package func expectWire(
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
package func expectLookup(
  _ words: [String], _ form: (any RedisCommand.Type)?, sourceLocation: SourceLocation = #_sourceLocation
) {
  let form = form.map { CommandForm(opening: $0) }
  #expect(CommandCatalog.lookup(words) == form, "\(words)", sourceLocation: sourceLocation)
}

/// The frame in which a command is sent.
package func frame(_ words: [String]) -> String {
  var frame = "*\(words.count)\r\n"
  for word in words { frame += "$\(word.utf8.count)\r\n\(word)\r\n" }
  return frame
}
