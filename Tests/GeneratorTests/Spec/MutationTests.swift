import Testing

@testable import RedisGenerator

/// Whatever a file holds, reading it ends, and ends with either a usable document or an error.
@Suite struct MutationTests {
  private static let seed = #"""
    {"GET": {"summary": "é \ud83c\udf89", "since": "1.0.0", "group": "string", "arity": -2,
      "key_specs": [{"begin_search": {"type": "index", "spec": {"index": 1}}, "RO": true,
        "find_keys": {"type": "range", "spec": {"lastkey": 0, "keystep": 1, "limit": 0}}}],
      "arguments": [{"name": "key", "type": "key", "key_spec_index": 0},
        {"name": "o", "type": "oneof", "optional": true, "arguments": [
          {"name": "t", "type": "pure-token", "token": "T"}, {"name": "n", "type": "integer"}]}],
      "reply_schema": {"oneOf": [{"type": "null"}, {"type": "array", "items": {"const": 1.5e3}}]}},
     "SET X": {"since": "1.0.0", "group": "string", "arity": 2, "servers": {"redis": "7.0.0"}}}
    """#

  private func read(_ bytes: [UInt8]) -> Diagnostics {
    let diagnostics = Diagnostics()
    let text = SourceText.decode(bytes, file: "c", diagnostics: diagnostics)
    let document = SpecReader.read(file: "c", text: text, diagnostics: diagnostics)
    #expect(diagnostics.hasErrors || !document.commands.isEmpty)
    _ = diagnostics.sorted.map(\.description)
    return diagnostics
  }

  @Test func theSeedIsFine() {
    #expect(read(Array(Self.seed.utf8)).sorted.map(\.description) == [])
  }

  @Test func everyBeginning() {
    let bytes = Array(Self.seed.utf8)
    for count in bytes.indices { #expect(read(Array(bytes.prefix(count))).hasErrors) }
  }

  @Test(arguments: 0..<8) func randomEdits(seed: UInt64) {
    var random = SplitMix(state: seed)
    let interesting = Array("{}[]\",:\\/+-.0eEut \n\0".utf8) + [0xff, 0xc3, 0xf0]
    for _ in 0..<400 {
      var bytes = Array(Self.seed.utf8)
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte =
          Bool.random(using: &random)
          ? interesting.randomElement(using: &random) ?? 0
          : UInt8.random(in: 0...255, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        default:
          // A piece of the file lands somewhere else.
          let end = min(bytes.count, place + Int.random(in: 0..<60, using: &random))
          bytes.insert(
            contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
        }
      }
      _ = read(bytes)
    }
  }
}

/// Random numbers that are the same in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
