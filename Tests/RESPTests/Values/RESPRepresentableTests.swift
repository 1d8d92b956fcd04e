import RESP
import Testing

/// What is said as a reply is read as what it was.
@Suite struct RESPRepresentableTests {
  private func check<T: RESPRepresentable & RESPDecodable & Equatable>(_ value: T, is reply: RESPValue) throws {
    #expect(value.respValue == reply)
    #expect(try value.respValue.decode(as: T.self) == value)
  }

  @Test func scalars() throws {
    try check("é", is: .bulk("é"))
    try check(RedisBytes([0, 0xFF, 13, 10]), is: .bulk(RedisBytes([0, 0xFF, 13, 10])))
    try check(true, is: .boolean(true))
    try check(1.5, is: .double(1.5))
    try check(-Double.infinity, is: .double(-.infinity))
    try check(Float(0.1), is: .double(0.1))
    try check(RESPValue.push([.null]), is: .push([.null]))
  }

  @Test func integers() throws {
    try check(Int.min, is: .integer(.min))
    try check(Int8.min, is: .integer(-128))
    try check(Int16.max, is: .integer(32767))
    try check(Int32.max, is: .integer(2_147_483_647))
    try check(Int64.max, is: .integer(.max))
    try check(UInt8.max, is: .integer(255))
    try check(UInt16.max, is: .integer(65535))
    try check(UInt32.max, is: .integer(4_294_967_295))
    try check(UInt.max, is: .bigNumber("18446744073709551615"))
    try check(UInt64.max, is: .bigNumber("18446744073709551615"))
  }

  @Test func collections() throws {
    try check(Int?.none, is: .null)
    try check(Int?.some(1), is: .integer(1))
    try check([Int](), is: .array([]))
    try check(["a", nil] as [String?], is: .array([.bulk("a"), .null]))
    try check([[1], []], is: .array([.array([.integer(1)]), .array([])]))
    try check(Optional<[[Double]]>.none, is: .null)
    try check(Set([7]), is: .set([.integer(7)]))
    try check(["a": [1: true]], is: .map([.init(.bulk("a"), .map([.init(.integer(1), .boolean(true))]))]))
  }

  /// Bytes are one string, also inside others.
  @Test func bytes() throws {
    try check([UInt8]("ab".utf8), is: .bulk("ab"))
    try check([[UInt8]("ab".utf8), []], is: .array([.bulk("ab"), .bulk("")]))
    try check(Optional([UInt8]()), is: .bulk(""))
  }
}
