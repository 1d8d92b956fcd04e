import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func bitmap(_ server: LiveServer) async throws {
    try await Live.run(group: "bitmap", on: server) { live in
      let key = try await live.freshKeys("bitmap")

      await live.check(Commands.SETBIT.self) { live async throws in
        #expect(try await live.setbit(key: key("a"), offset: 7, value: 1) == false)
        #expect(try await live.setbit(key: key("a"), offset: 7, value: 1))
        #expect(try await live.setbit(key: key("a"), offset: 8, value: 1) == false)
        await #expect(throws: RedisError.self) { try await live.setbit(key: key("a"), offset: 0, value: 2) }
      }
      await live.check(Commands.GETBIT.self) { live async throws in
        #expect(try await live.getbit(key: key("a"), offset: 7))
        #expect(try await live.getbit(key: key("a"), offset: 6) == false)
        #expect(try await live.getbit(key: key("none"), offset: 6) == false)
      }
      await live.check(Commands.BITCOUNT.self) { live async throws in
        #expect(try await live.bitcount(key: key("a")) == 2)
        #expect(try await live.bitcount(key: key("a"), range: .init(start: 0, end: 0)) == 1)
        #expect(try await live.bitcount(key: key("a"), range: .init(start: 0, end: -1, unit: .byte)) == 2)
        #expect(try await live.bitcount(key: key("a"), range: .init(start: 0, end: 6, unit: .bit)) == 0)
        #expect(try await live.bitcount(key: key("none")) == 0)
      }
      await live.check(Commands.BITPOS.self) { live async throws in
        #expect(try await live.bitpos(key: key("a"), bit: 1) == 7)
        #expect(try await live.bitpos(key: key("a"), bit: 1, range: .init(start: 1)) == 8)
        let byBytes = Commands.BITPOS.Range(start: 0, through: .init(end: 0))
        #expect(try await live.bitpos(key: key("a"), bit: 1, range: byBytes) == 7)
        let byBits = Commands.BITPOS.Range(start: 0, through: .init(end: 6, unit: .bit))
        #expect(try await live.bitpos(key: key("a"), bit: 1, range: byBits) == nil)
        #expect(try await live.bitpos(key: key("none"), bit: 1) == nil)
        #expect(try await live.bitpos(key: key("none"), bit: 0) == 0)
      }
      await live.check(Commands.BITOP.self) { live async throws in
        try await live.redis.set(key: key("x"), value: [0b1100] as [UInt8])
        try await live.redis.set(key: key("y"), value: [0b1010] as [UInt8])
        func result(_ operation: BitOperation, _ names: String...) async throws -> UInt8? {
          let length = try await live.bitop(operation: operation, destination: key("z"), keys: names.map(key))
          #expect(length == 1)
          return try await live.redis.get(key: key("z"))?.bytes.first
        }
        #expect(try await result(.and, "x", "y") == 0b1000)
        #expect(try await result(.or, "x", "y") == 0b1110)
        #expect(try await result(.xor, "x", "y") == 0b0110)
        #expect(try await result(.not, "x") == 0b1111_0011)
        #expect(try await live.bitop(operation: .and, destination: key("z"), keys: [key("none")]) == 0)
      }
      await live.check(Commands.BITOP.self, redis: "8.2", valkey: nil) { live async throws in
        for (operation, expected) in [
          (BitOperation.diff, 0b0100), (.diff1, 0b0010), (.andOr, 0b1000), (.one, 0b0110),
        ] as [(BitOperation, UInt8)] {
          let length = try await live.bitop(
            operation: operation, destination: key("z"), keys: [key("x"), key("y")])
          #expect(length == 1)
          #expect(try await live.redis.get(key: key("z"))?.bytes == [expected])
        }
      }
      await live.check(Commands.BITFIELD.self) { live async throws in
        let answers = try await live.bitfield(
          key: key("f"),
          operations: [
            .set(encoding: "u8", offset: "#1", value: 250),
            .incrementBy(encoding: "u8", offset: "#1", increment: 5),
            .overflow(.saturate), .incrementBy(encoding: "u8", offset: 8, increment: 9),
            .overflow(.wrap), .incrementBy(encoding: "u8", offset: 8, increment: 1),
            .get(encoding: "i4", offset: 0),
          ])
        #expect(answers == [0, 255, 255, 0, 0])
        #expect(try await live.bitfield(key: key("none")) == [])
      }
      await live.check(Commands.BITFIELD.FailingOnOverflow.self) { live async throws in
        let answers = try await live.bitfieldFailingOnOverflow(
          key: key("f"),
          operations: [
            .set(encoding: "u8", offset: "#2", value: 255),
            .overflow(.fail), .incrementBy(encoding: "u8", offset: "#2", increment: 1),
            // What happens on overflow is said once for all that follow.
            .set(encoding: "u2", offset: 16, value: 9),
            .get(encoding: "u8", offset: "#2"),
          ])
        #expect(answers == [0, nil, nil, 255])
      }
      await live.check(Commands.BITFIELD_RO.self) { live async throws in
        try await live.redis.set(key: key("r"), value: [0xff, 0x01] as [UInt8])
        #expect(try await live.bitfieldRo(key: key("r"), fields: [("i8", "0"), ("u8", "#1")]) == [-1, 1])
        #expect(try await live.bitfieldRo(key: key("none"), fields: [("u4", 0)]) == [0])
      }
    }
  }
}
