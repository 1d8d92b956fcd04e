import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func geo(_ server: LiveServer) async throws {
    try await Live.run(group: "geo", on: server) { live in
      let key = try await live.freshKeys("geo")
      let places = key("places")
      _ = try await live.geoadd(
        key: places,
        members: [
          ("berlin", longitude: 13.4050, latitude: 52.5200),
          ("potsdam", longitude: 13.0645, latitude: 52.3906),
          ("hamburg", longitude: 9.9937, latitude: 53.5511),
        ])
      await live.checkPlaces(key, places)
      await live.checkSearches(key, places)
      await live.checkPolygons(key, places)
      await live.checkRadius(key, places)
      await live.checkRadiusByMember(key, places)
    }
  }
}

/// A match of RESP3 and RESP2 alike, whose numbers differ from the exact ones by rounding.
private func expectBerlin(
  _ match: GeoMatch<String>?, distance: Double? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(match?.member == "berlin", sourceLocation: sourceLocation)
  #expect(match?.hash == 3_673_983_950_397_063, sourceLocation: sourceLocation)
  if let coordinates = match?.coordinates {
    #expect(abs(coordinates.longitude - 13.4050) < 0.0001, sourceLocation: sourceLocation)
    #expect(abs(coordinates.latitude - 52.5200) < 0.0001, sourceLocation: sourceLocation)
  } else {
    Issue.record("no coordinates", sourceLocation: sourceLocation)
  }
  if let distance {
    #expect(abs((match?.distance ?? -1) - distance) < 0.5, sourceLocation: sourceLocation)
  } else {
    #expect(match?.distance == nil, sourceLocation: sourceLocation)
  }
}

extension Live {
  fileprivate func checkPlaces(_ key: @Sendable (String) -> String, _ places: String) async {
    await check(Commands.GEOADD.self) { live async throws in
      #expect(
        try await live.geoadd(
          key: places, condition: .ifNotExists, members: [("berlin", longitude: 0, latitude: 0)])
          == 0)
      #expect(
        try await live.geoadd(
          key: key("moving"), members: [("ship", longitude: 1, latitude: 1)]) == 1)
      #expect(
        try await live.geoadd(
          key: key("moving"), condition: .ifExists, change: true,
          members: [("ship", longitude: 2, latitude: 2), ("boat", longitude: 3, latitude: 3)]) == 1)
    }
    await check(Commands.GEOPOS.self) { live async throws in
      let found = try await live.geopos(key: places, members: ["berlin", "none"])
      #expect(found.count == 2)
      #expect(abs((found[0]?.latitude ?? 0) - 52.52) < 0.0001)
      #expect(found[1] == nil)
      #expect(try await live.geopos(key: key("none"), members: ["berlin"]) == [nil])
      #expect(try await live.geopos(key: places) == [])
    }
    await check(Commands.GEODIST.self) { live async throws in
      let meters = try await live.geodist(key: places, from: "berlin", to: "potsdam")
      #expect(abs((meters ?? 0) - 27_200) < 200)
      let kilometers = try await live.geodist(
        key: places, from: "berlin", to: "potsdam", unit: .kilometers)
      #expect(abs((kilometers ?? 0) - 27.2) < 0.2)
      #expect(try await live.geodist(key: places, from: "berlin", to: "none") == nil)
    }
    await check(Commands.GEOHASH.self) { live async throws in
      let found = try await live.geohash(key: places, members: ["berlin", "none"])
      #expect(found.first??.hasPrefix("u33d") == true)
      #expect(found.count == 2 && found[1] == nil)
      #expect(try await live.geohash(key: places) == [])
    }
  }

  fileprivate func checkSearches(_ key: @Sendable (String) -> String, _ places: String) async {
    await check(Commands.GEOSEARCH.self) { live async throws in
      #expect(
        try await live.geosearch(
          key: places, from: .member("berlin"), by: .circle(radius: 50, unit: .kilometers),
          order: .ascending) == ["berlin", "potsdam"])
      #expect(
        try await live.geosearch(
          key: places, from: .coordinates(longitude: 13.4, latitude: 52.5),
          by: .box(width: 1000, height: 1000, unit: .miles), order: .descending,
          limit: .init(count: 1), as: String.self) == ["hamburg"])
      #expect(
        try await live.geosearch(
          key: places, from: .member("berlin"), by: .circle(radius: 50, unit: .kilometers),
          limit: .init(count: 1, any: true)
        ).count == 1)
      #expect(
        try await live.geosearch(
          key: key("none"), from: .coordinates(longitude: 0, latitude: 0),
          by: .circle(radius: 1, unit: .feet)) == [])
    }
    await check(Commands.GEOSEARCH.WithDetails.self) { live async throws in
      let near = Commands.GEOSEARCH.From.coordinates(longitude: 13.4050, latitude: 52.5200)
      let all = try await live.geosearchWithDetails(
        key: places, from: near, by: .circle(radius: 50, unit: .kilometers), order: .ascending,
        withCoordinates: true, withDistance: true, withHash: true, as: String.self)
      #expect(all.map(\.member) == ["berlin", "potsdam"])
      expectBerlin(all.first, distance: 0)
      #expect(abs((all.last?.distance ?? 0) - 27.2) < 0.2)
      let distances = try await live.geosearchWithDetails(
        key: places, from: near, by: .circle(radius: 1, unit: .kilometers), withDistance: true)
      #expect(distances.count == 1 && distances.first?.hash == nil)
      #expect(distances.first?.distance != nil && distances.first?.coordinates == nil)
      let none = try await live.geosearchWithDetails(
        key: places, from: near, by: .circle(radius: 1, unit: .kilometers))
      #expect(none == [GeoMatch(member: "berlin")])
    }
    await check(Commands.GEOSEARCHSTORE.self) { live async throws in
      #expect(
        try await live.geosearchstore(
          destination: key("near"), source: places, from: .member("berlin"),
          by: .circle(radius: 50, unit: .kilometers)) == 2)
      #expect(try await live.geopos(key: key("near"), members: ["potsdam"]).first??.latitude != nil)
      #expect(
        try await live.geosearchstore(
          destination: key("far"), source: places, from: .member("berlin"),
          by: .box(width: 1000, height: 1000, unit: .kilometers), order: .descending,
          limit: .init(count: 1), storeDistances: true) == 1)
      let score = try await live.redis.zscore(key: key("far"), member: "hamburg")
      #expect(abs((score ?? 0) - 255) < 2)
    }
  }

  /// A triangle around Berlin and Potsdam.
  fileprivate func checkPolygons(_ key: @Sendable (String) -> String, _ places: String) async {
    let area: [(longitude: Double, latitude: Double)] = [(12, 52), (15, 52), (13.5, 54)]
    await check(Commands.GEOSEARCH.InPolygon.self, redis: nil, valkey: "9.0") { live async throws in
      let found = try await live.geosearchInPolygon(key: places, vertices: area)
      #expect(Set(found) == ["berlin", "potsdam"])
      let one = try await live.geosearchInPolygon(
        key: places, vertices: area, order: .ascending, limit: .init(count: 1), as: String.self)
      #expect(one.count == 1)
      #expect(try await live.geosearchInPolygon(key: key("none"), vertices: area) == [])
    }
    await check(Commands.GEOSEARCH.InPolygonWithDetails.self, redis: nil, valkey: "9.0") { live async throws in
      let found = try await live.geosearchInPolygonWithDetails(
        key: places, vertices: area, withCoordinates: true, withHash: true, as: String.self)
      expectBerlin(found.first { $0.member == "berlin" })
      let distances = try await live.geosearchInPolygonWithDetails(
        key: places, vertices: area, withDistance: true)
      #expect(distances.count == 2 && distances.allSatisfy { $0.distance != nil })
    }
    await check(Commands.GEOSEARCHSTORE.InPolygon.self, redis: nil, valkey: "9.0") { live async throws in
      #expect(
        try await live.geosearchstoreInPolygon(
          destination: key("area"), source: places, vertices: area) == 2)
      #expect(
        try await live.geosearchstoreInPolygon(
          destination: key("area"), source: places, vertices: area, order: .ascending,
          limit: .init(count: 1), storeDistances: true) == 1)
    }
  }

  // MARK: The older searches

  fileprivate func checkRadius(_ key: @Sendable (String) -> String, _ places: String) async {
    await check(Commands.GEORADIUS.self) { live async throws in
      #expect(
        try await live.georadius(
          key: places, longitude: 13.4, latitude: 52.5, radius: 50, unit: .kilometers,
          order: .ascending) == ["berlin", "potsdam"])
      #expect(
        try await live.georadius(
          key: places, longitude: 13.4, latitude: 52.5, radius: 50, unit: .kilometers,
          limit: .init(count: 1), order: .descending, as: String.self) == ["potsdam"])
      #expect(
        try await live.georadius(
          key: key("none"), longitude: 0, latitude: 0, radius: 1, unit: .meters) == [])
    }
    await check(Commands.GEORADIUS.WithDetails.self) { live async throws in
      let found = try await live.georadiusWithDetails(
        key: places, longitude: 13.4050, latitude: 52.5200, radius: 1, unit: .kilometers,
        withCoordinates: true, withDistance: true, withHash: true, as: String.self)
      #expect(found.count == 1)
      expectBerlin(found.first, distance: 0)
    }
    await check(Commands.GEORADIUS.Store.self) { live async throws in
      #expect(
        try await live.georadiusStore(
          key: places, longitude: 13.4, latitude: 52.5, radius: 50, unit: .kilometers,
          store: .positions(key("stored").redisValue)) == 2)
      #expect(
        try await live.georadiusStore(
          key: places, longitude: 13.4, latitude: 52.5, radius: 50, unit: .kilometers,
          limit: .init(count: 1, any: true), store: .distances(key("stored").redisValue)) == 1)
    }
    await check(Commands.GEORADIUS_RO.self) { live async throws in
      #expect(
        try await live.georadiusRo(
          key: places, longitude: 13.4, latitude: 52.5, radius: 30, unit: .miles,
          limit: .init(count: 2), order: .descending) == ["potsdam", "berlin"])
      #expect(
        try await live.georadiusRo(
          key: key("none"), longitude: 0, latitude: 0, radius: 1, unit: .meters, as: Int.self) == [])
    }
    await check(Commands.GEORADIUS_RO.WithDetails.self) { live async throws in
      let found = try await live.georadiusRoWithDetails(
        key: places, longitude: 13.4050, latitude: 52.5200, radius: 1, unit: .kilometers,
        withCoordinates: true, withHash: true, as: String.self)
      expectBerlin(found.first)
    }
  }

  fileprivate func checkRadiusByMember(_ key: @Sendable (String) -> String, _ places: String) async {
    await check(Commands.GEORADIUSBYMEMBER.self) { live async throws in
      #expect(
        try await live.georadiusbymember(
          key: places, member: "berlin", radius: 50, unit: .kilometers, order: .ascending)
          == ["berlin", "potsdam"])
      #expect(
        try await live.georadiusbymember(
          key: key("none"), member: "berlin", radius: 50, unit: .kilometers, as: String.self) == [])
    }
    await check(Commands.GEORADIUSBYMEMBER.WithDetails.self) { live async throws in
      let found = try await live.georadiusbymemberWithDetails(
        key: places, member: "berlin", radius: 1, unit: .feet, withCoordinates: true,
        withDistance: true, withHash: true, as: String.self)
      expectBerlin(found.first, distance: 0)
    }
    await check(Commands.GEORADIUSBYMEMBER.Store.self) { live async throws in
      #expect(
        try await live.georadiusbymemberStore(
          key: places, member: "berlin", radius: 50, unit: .kilometers,
          store: .positions(key("stored").redisValue)) == 2)
      #expect(
        try await live.georadiusbymemberStore(
          key: places, member: "berlin", radius: 50, unit: .kilometers,
          limit: .init(count: 1), order: .descending,
          store: .distances(key("stored").redisValue)) == 1)
      #expect(try await live.redis.zcard(key: key("stored")) == 1)
    }
    await check(Commands.GEORADIUSBYMEMBER_RO.self) { live async throws in
      #expect(
        try await live.georadiusbymemberRo(
          key: places, member: "berlin", radius: 50, unit: .kilometers,
          limit: .init(count: 1), order: .descending) == ["potsdam"])
    }
    await check(Commands.GEORADIUSBYMEMBER_RO.WithDetails.self) { live async throws in
      let found = try await live.georadiusbymemberRoWithDetails(
        key: places, member: "berlin", radius: 50, unit: .kilometers, withDistance: true,
        order: .ascending)
      #expect(found.map(\.member) == ["berlin", "potsdam"])
      #expect(found.first?.distance == 0)
    }
  }
}
