import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func vectorSet(_ server: LiveServer) async throws {
    try await Live.run(group: "module", on: server) { live in
      let key = try await live.freshKeys("vector")
      await live.checkElements(key)
      await live.checkVectors(key)
      await live.checkLinks(key)
      await live.checkSimilarity(key)
      await live.check(Commands.VREM.self) { live async throws in
        #expect(try await live.vrem(key: key("set"), element: "up"))
        #expect(try await live.vrem(key: key("set"), element: "up") == false)
        #expect(try await live.vrem(key: key("none"), element: "up") == false)
      }
    }
  }
}

/// Numbers as the server takes them in binary: four bytes each, the lowest first.
private func fp32(_ numbers: [Float]) -> [UInt8] {
  numbers.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } }
}

extension Live {
  fileprivate func checkElements(_ key: @Sendable (String) -> String) async {
    let set = key("set")
    await check(Commands.VADD.self) { live async throws in
      #expect(
        try await live.vadd(
          key: set, vector: .values([1, 0]), element: "right", quantization: .full,
          attributes: #"{"n":1}"#))
      #expect(
        try await live.vadd(
          key: set, vector: .values([1, 0]), element: "right", quantization: .full) == false)
      #expect(
        try await live.vadd(
          key: set, vector: .fp32(fp32([0, 2]).redisValue), element: "up", cas: true,
          quantization: .full, explorationFactor: 100, attributes: #"{"n":2}"#, maxLinks: 16))
      #expect(
        try await live.vadd(key: set, vector: .values([-1, 0]), element: "left", quantization: .full))
      #expect(
        try await live.vadd(
          key: key("small"), reduce: 2, vector: .values([1, 2, 3, 4]), element: "a"))
      #expect(
        try await live.vadd(
          key: key("bits"), vector: .values([1, -1]), element: "a", quantization: .binary))
      #expect(
        try await live.vadd(
          key: key("bytes"), vector: .values([0.5, 1]), element: "a", quantization: .int8))
    }
    await check(Commands.VCARD.self) { live async throws in
      #expect(try await live.vcard(key: set) == 3)
      #expect(try await live.vcard(key: key("none")) == 0)
    }
    await check(Commands.VDIM.self) { live async throws in
      #expect(try await live.vdim(key: set) == 2)
      await #expect(throws: RedisError.self) { try await live.vdim(key: key("none")) }
    }
    await check(Commands.VISMEMBER.self) { live async throws in
      #expect(try await live.vismember(key: set, element: "up"))
      #expect(try await live.vismember(key: set, element: "down") == false)
      #expect(try await live.vismember(key: key("none"), element: "up") == false)
    }
    await check(Commands.VSETATTR.self) { live async throws in
      #expect(try await live.vsetattr(key: set, element: "up", attributes: #"{"n":3}"#))
      #expect(try await live.vsetattr(key: set, element: "none", attributes: "{}") == false)
    }
    await check(Commands.VGETATTR.self) { live async throws in
      #expect(try await live.vgetattr(key: set, element: "up") == #"{"n":3}"#)
      #expect(try await live.vgetattr(key: set, element: "left") == nil)
      #expect(try await live.vgetattr(key: key("none"), element: "up", as: String.self) == nil)
    }
    await check(Commands.VRANDMEMBER.self) { live async throws in
      let element = try await live.vrandmember(key: set, as: String.self)
      #expect(["right", "up", "left"].contains(element))
      #expect(try await live.vrandmember(key: key("none")) == nil)
    }
    await check(Commands.VRANDMEMBER.Count.self) { live async throws in
      let all = try await live.vrandmember(key: set, count: 9)
      #expect(Set(all) == ["right", "up", "left"])
      #expect(try await live.vrandmember(key: set, count: -5, as: String.self).count == 5)
      #expect(try await live.vrandmember(key: key("none"), count: 2) == [])
    }
    await check(Commands.VRANGE.self) { live async throws in
      #expect(try await live.vrange(key: set, start: "-", end: "+") == ["left", "right", "up"])
      #expect(
        try await live.vrange(key: set, start: "(left", end: "[up", count: 1, as: String.self)
          == ["right"])
      #expect(try await live.vrange(key: key("none"), start: "-", end: "+", count: 2) == [])
    }
    await check(Commands.VINFO.self) { live async throws in
      let info = try await live.vinfo(key: set)
      #expect(info?.quantization == "f32" && info?.dimensions == 2 && info?.size == 3)
      #expect(info?.maxLinks == 16 && info?.projectionInputDimensions == nil)
      let small = try await live.vinfo(key: key("small"))
      #expect(small?.dimensions == 2 && small?.projectionInputDimensions == 4)
      #expect(try await live.vinfo(key: key("none")) == nil)
    }
  }

  fileprivate func checkVectors(_ key: @Sendable (String) -> String) async {
    await check(Commands.VEMB.self) { live async throws in
      #expect(try await live.vemb(key: key("set"), element: "up") == [0, 2])
      #expect(try await live.vemb(key: key("bytes"), element: "a")?.count == 2)
      #expect(try await live.vemb(key: key("set"), element: "none") == nil)
      #expect(try await live.vemb(key: key("none"), element: "up") == nil)
    }
    await check(Commands.VEMB.Raw.self) { live async throws in
      let up = try await live.vembRaw(key: key("set"), element: "up")
      #expect(up?.quantization == "f32" && up?.norm == 2 && up?.range == nil)
      #expect(up?.data.bytes == fp32([0, 1]))
      let bytes = try await live.vembRaw(key: key("bytes"), element: "a", as: RedisBytes.self)
      #expect(bytes?.quantization == "int8" && bytes?.data.count == 2)
      #expect((bytes?.range ?? 0) > 0)
      let bits = try await live.vembRaw(key: key("bits"), element: "a")
      #expect(bits?.quantization == "bin" && bits?.range == nil)
      #expect(try await live.vembRaw(key: key("none"), element: "a") == nil)
    }
  }

  fileprivate func checkLinks(_ key: @Sendable (String) -> String) async {
    await check(Commands.VLINKS.self) { live async throws in
      let layers = try await live.vlinks(key: key("set"), element: "up") ?? []
      #expect(Set(layers.last ?? []) == ["right", "left"])
      #expect(try await live.vlinks(key: key("none"), element: "up", as: String.self) == nil)
    }
    await check(Commands.VLINKS.WithScores.self) { live async throws in
      let layers = try await live.vlinksWithScores(
        key: key("set"), element: "up", as: String.self)
      let nearest = layers?.last ?? []
      #expect(Set(nearest.map(\.element)) == ["right", "left"])
      #expect(nearest.allSatisfy { abs($0.score - 0.5) < 0.001 })
      #expect(try await live.vlinksWithScores(key: key("set"), element: "none") == nil)
    }
  }

  fileprivate func checkSimilarity(_ key: @Sendable (String) -> String) async {
    let set = key("set")
    await check(Commands.VSIM.self) { live async throws in
      #expect(
        try await live.vsim(key: set, query: .values([1, 0.5])) == ["right", "up", "left"])
      #expect(
        try await live.vsim(
          key: set, query: .element("left"), count: 2, explorationFactor: 50, truth: true,
          noThread: true, as: String.self) == ["left", "up"])
      #expect(
        try await live.vsim(
          key: set, query: .fp32(fp32([0, 1]).redisValue), filter: ".n >= 1", filterEffort: 10)
          == ["up", "right"])
      #expect(try await live.vsim(key: key("none"), query: .values([1, 0])) == [])
      await #expect(throws: RedisError.self) {
        try await live.vsim(key: set, query: .element("none"))
      }
    }
    await check(Commands.VSIM.self, redis: "8.0.3", valkey: nil) { live async throws in
      #expect(
        try await live.vsim(key: set, query: .values([1, 0]), maxDistance: 0.1) == ["right"])
    }
    await check(Commands.VSIM.WithScores.self) { live async throws in
      let found = try await live.vsimWithScores(key: set, query: .values([1, 0]))
      #expect(found.map(\.element) == ["right", "up", "left"])
      for (match, score) in zip(found, [1, 0.5, 0]) { #expect(abs(match.score - score) < 0.001) }
      #expect(
        try await live.vsimWithScores(key: key("none"), query: .values([1, 0]), as: String.self)
          == [])
    }
    await check(Commands.VSIM.WithAttributes.self, redis: "8.0.3", valkey: nil) { live async throws in
      let found = try await live.vsimWithAttributes(
        key: set, query: .values([1, 0]), as: String.self)
      #expect(
        found == [
          AttributedElement(element: "right", attributes: #"{"n":1}"#),
          AttributedElement(element: "up", attributes: #"{"n":3}"#),
          AttributedElement(element: "left", attributes: nil),
        ])
      #expect(
        try await live.vsimWithAttributes(key: set, query: .values([1, 0]), count: 1).count == 1)
      #expect(try await live.vsimWithAttributes(key: key("none"), query: .values([1, 0])) == [])
    }
    await check(Commands.VSIM.WithScoresAndAttributes.self, redis: "8.0.3", valkey: nil) { live async throws in
      let found = try await live.vsimWithScoresAndAttributes(
        key: set, query: .values([1, 0]), as: String.self)
      #expect(found.map(\.element) == ["right", "up", "left"])
      #expect(found.map(\.attributes) == [#"{"n":1}"#, #"{"n":3}"#, nil])
      for (match, score) in zip(found, [1, 0.5, 0]) { #expect(abs(match.score - score) < 0.001) }
      #expect(
        try await live.vsimWithScoresAndAttributes(key: key("none"), query: .values([1, 0])) == [])
    }
  }
}
