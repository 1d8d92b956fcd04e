import RESP
import TestSupport
import Testing

@testable import TypedRedis

/// A request goes where a server would look for its keys.
@Suite struct RequestRouteLiveTests {
  @Test(arguments: LiveServer.all) func serversFindTheSameSlots(_ server: LiveServer) async throws {
    let real = try await RealServer.common(server.binary)
    let redis = try await Redis.connect(real.url)
    defer { redis.close() }
    var compared = 0
    var unlike: [String] = []
    for text in CommandLibrary.core.grammars {
      let name = text.name.description
      guard let descriptor = CommandCatalog.descriptor(named: name), server.has(descriptor), !descriptor.keySpecs.isEmpty,
        let grammar = GrammarParser.parse(text.text)
      else { continue }
      var request = RandomRequest(
        values: ["a", "b", "c", "d", "e"], optionValues: ["1", "2"],
        random: SplitMix(seed: UInt64(truncatingIfNeeded: name.utf8.reduce(3) { $0 &* 31 &+ Int($1) })))
      for _ in 0..<12 {
        let words = name.split(separator: " ").map(String.init(_:)) + request.next(grammar.items)
        let reply = try? await redis.execute((["COMMAND", "GETKEYS"] + words).map { .string($0) })
        guard let found = reply?.array?.compactMap(\.string), !found.isEmpty else { continue }
        compared += 1
        let ours = slots(words, descriptor), theirs = Set(found.map { UInt16($0.hashSlot) })
        guard !isAlike(ours, theirs, words, descriptor) else { continue }
        unlike.append("\(words): \(ours), not those of \(found)")
      }
    }
    print("\(server): \(compared) requests compared")
    #expect(compared > 300)
    #expect(unlike.isEmpty, "\(unlike.count), for example \(unlike.prefix(10))")
  }

  private func isAlike(
    _ ours: Set<UInt16>, _ theirs: Set<UInt16>, _ words: [String], _ descriptor: CommandDescriptor
  ) -> Bool {
    // The specification does not tell where SORT has its destination: for the server to refuse.
    if descriptor.keySpecs.contains(where: { $0.begin == .unknown }) { return !ours.isEmpty && ours.isSubset(of: theirs) }
    // Of two destinations a server takes the last.
    let isTwice = Set(["store", "storedist"]).isSubset(of: words.map { $0.lowercased() })
    return ours == theirs || isTwice && ours.isSuperset(of: theirs)
  }

  /// Of all the keys that the route is decided by.
  private func slots(_ words: [String], _ descriptor: CommandDescriptor) -> Set<UInt16> {
    var encoder = CommandEncoder()
    encoder.command { encoder in for word in words { encoder.append(RedisValue.string(word)) } }
    return encoder.withUnsafeBytes { bytes in
      let words = EncodedWords(bytes)
      let keys = RequestKeys(of: words, descriptor.keySpecs)
      guard let plain = RequestRoute.plainSlot(of: bytes, descriptor) else { return Set(keys.slots) }
      // The two ways have to agree.
      return Set(keys.slots + [plain])
    }
  }
}
