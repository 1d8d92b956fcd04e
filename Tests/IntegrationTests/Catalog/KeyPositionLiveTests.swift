import RESP
import TestSupport
import Testing

@testable import TypedRedis

/// Where the specification says that keys are, servers look for them, too.
@Suite struct KeyPositionLiveTests {
  private func keys(_ words: [String], _ descriptor: CommandDescriptor) -> [String]? {
    let command = RawCommand(words: words.map { .string($0) })
    var encoder = CommandEncoder()
    encoder.beginCommand()
    command.encode(into: &encoder)
    encoder.endCommand()
    return encoder.withUnsafeBytes { bytes in
      let words = EncodedWords(bytes)
      var keys: [String] = []
      for spec in descriptor.keySpecs {
        guard let positions = spec.positions(in: words) else { return nil }
        keys += positions.compactMap { words.word(at: $0).map { String(decoding: $0, as: UTF8.self) } }
      }
      return keys
    }
  }

  @Test(arguments: LiveServer.all) func serversFindTheSame(_ server: LiveServer) async throws {
    let real = try await RealServer.common(server.binary)
    let redis = try await Redis.connect(real.url)
    defer { redis.close() }
    var compared = 0
    var unlike: [String] = []
    for text in CommandLibrary.core.grammars {
      let name = text.name.description
      guard let descriptor = CommandCatalog.descriptor(named: name), server.has(descriptor),
        !descriptor.keySpecs.isEmpty, descriptor.keySpecs.allSatisfy({ $0.tellsAllKeys && !$0.access.contains(.notKey) }),
        let grammar = GrammarParser.parse(text.text)
      else { continue }
      var request = RandomRequest(
        values: ["a", "b", "c", "d", "e"], optionValues: ["1", "2"],
        random: SplitMix(seed: UInt64(truncatingIfNeeded: name.utf8.reduce(7) { $0 &* 31 &+ Int($1) })))
      for _ in 0..<12 {
        let words = name.split(separator: " ").map(String.init) + request.next(grammar.items)
        let reply = try? await redis.execute((["COMMAND", "GETKEYS"] + words).map { .string($0) })
        guard let found = reply?.array?.compactMap(\.string) else { continue }
        compared += 1
        if let ours = keys(words, descriptor), Set(ours) != Set(found) { unlike.append("\(words): \(ours), not \(found)") }
      }
    }
    print("\(server): \(compared) requests compared")
    #expect(compared > 300)
    #expect(unlike.isEmpty, "\(unlike.prefix(10))")
  }
}
