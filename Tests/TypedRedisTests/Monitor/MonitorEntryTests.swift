import TestSupport
import Testing

@testable import TypedRedis

@Suite struct MonitorEntryTests {
  private func parsed(_ line: String) -> MonitorEntry? { MonitorEntry(line: line.utf8) }

  @Test func anOrdinaryLine() throws {
    let entry = try #require(parsed(#"1339518083.107412 [3 127.0.0.1:60866] "set" "key" "value""#))
    #expect(entry.time.sinceEpoch == .seconds(1_339_518_083) + .microseconds(107_412))
    #expect(entry.database == 3)
    #expect(entry.client == .address(host: "127.0.0.1", port: 60866))
    #expect(entry.name == "set")
    #expect(entry.words == ["set", "key", "value"])
  }

  @Test(arguments: [
    ("[::1]:6379", MonitorEntry.Client.address(host: "::1", port: 6379)),
    ("10.0.0.1:1", .address(host: "10.0.0.1", port: 1)),
    ("unix:/var/run/redis.sock", .unixSocket(path: "/var/run/redis.sock")),
    ("unix:/odd] path", .unixSocket(path: "/odd] path")),
    ("lua", .script),
    ("?:0", .address(host: "?", port: 0)),
    ("", .other("")),
    ("something new", .other("something new")),
    ("a:b", .other("a:b")),
  ]) func clients(_ text: String, _ client: MonitorEntry.Client) throws {
    let entry = try #require(parsed("1.000001 [0 \(text)] \"ping\""))
    #expect(entry.client == client)
    #expect(entry.words == ["ping"])
  }

  @Test func clientsAreShownAsTheServerWritesThem() {
    #expect(MonitorEntry.Client.address(host: "::1", port: 1).description == "[::1]:1")
    #expect(MonitorEntry.Client.address(host: "h", port: 1).description == "h:1")
    #expect(MonitorEntry.Client.unixSocket(path: "/s").description == "unix:/s")
  }

  @Test func quotingIsUndone() throws {
    let entry = try #require(parsed(#"1.000001 [0 lua] "a\"b" "\\" "\n\r\t\a\b" "\x00\xff\x7F" """#))
    #expect(entry.words == ["a\"b", "\\", RedisBytes([10, 13, 9, 7, 8]), RedisBytes([0, 255, 127]), ""])
  }

  @Test(arguments: [
    "", "OK", "1.000001", "1.000001 [0 lua", "1.000001 [0 lua] x", #"1.000001 [0 lua] "x"#, #"1.000001 [0 lua] "\x4""#,
    #"1.000001 [0 lua] "\x4g""#, #"1.000001 [0 lua] "\"#, #"1.000001 [x lua] "ping""#, #"1 [0 lua] "ping""#,
    #"-1.000001 [0 lua] "ping""#, #"1.00001 [0 lua] "ping""#, #"1.+00001 [0 lua] "ping"x"#,
    #"99999999999999999999.000001 [0 lua] "ping""#, #"1.000001 0 lua] "ping""#, #"1.000001 [0 lua] "ping" "#,
  ]) func whatIsNoEntry(_ line: String) { #expect(parsed(line) == nil) }

  /// As the server writes it.
  private func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = [34]
    for byte in bytes {
      switch byte {
      case 34, 92: text += [92, byte]
      case 10: text += Array(#"\n"#.utf8)
      case 13: text += Array(#"\r"#.utf8)
      case 9: text += Array(#"\t"#.utf8)
      case 7: text += Array(#"\a"#.utf8)
      case 8: text += Array(#"\b"#.utf8)
      case 32..<127: text.append(byte)
      default:
        let digits = String(byte, radix: 16)
        text += Array(#"\x"#.utf8) + Array((digits.count < 2 ? "0" + digits : digits).utf8)
      }
    }
    return text + [34]
  }

  private func line(_ words: [[UInt8]]) -> [UInt8] {
    words.reduce(Array("1700000000.123456 [0 [::1]:6379]".utf8)) { $0 + [32] + quoted($1) }
  }

  @Test func anyWordsSurvive() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let words = (0..<Int.random(in: 1...5)).map { _ in
        (0..<Int.random(in: 0...20)).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      }
      #expect(MonitorEntry(line: line(words))?.words == words.map { RedisBytes($0) })
    }
  }

  /// Anything else is an entry or none, and ends nothing.
  @Test func anyBytesAreRead() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array(#""\x[] .:-+0123456789abnrtuixl/"#.utf8)
    for _ in 0..<5000 {
      var bytes = line([Array("get".utf8), [0, 255, 34, 92, 10]])
      for _ in 0..<Int.random(in: 1...6) {
        let place = Int.random(in: 0..<bytes.count)
        switch Int.random(in: 0..<4) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes[place] = alphabet.randomElement() ?? 0
        case 2: bytes.remove(at: place)
        default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...10)))
        }
        if bytes.isEmpty { bytes = [34] }
      }
      if let entry = MonitorEntry(line: bytes) {
        // Nothing is in it that was not in the line. A byte that is no text becomes three of them, and a host may get brackets.
        #expect(entry.client.description.utf8.count <= 3 * bytes.count + 2)
        #expect(entry.words.reduce(0) { $0 + $1.count } <= bytes.count)
      }
      let noise = (0..<Int.random(in: 0...40)).map { _ in alphabet.randomElement() ?? 0 }
      _ = MonitorEntry(line: noise)
    }
  }
}
