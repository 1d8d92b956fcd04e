import Testing
import TypedRedis

/// Replies that are written by hand, and generated ones with data of the user, said as a reply and read as another type of data.
@Suite struct RepresentationTests {
  private func again<T: RESPRepresentable, U: RESPDecodable>(_ value: T, as type: U.Type) throws -> U {
    try value.respValue.decode(as: type)
  }

  @Test func geoMatches() throws {
    typealias Bytes = GeoMatch<RedisBytes>
    let place = GeoCoordinates(longitude: -0.1, latitude: 51.5)
    for match in [
      Bytes(member: "7"), Bytes(member: "7", distance: 3), Bytes(member: "7", hash: 3),
      Bytes(member: "7", coordinates: place), Bytes(member: "7", distance: 0.5, hash: 0, coordinates: place),
    ] {
      #expect(try again(match, as: Bytes.self) == match)
      #expect(
        try again([match], as: [GeoMatch<Int>].self) == [
          GeoMatch(member: 7, distance: match.distance, hash: match.hash, coordinates: match.coordinates)
        ])
    }
  }

  @Test(arguments: [nil, "", "{}"] as [RedisBytes?])
  func vectorMatches(attributes: RedisBytes?) throws {
    let match = VectorMatch<RedisBytes>(element: "7", score: 0.25, attributes: attributes)
    #expect(try again([match], as: [VectorMatch<RedisBytes>].self) == [match])
    #expect(try again(match, as: VectorMatch<Int>.self) == VectorMatch(element: 7, score: 0.25, attributes: attributes))
  }

  @Test func scanPages() throws {
    let page = ScanPage<RedisBytes>(cursor: ScanCursor(text: "17"), elements: ["1", "2"])
    #expect(try again(page, as: ScanPage<Int>.self) == ScanPage(cursor: page.cursor, elements: [1, 2]))
    let pairs = ScanPage(cursor: .start, elements: [ScoredMember<RedisBytes>(member: "1", score: .infinity)])
    var bytes: [UInt8] = []
    pairs.respValue.write(into: &bytes)
    let read = try RedisBytes(bytes).withUnsafeBytes { bytes throws(RedisError) in
      var reader = RESPReader(bytes)
      return try ScanPage<ScoredMember<Int>>(pairsFrom: &reader)
    }
    #expect(read == ScanPage(cursor: .start, elements: [ScoredMember(member: 1, score: .infinity)]))
  }

  @Test func whatOnlyTheServerKnowsIsKept() throws {
    let function = FunctionInfo(
      name: "f", description: nil, flags: ["no-writes"], otherFields: ["new": .array([.integer(1), .null])])
    #expect(try again(function, as: FunctionInfo.self) == function)
  }
}
