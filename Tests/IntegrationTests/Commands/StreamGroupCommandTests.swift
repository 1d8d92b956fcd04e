import Testing

@testable import TypedRedis

extension Live {
  func checkGroups(_ key: @Sendable (String) -> String) async {
    let stream = key("groups")
    await check(Commands.XGROUP.CREATE.self) { live async throws in
      try await live.xgroupCreate(key: stream, group: "g", id: "$", makeStream: true)
      try await live.xgroupCreate(key: stream, group: "h", id: 0, entriesRead: 0)
      let error = await #expect(throws: RedisError.self) {
        try await live.xgroupCreate(key: stream, group: "g", id: "$")
      }
      #expect(error?.server?.kind == "BUSYGROUP")
    }
    await check(Commands.XGROUP.CREATECONSUMER.self) { live async throws in
      #expect(try await live.xgroupCreateconsumer(key: stream, group: "g", consumer: "c"))
      #expect(try await live.xgroupCreateconsumer(key: stream, group: "g", consumer: "c") == false)
    }
    await check(Commands.XGROUP.SETID.self) { live async throws in
      try await live.makeStream(stream)
      try await live.xgroupSetid(key: stream, group: "g", id: "3-0")
      try await live.xgroupSetid(key: stream, group: "g", id: "3-0", entriesRead: 3)
    }
    await check(Commands.XINFO.GROUPS.self) { live async throws in
      let groups = try await live.xinfoGroups(key: stream)
      #expect(groups.map(\.name) == ["g", "h"])
      #expect(groups.first?.consumerCount == 1 && groups.first?.pendingCount == 0)
      #expect(groups.first?.lastDeliveredID == "3-0")
      #expect(groups.first?.entriesRead == 3 && groups.first?.lag == 2)
      #expect(try await live.xinfoGroups(key: stream, as: String.self).map(\.name) == ["g", "h"])
    }
    await check(Commands.XINFO.CONSUMERS.self) { live async throws in
      try await live.redis.xreadgroup(
        group: "g", consumer: "c", count: 1, streams: [(stream, ">")])
      let consumers = try await live.xinfoConsumers(key: stream, group: "g")
      #expect(consumers.map(\.name) == ["c"])
      #expect(consumers.first?.pendingCount == 1)
      #expect(try #require(consumers.first).idle < .seconds(100))
      #expect(try await live.xinfoConsumers(key: stream, group: "h", as: String.self).isEmpty)
      // One that never got anything is not said to be inactive for any time.
      try await live.redis.xgroupCreateconsumer(key: stream, group: "h", consumer: "new")
      let new = try await live.xinfoConsumers(key: stream, group: "h", as: String.self).first
      #expect(new?.name == "new" && new?.inactive == nil)
      try await live.redis.xgroupDelconsumer(key: stream, group: "h", consumer: "new")
    }
    await check(Commands.XGROUP.DELCONSUMER.self) { live async throws in
      #expect(try await live.xgroupDelconsumer(key: stream, group: "g", consumer: "c") == 1)
      #expect(try await live.xgroupDelconsumer(key: stream, group: "g", consumer: "none") == 0)
    }
    await check(Commands.XGROUP.DESTROY.self) { live async throws in
      #expect(try await live.xgroupDestroy(key: stream, group: "h"))
      #expect(try await live.xgroupDestroy(key: stream, group: "h") == false)
    }
    await check(Commands.XGROUP.HELP.self) { live async throws in
      #expect(try await live.xgroupHelp().first?.hasPrefix("XGROUP") == true)
    }
  }

  func checkGroupReads(_ key: @Sendable (String) -> String) async {
    let stream = key("deliveries")
    await check(Commands.XREADGROUP.self) { live async throws in
      try await live.makeStream(stream)
      try await live.redis.xgroupCreate(key: stream, group: "g", id: 0)
      let new = try await live.xreadgroup(
        group: "g", consumer: "c", count: 2, streams: [(stream, ">")])
      #expect(new?.first?.key.string == stream)
      #expect(new?.first?.entries.map(\.id) == ["1-0", "2-0"])
      #expect(new?.first?.entries.first?.fields == [FieldValue(field: "n", value: "1")])

      // Of an entry that was deleted meanwhile, only the ID is left.
      try await live.redis.xdel(key: stream, ids: ["1-0"])
      let again = try await live.xreadgroup(
        group: "g", consumer: "c", streams: [(stream, 0)], as: String.self)
      #expect(again?.first?.entries.map(\.id) == ["1-0", "2-0"])
      #expect(again?.first?.entries.map { $0.fields == nil } == [true, false])

      let unacknowledged = try await live.xreadgroup(
        group: "g", consumer: "d", block: 1000, noAck: true, streams: [(stream, ">")])
      #expect(unacknowledged?.first?.entries.count == 3)
      #expect(
        try await live.xreadgroup(group: "g", consumer: "c", streams: [(stream, ">")]) == nil)
      #expect(
        try await live.xreadgroup(group: "g", consumer: "c", block: 10, streams: [(stream, ">")])
          == nil)
    }
    await check(Commands.XREADGROUP.Claiming.self, redis: "8.4", valkey: nil) { live async throws in
      try await live.redis.xadd(key: stream, id: "6-0", fields: [("n", 6)])
      let claims = try await live.xreadgroupClaiming(
        group: "g", consumer: "e", minIdleTime: 0, streams: [(stream, ">")], as: String.self)
      #expect(claims?.first?.key == stream)
      #expect(claims?.first?.entries.map(\.id) == ["2-0", "6-0"])
      #expect(claims?.first?.entries.first?.deliveries == 2)
      #expect(try #require(claims?.first?.entries.first?.idle) < .seconds(100))
      #expect(claims?.first?.entries.last?.fields == [FieldValue(field: "n", value: "6")])
      #expect(claims?.first?.entries.last?.deliveries == 0)
      let none = try await live.xreadgroupClaiming(
        group: "g", consumer: "e", block: 10, minIdleTime: 1_000_000, noAck: true,
        streams: [(stream, ">")])
      #expect(none == nil)
    }
    await check(Commands.XACK.self) { live async throws in
      #expect(try await live.xack(key: stream, group: "g", ids: ["2-0", "9-0"]) == 1)
      #expect(try await live.xack(key: stream, group: "none", ids: ["2-0"]) == 0)
    }
  }

  func checkPending(_ key: @Sendable (String) -> String) async {
    let stream = key("pending")
    await check(Commands.XPENDING.self) { live async throws in
      try await live.makeStream(stream)
      try await live.redis.xgroupCreate(key: stream, group: "g", id: 0)
      #expect(
        try await live.xpending(key: stream, group: "g")
          == PendingSummary(count: 0, first: nil, last: nil, consumers: []))
      try await live.redis.xreadgroup(
        group: "g", consumer: "c", count: 2, streams: [(stream, ">")])
      #expect(
        try await live.xpending(key: stream, group: "g")
          == PendingSummary(
            count: 2, first: "1-0", last: "2-0",
            consumers: [PendingConsumer(consumer: "c", count: 2)]))
    }
    await check(Commands.XPENDING.Entries.self) { live async throws in
      let entries = try await live.xpendingEntries(
        key: stream, group: "g", start: "-", end: "+", count: 10)
      #expect(entries.map(\.id) == ["1-0", "2-0"])
      #expect(entries.first?.consumer == "c" && entries.first?.deliveries == 1)
      #expect(try #require(entries.first?.idle) < .seconds(100))
      #expect(try await live.xpendingEntries(key: stream, group: "g", start: "-", end: "+", count: 0) == [])
      #expect(
        try await live.xpendingEntries(
          key: stream, group: "g", minIdleTime: 0, start: "-", end: "+", count: 1, consumer: "c"
        ).map(\.consumer) == ["c"])
      #expect(
        try await live.xpendingEntries(
          key: stream, group: "g", start: "-", end: "+", count: 10, consumer: "none", as: String.self) == [])
    }
    await check(Commands.XNACK.self) { live async throws in
      #expect(try await live.xnack(key: stream, group: "g", mode: .fail, ids: ["1-0", "9-0"]) == 1)
      #expect(
        try await live.xnack(
          key: stream, group: "g", mode: .silent, ids: ["3-0"], retryCount: 2, force: true) == 1)
      let released = try await live.redis.xpendingEntries(key: stream, group: "g", start: "1-0", end: "1-0", count: 1)
      #expect(released.first?.idle == nil)
    }
  }

  func checkClaims(_ key: @Sendable (String) -> String) async {
    let stream = key("claims")
    await check(Commands.XCLAIM.self) { live async throws in
      try await live.makeStream(stream)
      try await live.redis.xgroupCreate(key: stream, group: "g", id: 0)
      try await live.redis.xreadgroup(group: "g", consumer: "c", streams: [(stream, ">")])
      let claimed = try await live.xclaim(
        key: stream, group: "g", consumer: "d", minIdleTime: 0, ids: ["1-0", "9-0"])
      #expect(
        claimed == [StreamEntry(id: "1-0", fields: [FieldValue(field: "n", value: "1")])])
      let forced = try await live.xclaim(
        key: stream, group: "g", consumer: "d", minIdleTime: 0, ids: ["2-0"], idle: 5,
        retryCount: 7, force: true, lastId: "5-0", as: String.self)
      #expect(forced.map(\.id) == ["2-0"])
      let dated = try await live.xclaim(
        key: stream, group: "g", consumer: "d", minIdleTime: 0, ids: ["3-0"],
        deliveryTime: UnixTime(milliseconds: 1_000))
      #expect(dated.map(\.id) == ["3-0"])
      let pending = try await live.redis.xpendingEntries(
        key: stream, group: "g", start: "2-0", end: "3-0", count: 2)
      #expect(pending.first?.deliveries == 7)
      #expect(try #require(pending.last?.idle) > .seconds(1_000_000))
      #expect(
        try await live.xclaim(
          key: stream, group: "g", consumer: "d", minIdleTime: 1_000_000, ids: ["1-0"]) == [])
    }
    await check(Commands.XCLAIM.JustIds.self) { live async throws in
      #expect(
        try await live.xclaimJustIds(
          key: stream, group: "g", consumer: "e", minIdleTime: 0, ids: ["1-0", "2-0"])
          == ["1-0", "2-0"])
    }
    await check(Commands.XAUTOCLAIM.self) { live async throws in
      let first = try await live.xautoclaim(
        key: stream, group: "g", consumer: "f", minIdleTime: 0, start: "0-0", count: 2)
      #expect(first.next == "3-0")
      #expect(first.entries.map(\.id) == ["1-0", "2-0"])
      #expect(first.deleted == [])
      try await live.redis.xdel(key: stream, ids: ["4-0"])
      let rest = try await live.xautoclaim(
        key: stream, group: "g", consumer: "f", minIdleTime: 0, start: first.next, as: String.self)
      #expect(rest.next == "0-0")
      #expect(rest.entries.map(\.id) == ["3-0", "5-0"])
      #expect(rest.deleted == ["4-0"])
    }
    await check(Commands.XAUTOCLAIM.JustIds.self) { live async throws in
      try await live.redis.xdel(key: stream, ids: ["5-0"])
      let page = try await live.xautoclaimJustIds(
        key: stream, group: "g", consumer: "e", minIdleTime: 0, start: 0, count: 100)
      #expect(page == AutoClaimedIDs(next: "0-0", ids: ["1-0", "2-0", "3-0"], deleted: ["5-0"]))
    }
  }

  func checkStreamInfo(_ key: @Sendable (String) -> String) async {
    let stream = key("info")
    await check(Commands.XINFO.STREAM.self) { live async throws in
      try await live.makeStream(stream)
      try await live.redis.xgroupCreate(key: stream, group: "g", id: 0)
      try await live.redis.xreadgroup(
        group: "g", consumer: "c", count: 2, streams: [(stream, ">")])
      let info = try await live.xinfoStream(key: stream)
      #expect(info.length == 5 && info.groupCount == 1 && info.entriesAdded == 5)
      #expect(info.lastGeneratedID == "5-0" && info.recordedFirstEntryID == "1-0")
      #expect(
        info.firstEntry == StreamEntry(id: "1-0", fields: [FieldValue(field: "n", value: "1")]))
      try await live.redis.xgroupCreate(key: key("empty"), group: "g", id: 0, makeStream: true)
      let empty = try await live.xinfoStream(key: key("empty"), as: String.self)
      #expect(empty.length == 0 && empty.firstEntry == nil && empty.lastEntry == nil)
      await #expect(throws: RedisError.self) { try await live.xinfoStream(key: key("none")) }
    }
    await check(Commands.XINFO.STREAM.Full.self) { live async throws in
      let full = try await live.xinfoStreamFull(key: stream, count: 1, as: String.self)
      #expect(full.length == 5 && full.entries.map(\.id) == ["1-0"])
      let group = full.groups.first
      #expect(group?.name == "g" && group?.lastDeliveredID == "2-0" && group?.pendingCount == 2)
      #expect(group?.entriesRead == 2 && group?.lag == 3)
      #expect(group?.pending.map(\.id) == ["1-0"])
      #expect(group?.pending.first?.consumer == "c" && group?.pending.first?.deliveries == 1)
      #expect(try #require(group?.pending.first?.deliveryTime) > .now - .seconds(100))
      let consumer = group?.consumers.first
      #expect(consumer?.name == "c" && consumer?.pendingCount == 2)
      #expect(consumer?.pending.map(\.id) == ["1-0"])
      #expect(try #require(consumer).seenTime > .now - .seconds(100))
      try await live.redis.xgroupCreateconsumer(key: stream, group: "g", consumer: "idle")
      let idle = try await live.xinfoStreamFull(key: stream).groups.first?.consumers.first { $0.name == "idle" }
      #expect(try #require(idle).activeTime == nil)
      #expect(try await live.xinfoStreamFull(key: stream).entries.count == 5)
    }
    await check(Commands.XINFO.HELP.self) { live async throws in
      #expect(try await live.xinfoHelp().first?.hasPrefix("XINFO") == true)
    }
  }
}
