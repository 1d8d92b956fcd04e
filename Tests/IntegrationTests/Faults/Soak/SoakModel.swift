/// What may be found at a key that one task alone writes.
///
/// A write that failed with an error that says so may have been applied, now or even later: its bytes may wait at the server
/// behind those of the next connection. One whose error does not say so never was.
struct SoakModel {
  let key: String
  private var sequence = 0
  /// The last write that was acknowledged.
  private var acknowledged: Int?
  private var uncertain: Set<Int> = []

  init(key: String) { self.key = key }

  var hasUncertainWrites: Bool { !uncertain.isEmpty }

  /// Text that says whose it is: the key, a number, and a filling that depends on both.
  static func value(_ key: String, _ sequence: Int, size: Int? = nil) -> String {
    let mixed = UInt64(truncatingIfNeeded: sequence) &* 0x9e37_79b9_7f4a_7c15
    let letter = Character(UnicodeScalar(UInt8(97 + mixed % 26)))
    return "\(key)#\(sequence)#" + String(repeating: letter, count: size ?? Int(mixed >> 40 & 0x7f))
  }

  /// Whether this is a value of the key at all; for those that other tasks write.
  static func isValue(_ text: String, of key: String) -> Bool { sequence(text, of: key) != nil }

  /// The number in a value of the key; nil if it is none.
  static func sequence(_ text: String, of key: String) -> Int? {
    guard text.hasPrefix(key + "#") else { return nil }
    let rest = text.dropFirst(key.count + 1)
    guard let number = Int(rest.prefix { $0 != "#" }) else { return nil }
    let size = rest.utf8.count - "\(number)#".utf8.count
    return text == value(key, number, size: size) ? number : nil
  }

  mutating func nextWrite(size: Int? = nil) -> (sequence: Int, value: String) {
    sequence += 1
    return (sequence, Self.value(key, sequence, size: size))
  }

  /// Notes how a write ended.
  mutating func wrote(_ sequence: Int, acknowledged isAcknowledged: Bool, mayHaveBeenApplied: Bool) {
    if isAcknowledged {
      acknowledged = sequence
    } else if mayHaveBeenApplied {
      uncertain.insert(sequence)
      // What was written so much earlier is not under way any more.
      if uncertain.count > 200 { uncertain = uncertain.filter { $0 > sequence - 400 } }
    }
  }

  /// What is wrong with this as the key's value; nil if nothing is.
  func problem(with text: String?) -> String? {
    guard let text else { return acknowledged == nil ? nil : "nothing at \(key), where \(acknowledged ?? 0) was written" }
    guard let found = Self.sequence(text, of: key) else { return "at \(key) found \(text.prefix(60))" }
    if found == acknowledged || uncertain.contains(found) { return nil }
    return "at \(key) found \(found), where \(acknowledged ?? 0) was written and \(uncertain.count) others may have been"
  }
}
