/// Writes a sample as the bytes of a reply. All of them are text.
struct ReplyWire {
  enum Version { case resp2, resp3 }

  private let version: Version
  private var words = 0
  private var text = ""

  static func text(_ sample: ReplySample, _ version: Version) -> String {
    var wire = ReplyWire(version: version)
    wire.write(sample)
    return wire.text
  }

  private init(version: Version) { self.version = version }

  private mutating func write(_ sample: ReplySample) {
    switch sample {
    case .null(let list): line(version == .resp3 ? "_" : list ? "*-1" : "$-1")
    case .bool(let flag): line(version == .resp3 ? (flag ? "#t" : "#f") : (flag ? ":1" : ":0"))
    case .int(let number): line(":\(number)")
    case .double(let number):
      if version == .resp3 { line(",\(number)") } else { blob("$", number) }
    case .text(let text): blob("$", text)
    case .word:
      words += 1
      blob("$", "word\(words)")
    case .verbatim(let text):
      if version == .resp3 { blob("=", "txt:\(text)") } else { blob("$", text) }
    case .status(let text): line("+\(text)")
    case .list(let elements): list("*", elements)
    case .set(let elements): list(version == .resp3 ? "~" : "*", elements)
    case .map(let pairs): map(pairs, orList: pairs.flatMap { [$0.key, $0.value] })
    case .records(let records): list("*", version == .resp3 ? records : records.flatMap(\.fields))
    case .recordsByKey(let pairs): map(pairs, orList: pairs.flatMap { [$0.key] + $0.value.fields })
    case .nestedRecordsByKey(let pairs): map(pairs, orList: pairs.map { .list([$0.key, $0.value]) })
    }
  }

  private mutating func map(_ pairs: [ReplySample.Pair], orList elements: [ReplySample]) {
    guard version == .resp3 else { return list("*", elements) }
    line("%\(pairs.count)")
    for pair in pairs {
      write(pair.key)
      write(pair.value)
    }
  }

  private mutating func list(_ type: String, _ elements: [ReplySample]) {
    line("\(type)\(elements.count)")
    for element in elements { write(element) }
  }

  private mutating func blob(_ type: String, _ text: String) {
    line("\(type)\(text.utf8.count)")
    line(text)
  }

  private mutating func line(_ text: String) { self.text += text + "\r\n" }
}

extension ReplySample {
  /// What stands in its place in a list that has no lists inside.
  fileprivate var fields: [ReplySample] {
    switch self {
    case .list(let elements), .set(let elements): elements
    default: [self]
    }
  }
}
