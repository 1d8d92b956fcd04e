import RESP
import TestSupport
import Testing

@testable import TypedRedis

/// A request goes where a server would look for its keys.
@Suite struct RequestRouteLiveTests {
  @Test(arguments: LiveServer.all) func serversFindTheSameSlots(_ server: LiveServer) async throws {
    try await KeyComparison(server: server, seed: 3).run { _ in true } difference: { words, descriptor, found in
      guard !found.isEmpty else { return nil }
      let ours = slots(words, descriptor), theirs = Set(found.map { UInt16($0.hashSlot) })
      return isAlike(ours, theirs, words, descriptor) ? nil : "\(ours), not those of \(found)"
    }
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
