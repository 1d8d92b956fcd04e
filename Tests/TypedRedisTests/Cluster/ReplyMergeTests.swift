import Testing

@testable import TypedRedis

@Suite struct ReplyMergeTests {
  private func merge(_ frames: [String], _ policy: ResponsePolicy?) throws(RedisError) -> String {
    String(decoding: try ReplyMerge.merge(frames.map { Array($0.utf8) }, policy), as: UTF8.self)
  }

  private func code(_ frames: [String], _ policy: ResponsePolicy?) -> RedisError.Code? {
    do throws(RedisError) {
      _ = try merge(frames, policy)
      return nil
    } catch {
      return error.code
    }
  }

  // MARK: Several nodes

  @Test func numbers() throws {
    #expect(try merge([":1\r\n", ":2\r\n", ":-5\r\n"], .aggSum) == ":-2\r\n")
    #expect(try merge([":1\r\n", ":2\r\n", ":-5\r\n"], .aggMin) == ":-5\r\n")
    #expect(try merge([":1\r\n", ":2\r\n", ":-5\r\n"], .aggMax) == ":2\r\n")
    #expect(try merge(["*2\r\n:1\r\n:7\r\n", "*2\r\n:3\r\n:2\r\n"], .aggMin) == "*2\r\n:1\r\n:2\r\n")
    #expect(try merge([":7\r\n"], .aggSum) == ":7\r\n")
    #expect(code([":9223372036854775807\r\n", ":1\r\n"], .aggSum) == .unexpectedReply)
    #expect(code([":1\r\n", "+OK\r\n"], .aggSum) == .unexpectedReply)
    #expect(code([":1\r\n", "*1\r\n:1\r\n"], .aggMin) == .unexpectedReply)
    #expect(code(["*1\r\n:1\r\n", "*2\r\n:1\r\n:1\r\n"], .aggMin) == .unexpectedReply)
    #expect(code(["*1\r\n:1\r\n", "*1\r\n$1\r\nx\r\n"], .aggMax) == .unexpectedReply)
  }

  @Test func yesAndNo() throws {
    #expect(try merge(["*2\r\n:1\r\n:1\r\n", "*2\r\n:1\r\n:0\r\n"], .aggLogicalAnd) == "*2\r\n:1\r\n:0\r\n")
    #expect(try merge(["*2\r\n:0\r\n:1\r\n", "*2\r\n:0\r\n:0\r\n"], .aggLogicalOr) == "*2\r\n:0\r\n:1\r\n")
    #expect(try merge([":1\r\n", ":3\r\n"], .aggLogicalAnd) == ":1\r\n")
    #expect(try merge([":0\r\n", ":0\r\n"], .aggLogicalOr) == ":0\r\n")
    #expect(try merge(["#t\r\n", "#f\r\n"], .aggLogicalOr) == "#t\r\n")
    #expect(try merge(["#t\r\n", "#f\r\n"], .aggLogicalAnd) == "#f\r\n")
    // One node speaks the older protocol.
    #expect(try merge(["#t\r\n", ":1\r\n"], .aggLogicalAnd) == "#t\r\n")
    #expect(try merge([":1\r\n", "#f\r\n"], .aggLogicalAnd) == ":0\r\n")
  }

  @Test func successes() throws {
    let error = "-ERR no\r\n", other = "!8\r\nOTHER no\r\n", ok = "+OK\r\n"
    #expect(try merge([ok, ok], .allSucceeded) == ok)
    #expect(try merge([ok, "+FINE\r\n"], .allSucceeded) == ok)
    #expect(try merge([ok, other, error], .allSucceeded) == other)
    #expect(try merge([error, ok, other], .oneSucceeded) == ok)
    #expect(try merge([error, other], .oneSucceeded) == error)
    for policy in [ResponsePolicy.aggSum, .aggMin, .aggMax, .aggLogicalAnd, .aggLogicalOr] {
      #expect(try merge([":1\r\n", error, other], policy) == error)
    }
    #expect(try merge(["*0\r\n", error], nil) == error)
    #expect(try merge([error], nil) == error)
  }

  @Test func anyThatIsThere() throws {
    let error = "-ERR no\r\n", nothing = "$-1\r\n", key = "$1\r\na\r\n", other = "$1\r\nb\r\n"
    #expect(try merge([nothing, "_\r\n", key, error], .anyPresent) == key)
    // There may be one where the error comes from.
    #expect(try merge([nothing, error], .anyPresent) == error)
    #expect(try merge([nothing, nothing], .anyPresent) == nothing)
    #expect(try merge([error, error], .anyPresent) == error)
    let found = try Set((0..<200).map { _ in try merge([key, nothing, other], .anyPresent) })
    #expect(found == [key, other])
  }

  @Test func listsAndMaps() throws {
    #expect(try merge(["*1\r\n$1\r\na\r\n", "*0\r\n", "*2\r\n:1\r\n*1\r\n+x\r\n"], nil) == "*3\r\n$1\r\na\r\n:1\r\n*1\r\n+x\r\n")
    #expect(try merge(["~1\r\n:1\r\n", "~1\r\n:2\r\n"], nil) == "~2\r\n:1\r\n:2\r\n")
    #expect(try merge(["~1\r\n:1\r\n", "*1\r\n:2\r\n"], nil) == "*2\r\n:1\r\n:2\r\n")
    #expect(try merge(["%1\r\n+a\r\n:1\r\n", "%1\r\n+b\r\n:2\r\n"], nil) == "%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n")
    #expect(try merge(["%1\r\n+a\r\n:1\r\n", "*2\r\n+b\r\n:2\r\n"], nil) == "%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n")
    #expect(try merge(["*-1\r\n", "*1\r\n:1\r\n", "_\r\n"], nil) == "*1\r\n:1\r\n")
    // What belongs to one node's reply as a whole belongs to none of its elements.
    #expect(try merge(["|1\r\n+ttl\r\n:5\r\n*1\r\n:1\r\n", "*1\r\n|1\r\n+x\r\n:1\r\n:2\r\n"], nil) == "*2\r\n:1\r\n|1\r\n+x\r\n:1\r\n:2\r\n")
    #expect(code(["%1\r\n+a\r\n:1\r\n", "*1\r\n+b\r\n"], nil) == .unexpectedReply)
    #expect(code(["*1\r\n:1\r\n", ":1\r\n"], nil) == .unsupported)
  }

  @Test func theSameEverywhere() throws {
    #expect(try merge(["+OK\r\n", "+OK\r\n"], nil) == "+OK\r\n")
    #expect(try merge(["$-1\r\n", "_\r\n"], nil) == "$-1\r\n")
    #expect(code(["+OK\r\n", "+NO\r\n"], nil) == .unsupported)
    #expect(code([":1\r\n", "$1\r\n1\r\n"], nil) == .unsupported)
    #expect(code(["+OK\r\n", "_\r\n"], nil) == .unsupported)
  }

  @Test func whatDoesNotAddUp() {
    #expect(code([":1\r\n", ":1\r\n"], .special) == .unsupported)
    #expect(code([], nil) == .unexpectedReply)
    #expect(code([], .aggSum) == .unexpectedReply)
  }

  // MARK: Parts

  private func part(_ positions: Int...) -> RequestPart { RequestPart(slot: 0, bytes: [], positions: positions) }

  private func merge(_ frames: [String], _ parts: [RequestPart], keys: Int, _ policy: ResponsePolicy? = nil) throws -> String {
    let merged = try ReplyMerge.merge(frames.map { Array($0.utf8) }, of: parts, keys: keys, policy)
    return String(decoding: merged, as: UTF8.self)
  }

  @Test func elementsGoToTheirKeys() throws {
    #expect(
      try merge(["*2\r\n$1\r\na\r\n$-1\r\n", "*1\r\n_\r\n"], [part(0, 2), part(1)], keys: 3)
        == "*3\r\n$1\r\na\r\n_\r\n$-1\r\n")
    #expect(try merge(["*1\r\n*2\r\n:1\r\n:2\r\n", "*1\r\n:3\r\n"], [part(1), part(0)], keys: 2) == "*2\r\n:3\r\n*2\r\n:1\r\n:2\r\n")
    #expect(try merge([":2\r\n", ":1\r\n"], [part(0, 1), part(2)], keys: 3, .aggSum) == ":3\r\n")
    #expect(try merge(["+OK\r\n", "-ERR no\r\n"], [part(0), part(1)], keys: 2, .allSucceeded) == "-ERR no\r\n")
    #expect(try merge(["*1\r\n:1\r\n", "-ERR no\r\n"], [part(0), part(1)], keys: 2) == "-ERR no\r\n")
  }

  @Test func partsOfTheWrongSize() {
    #expect(throws: RedisError.self) { try merge(["*1\r\n:1\r\n"], [part(0, 1)], keys: 2) }
    #expect(throws: RedisError.self) { try merge(["*2\r\n:1\r\n:1\r\n"], [part(0)], keys: 1) }
    #expect(throws: RedisError.self) { try merge(["*1\r\n:1\r\n"], [part(0), part(1)], keys: 2) }
    #expect(throws: RedisError.self) { try merge(["*1\r\n:1\r\n", "*1\r\n:1\r\n"], [part(0), part(5)], keys: 2) }
    #expect(throws: RedisError.self) { try merge([":1\r\n", ":1\r\n"], [part(0), part(1)], keys: 2) }
    #expect(throws: RedisError.self) { try merge(["*1\r\n:1\r\n"], [part(0)], keys: Int.max) }
  }

  /// No bytes are a trap, whatever the policy.
  @Test func malformedFrames() {
    let pieces = ["*", "%", "~", "|", ":", "$", "-", "+", "1", "0", "9", "99999999999999999999", "-1", "?", "\r\n", "\r", "x", "#t", "_", ".", ""]
    var random = SystemRandomNumberGenerator()
    let policies: [ResponsePolicy?] = [nil, .aggSum, .aggMin, .aggMax, .aggLogicalAnd, .aggLogicalOr, .allSucceeded, .oneSucceeded, .anyPresent, .special]
    func frame() -> [UInt8] {
      Array((0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement() ?? "" }.joined().utf8)
    }
    var refused = 0
    for _ in 0..<20_000 {
      let frames = [frame(), frame(), frame()]
      for policy in policies where (try? ReplyMerge.merge(frames, policy)) == nil { refused += 1 }
      if (try? ReplyMerge.merge(frames, of: [part(0), part(2), part(1)], keys: 3, nil)) == nil { refused += 1 }
    }
    #expect(refused > 0)
    for frame in ["*3\r\n:1\r\n", "*99999999999999999999\r\n", "*-7\r\n", "*1\r\n:1\r\n:2\r\n", "%1\r\n:1\r\n", "*?\r\n:1\r\n.\r\n"] {
      #expect(code([frame, "*1\r\n:1\r\n"], nil) != nil, "\(frame)")
      #expect(code([frame, "*1\r\n:1\r\n"], .aggSum) != nil, "\(frame)")
    }
  }
}
