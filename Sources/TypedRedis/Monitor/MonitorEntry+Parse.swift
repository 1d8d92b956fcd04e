extension MonitorEntry {
  /// Reads one line of `MONITOR`: `1700000000.123456 [0 127.0.0.1:50000] "get" "key"`. Nil if it is none.
  public init?(line: some Sequence<UInt8>) {
    let line = Array(line)
    var rest = line[...]
    guard let time = ServerTime(monitored: MonitorEntry.word(from: &rest, until: " ")),
      rest.popFirst() == UInt8(ascii: "["),
      let database = Int(String(decoding: MonitorEntry.word(from: &rest, until: " "), as: UTF8.self)),
      let client = MonitorEntry.client(from: &rest),
      let words = MonitorEntry.words(rest)
    else { return nil }
    self.init(time: time, database: database, client: Client(monitored: client), words: words)
  }

  /// What comes before the next such character, which is left out.
  private static func word(from rest: inout ArraySlice<UInt8>, until end: Unicode.Scalar) -> ArraySlice<UInt8> {
    let word = rest.prefix { $0 != UInt8(ascii: end) }
    rest = rest.dropFirst(word.count + 1)
    return word
  }

  /// What comes before the first bracket that the words follow: addresses and paths may have brackets in them.
  private static func client(from rest: inout ArraySlice<UInt8>) -> String? {
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "]"), rest.isEmpty || rest.starts(with: [UInt8(ascii: " "), UInt8(ascii: "\"")]) {
        return String(decoding: text, as: UTF8.self)
      }
      text.append(byte)
    }
    return nil
  }

  private static func words(_ rest: ArraySlice<UInt8>) -> [RedisBytes]? {
    var rest = rest
    var words: [RedisBytes] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: " "), rest.popFirst() == UInt8(ascii: "\""),
        let word = quoted(from: &rest)
      else { return nil }
      words.append(RedisBytes(word))
    }
    return words
  }

  /// Reads up to the closing quote, and undoes what the server has done to bytes that cannot be shown.
  private static func quoted(from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return bytes
      case UInt8(ascii: "\\"):
        guard let escaped = escaped(from: &rest) else { return nil }
        bytes.append(escaped)
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private static func escaped(from rest: inout ArraySlice<UInt8>) -> UInt8? {
    switch rest.popFirst() {
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "a"): 7
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "x"): hexadecimal(from: &rest)
    case let other: other
    }
  }

  private static func hexadecimal(from rest: inout ArraySlice<UInt8>) -> UInt8? {
    guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension MonitorEntry.Client {
  fileprivate init(monitored text: String) {
    let path = "unix:"
    if text == "lua" {
      self = .script
    } else if text.hasPrefix(path) {
      self = .unixSocket(path: String(text.dropFirst(path.count)))
    } else if let colon = text.lastIndex(of: ":"), let port = Int(text.suffix(from: text.index(after: colon))) {
      var host = text.prefix(upTo: colon)
      if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
      self = .address(host: String(host), port: port)
    } else {
      self = .other(text)
    }
  }
}

extension ServerTime {
  /// Reads seconds, a point and six digits of microseconds.
  fileprivate init?(monitored text: ArraySlice<UInt8>) {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 2, let first = parts.first, let last = parts.last, last.utf8.count == 6,
      let seconds = Int64(first), let microseconds = Int64(last), seconds >= 0, microseconds >= 0
    else { return nil }
    self.init(sinceEpoch: Duration(secondsComponent: seconds, attosecondsComponent: 0) + .microseconds(microseconds))
  }
}
