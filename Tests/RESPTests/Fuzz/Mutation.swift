/// Damages a frame in a way that bad servers, proxies and lost bytes could.
func mutate(_ bytes: inout [UInt8], using random: inout SplitMix) {
  for _ in 0...random.below(3) {
    guard !bytes.isEmpty else { return }
    let place = random.below(bytes.count)
    switch random.below(9) {
    case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 1: bytes[place] ^= 1 << random.below(8)
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(Array("+-:$*_,#(!=%~>|;.?\r\n0123456789".utf8).randomElement(using: &random) ?? 0, at: place)
    case 4: bytes.removeLast(bytes.count - place)
    case 5:
      let slice = bytes[place..<min(bytes.count, place + 1 + random.below(20))]
      bytes.insert(contentsOf: slice, at: random.below(bytes.count))
    case 6: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(20)))
    case 7:
      // A number somewhere becomes another one.
      guard let digit = bytes[place...].firstIndex(where: { (48...57).contains($0) }) else { continue }
      let end = bytes[digit...].firstIndex { !(48...57).contains($0) } ?? bytes.count
      let numbers = [
        "0", "1", "-1", "2", "3", "?", "100", "134217728", "134217729", "1073741825", "4294967296",
        "4611686018427387904",
        "9223372036854775807", "9223372036854775808", "999999999999999999", "99999999999999999999", "-2", "",
      ]
      bytes.replaceSubrange(digit..<end, with: Array(numbers[random.below(numbers.count)].utf8))
    default:
      let starts = [
        "*1\r\n", "*2\r\n", "%1\r\n", "|1\r\n", "*?\r\n", "$?\r\n", "~?\r\n", "%?\r\n", ".\r\n", ";0\r\n", ">1\r\n",
        "_\r\n",
      ]
      let line = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
      bytes.insert(contentsOf: Array(starts[random.below(starts.count)].utf8), at: line)
    }
  }
}
