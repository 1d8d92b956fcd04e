/// SHA-1, by which servers name the scripts that they keep. It protects nothing: whoever wants to can make two texts with the same
/// digest.
enum SHA1 {
  /// Forty hexadecimal digits.
  static func hexDigest(of message: some Sequence<UInt8>) -> String {
    var state = State()
    for byte in message { state.add(byte) }
    state.finish()
    return state.words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private struct State {
    private var a: UInt32 = 0x6745_2301
    private var b: UInt32 = 0xefcd_ab89
    private var c: UInt32 = 0x98ba_dcfe
    private var d: UInt32 = 0x1032_5476
    private var e: UInt32 = 0xc3d2_e1f0
    /// The words of a block, which become those of its schedule.
    private var block: [UInt32] = []
    private var word: UInt32 = 0
    private var count: UInt64 = 0

    init() { block.reserveCapacity(80) }

    var words: [UInt32] { [a, b, c, d, e] }

    mutating func add(_ byte: UInt8) {
      word = word << 8 | UInt32(byte)
      count &+= 1
      guard count & 3 == 0 else { return }
      block.append(word)
      if block.count == 16 { takeBlock() }
    }

    /// A one, zeros up to the last eight bytes of a block, and there the length in bits.
    mutating func finish() {
      let bits = count &* 8
      add(0x80)
      while count & 63 != 56 { add(0) }
      for shift in stride(from: UInt64(56), through: 0, by: -8) { add(UInt8(truncatingIfNeeded: bits >> shift)) }
    }

    private mutating func takeBlock() {
      for index in 16..<80 {
        block.append((block[index - 3] ^ block[index - 8] ^ block[index - 14] ^ block[index - 16]).rotated(by: 1))
      }
      var (a, b, c, d, e) = (a, b, c, d, e)
      for (index, word) in block.enumerated() {
        let (mixed, constant): (UInt32, UInt32) =
          switch index {
          case ..<20: (b & c | ~b & d, 0x5a82_7999)
          case ..<40: (b ^ c ^ d, 0x6ed9_eba1)
          case ..<60: (b & c | b & d | c & d, 0x8f1b_bcdc)
          default: (b ^ c ^ d, 0xca62_c1d6)
          }
        (a, b, c, d, e) = (a.rotated(by: 5) &+ mixed &+ e &+ constant &+ word, a, b.rotated(by: 30), c, d)
      }
      self.a &+= a
      self.b &+= b
      self.c &+= c
      self.d &+= d
      self.e &+= e
      block.removeAll(keepingCapacity: true)
    }
  }
}

extension UInt32 {
  fileprivate func rotated(by bits: UInt32) -> UInt32 { self << bits | self >> (32 - bits) }
}
