import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func stream(_ server: LiveServer) async throws {
    try await Live.run(group: "stream", on: server) { live in
      let key = try await live.freshKeys("stream")
      await live.checkEntries(key)
      await live.checkReads(key)
      await live.checkTrims(key)
      await live.checkReferences(key)
      await live.checkIdempotence(key)
      await live.checkGroups(key)
      await live.checkGroupReads(key)
      await live.checkPending(key)
      await live.checkClaims(key)
      await live.checkStreamInfo(key)
    }
  }
}

extension Live {
  /// Makes a stream of entries `1-0` … `5-0`, whose field `n` is their number.
  func makeStream(_ key: String) async throws {
    for number in 1...5 {
      try await redis.xadd(key: key, id: "\(number)-0", fields: [("n", number)])
    }
  }

  fileprivate func checkEntries(_ key: @Sendable (String) -> String) async {
    let log = key("log")
    await check(Commands.XADD.self) { live async throws in
      #expect(try await live.xadd(key: log, id: "1-1", fields: [("n", 1), ("m", 2)]) == "1-1")
      #expect(try await live.xadd(key: log, id: "1-*", fields: [("n", 2)]) == "1-2")
      let id = try await live.xadd(key: key("auto"), id: "*", fields: [("n", "x")])
      #expect(id.hasSuffix("-0"))
      let trimmed = try await live.xadd(
        key: key("auto"), trim: .init(strategy: .maxLength, threshold: 1), id: "*",
        fields: [("n", "y")])
      #expect(try await live.redis.xrange(key: key("auto"), start: "-", end: "+").map(\.id) == [trimmed])
      try await live.xadd(
        key: key("auto"),
        trim: .init(strategy: .minId, precision: .approximate, threshold: "0-1", limit: 10), id: "*",
        fields: [("n", "z")])
      await #expect(throws: RedisError.self) {
        try await live.xadd(key: log, id: "0-1", fields: [("n", 1)])
      }
    }
    await check(Commands.XADD.IfStreamExists.self) { live async throws in
      #expect(
        try await live.xaddIfStreamExists(key: key("none"), id: "*", fields: [("n", 1)]) == nil)
      #expect(
        try await live.xaddIfStreamExists(key: log, id: "2-0", fields: [("n", "3")]) == "2-0")
    }
    await check(Commands.XLEN.self) { live async throws in
      #expect(try await live.xlen(key: log) == 3)
      #expect(try await live.xlen(key: key("none")) == 0)
    }
    await check(Commands.XRANGE.self) { live async throws in
      let entries = try await live.xrange(key: log, start: "-", end: "+", count: 2)
      #expect(entries.map(\.id) == ["1-1", "1-2"])
      #expect(
        entries.first?.fields == [
          FieldValue(field: "n", value: "1"), FieldValue(field: "m", value: "2"),
        ])
      let last = try await live.xrange(key: log, start: "(1-2", end: 2, as: String.self)
      #expect(last == [StreamEntry(id: "2-0", fields: [FieldValue(field: "n", value: "3")])])
      #expect(try await live.xrange(key: key("none"), start: "-", end: "+") == [])
      // A server says null where it was asked for no entries of a stream that has some.
      #expect(try await live.xrange(key: log, start: "-", end: "+", count: 0) == [])
    }
    await check(Commands.XREVRANGE.self) { live async throws in
      #expect(
        try await live.xrevrange(key: log, end: "+", start: "-", count: 1).map(\.id) == ["2-0"])
      #expect(
        try await live.xrevrange(key: log, end: 1, start: "-", as: String.self).map(\.id)
          == ["1-2", "1-1"])
      #expect(try await live.xrevrange(key: log, end: "+", start: "-", count: 0) == [])
    }
    await check(Commands.XDEL.self) { live async throws in
      #expect(try await live.xdel(key: log, ids: ["1-1", "9-9"]) == 1)
      #expect(try await live.xdel(key: key("none"), ids: ["1-1"]) == 0)
    }
    await check(Commands.XSETID.self) { live async throws in
      try await live.xsetid(key: log, lastId: "7-0")
      try await live.xsetid(key: log, lastId: "8-0", entriesAdded: 20, maxDeletedId: "1-1")
      let info = try await live.redis.xinfoStream(key: log)
      #expect(info.lastGeneratedID == "8-0" && info.entriesAdded == 20)
      await #expect(throws: RedisError.self) { try await live.xsetid(key: key("none"), lastId: "1-0") }
    }
  }

  fileprivate func checkReads(_ key: @Sendable (String) -> String) async {
    await check(Commands.XREAD.self) { live async throws in
      let (one, two) = (key("read1"), key("read2"))
      try await live.makeStream(one)
      try await live.redis.xadd(key: two, id: "1-0", fields: [("name", "x")])
      let both = try await live.xread(count: 2, streams: [(one, "3-0"), (two, "0")]) ?? []
      #expect(both.count == 2)
      #expect(both.first?.key.string == one)
      #expect(both.first?.entries.map(\.id) == ["4-0", "5-0"])
      #expect(both.last?.entries.first?.fields == [FieldValue(field: "name", value: "x")])

      let waiting = try await live.xread(block: 1000, streams: [(one, 4)], as: String.self)
      #expect(waiting?.first?.entries.first?.fields == [FieldValue(field: "n", value: "5")])
      #expect(try await live.xread(streams: [(one, "5-0")]) == nil)
      #expect(try await live.xread(block: 10, streams: [(one, "$")]) == nil)
      #expect(try await live.xread(streams: [(key("none"), "0")], as: String.self) == nil)
    }
    await check(Commands.XREAD.self, redis: "8.10", valkey: nil) { live async throws in
      let found = try await live.xread(
        maxCount: 1, maxSize: 1 << 20, streams: [(key("read1"), "0"), (key("read2"), "0")])
      #expect(found?.count == 1)
    }
  }

  fileprivate func checkTrims(_ key: @Sendable (String) -> String) async {
    await check(Commands.XTRIM.self) { live async throws in
      try await live.makeStream(key("trim"))
      #expect(try await live.xtrim(key: key("trim"), strategy: .maxLength, threshold: 4) == 1)
      #expect(
        try await live.xtrim(key: key("trim"), strategy: .minId, precision: .exact, threshold: "4-0")
          == 2)
      #expect(
        try await live.xtrim(
          key: key("trim"), strategy: .maxLength, precision: .approximate, threshold: 1, limit: 10)
          == 0)
      #expect(try await live.xtrim(key: key("none"), strategy: .minId, threshold: 4) == 0)
    }
    await check(Commands.XTRIM.self, redis: "8.2", valkey: nil) { live async throws in
      #expect(
        try await live.xtrim(
          key: key("trim"), strategy: .maxLength, threshold: 1, policy: .deleteReferences) == 1)
    }
  }

  /// What happens to groups that still refer to a deleted entry: in newer servers one's choice.
  fileprivate func checkReferences(_ key: @Sendable (String) -> String) async {
    let stream = key("references")
    await check(Commands.XDELEX.self) { live async throws in
      try await live.makeStream(stream)
      try await live.redis.xgroupCreate(key: stream, group: "g", id: 0)
      try await live.redis.xreadgroup(group: "g", consumer: "c", count: 2, streams: [(stream, ">")])
      #expect(try await live.xdelex(key: stream, ids: ["5-0", "9-0"]) == [.deleted, .missing])
      #expect(
        try await live.xdelex(key: stream, policy: .onlyAcknowledged, ids: ["1-0"]) == [.kept])
      #expect(
        try await live.xdelex(key: stream, policy: .deleteReferences, ids: ["1-0"]) == [.deleted])
      #expect(try await live.xdelex(key: key("none"), policy: .keepReferences, ids: ["1-0"]) == [.missing])
    }
    await check(Commands.XACKDEL.self) { live async throws in
      #expect(
        try await live.xackdel(key: stream, group: "g", policy: .deleteReferences, ids: ["2-0", "9-0"])
          == [.deleted, .missing])
      #expect(try await live.xackdel(key: key("none"), group: "g", ids: ["2-0"]) == [.missing])
    }
    await check(Commands.XADD.self, redis: "8.2", valkey: nil) { live async throws in
      let id = try await live.xadd(
        key: stream, policy: .keepReferences, trim: .init(strategy: .maxLength, threshold: 1),
        id: "10-0", fields: [("n", 10)])
      #expect(id == "10-0")
      #expect(try await live.redis.xlen(key: stream) == 1)
    }
  }

  /// Entries that producers may send twice.
  fileprivate func checkIdempotence(_ key: @Sendable (String) -> String) async {
    let stream = key("once")
    await check(Commands.XADD.self, redis: "8.6", valkey: nil) { live async throws in
      let id = try await live.xadd(
        key: stream, idempotence: .message(producer: "p", id: "m"), id: "*", fields: [("n", 1)])
      #expect(
        try await live.xadd(
          key: stream, idempotence: .message(producer: "p", id: "m"), id: "*", fields: [("n", 2)])
          == id)
      let other = try await live.xadd(
        key: stream, idempotence: .producer("q"), id: "*", fields: [("n", 1)])
      #expect(other != id)
      #expect(
        try await live.xaddIfStreamExists(
          key: stream, idempotence: .producer("q"), id: "*", fields: [("n", 1)]) == other)
    }
    await check(Commands.XINFO.STREAM.self, redis: "8.6", valkey: nil) { live async throws in
      let info = try await live.xinfoStream(key: stream)
      #expect(info.trackedProducers == 2 && info.trackedMessages == 2)
      #expect(info.addedMessages == 2 && info.duplicateMessages == 2)
    }
    await check(Commands.XIDMPRECORD.self) { live async throws in
      let last = try await live.redis.xinfoStream(key: stream).lastGeneratedID
      try await live.xidmprecord(key: stream, producer: "r", message: "m", streamId: last)
      #expect(
        try await live.redis.xadd(
          key: stream, idempotence: .message(producer: "r", id: "m"), id: "*", fields: [("n", 3)])
          == last)
    }
    await check(Commands.XCFGSET.self) { live async throws in
      try await live.xcfgset(key: stream, idempotenceDuration: 60, idempotenceMaxSize: 10)
      let info = try await live.redis.xinfoStream(key: stream)
      #expect(info.idempotenceDuration == .seconds(60) && info.idempotenceMaxSize == 10)
    }
  }
}
