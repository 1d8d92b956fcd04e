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
    try await KeyComparison(server: server, seed: 7).run { descriptor in
      descriptor.keySpecs.allSatisfy { $0.tellsAllKeys && !$0.access.contains(.notKey) }
    } difference: { words, descriptor, found in
      guard let ours = keys(words, descriptor), Set(ours) != Set(found) else { return nil }
      return "\(ours), not \(found)"
    }
  }
}
