import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func array(_ server: LiveServer) async throws {
    try await Live.run(group: "array", on: server) { live in
      let key = try await live.freshKeys("array")
      await live.checkSlots(key)
      await live.checkSlotRanges(key)
      await live.checkInsertions(key)
      await live.checkArraySearch(key)
      await live.checkArrayFigures(key)
      await live.checkSlotRemovals(key)
    }
  }
}

extension Live {
  fileprivate func checkSlots(_ key: @Sendable (String) -> String) async {
    let slots = key("slots")
    await check(Commands.ARSET.self) { live async throws in
      #expect(try await live.arset(key: slots, index: 0, values: ["a", "b"]) == 2)
      #expect(try await live.arset(key: slots, index: 1, values: ["b", "c"]) == 1)
    }
    await check(Commands.ARMSET.self) { live async throws in
      #expect(try await live.armset(key: slots, elements: [(index: 2, "c"), (index: 5, "f")]) == 1)
    }
    await check(Commands.ARGET.self) { live async throws in
      #expect(try await live.arget(key: slots, index: 1) == "b")
      #expect(try await live.arget(key: slots, index: 3, as: String.self) == nil)
      #expect(try await live.arget(key: key("none"), index: 0) == nil)
    }
    await check(Commands.ARMGET.self) { live async throws in
      #expect(try await live.armget(key: slots, indexes: [0, 4, 5]) == ["a", nil, "f"])
      #expect(try await live.armget(key: key("none"), indexes: [0], as: String.self) == [nil])
    }
    await check(Commands.ARLEN.self) { live async throws in
      #expect(try await live.arlen(key: slots) == 6)
      #expect(try await live.arlen(key: key("none")) == 0)
    }
    await check(Commands.ARCOUNT.self) { live async throws in
      #expect(try await live.arcount(key: slots) == 4)
      #expect(try await live.arcount(key: key("none")) == 0)
    }
    await check(Commands.ARINFO.self) { live async throws in
      let info = try await live.arinfo(key: slots)
      #expect(info.count == 4 && info.length == 6)
    }
    await check(Commands.ARINFO.Full.self) { live async throws in
      let info = try await live.arinfoFull(key: slots)
      #expect(info.count == 4 && info.denseSliceCount + info.sparseSliceCount == info.sliceCount)
    }
  }

  fileprivate func checkSlotRanges(_ key: @Sendable (String) -> String) async {
    let slots = key("slots")
    await check(Commands.ARGETRANGE.self) { live async throws in
      #expect(try await live.argetrange(key: slots, start: 1, end: 3) == ["b", "c", nil])
    }
    await check(Commands.ARSCAN.self) { live async throws in
      let found = try await live.arscan(key: slots, start: 1, end: 5, as: String.self)
      #expect(found.map(\.index) == [1, 2, 5] && found.map(\.value) == ["b", "c", "f"])
      #expect(try await live.arscan(key: slots, start: 1, end: 5, limit: 1).map(\.index) == [1])
      #expect(try await live.arscan(key: key("none"), start: 0, end: 1) == [])
    }
  }

  fileprivate func checkInsertions(_ key: @Sendable (String) -> String) async {
    let queue = key("queue")
    await check(Commands.ARINSERT.self) { live async throws in
      #expect(try await live.arinsert(key: queue, values: ["a", "b"]) == 1)
    }
    await check(Commands.ARNEXT.self) { live async throws in
      #expect(try await live.arnext(key: queue) == 2)
    }
    await check(Commands.ARSEEK.self) { live async throws in
      #expect(try await live.arseek(key: queue, index: 2))
      #expect(try await live.arseek(key: key("none"), index: 2) == false)
    }
    await check(Commands.ARLASTITEMS.self) { live async throws in
      #expect(try await live.arlastitems(key: queue, count: 2) == ["a", "b"])
      #expect(
        try await live.arlastitems(key: queue, count: 2, reversed: true, as: String.self)
          == ["b", "a"])
    }
    await check(Commands.ARRING.self) { live async throws in
      #expect(try await live.arring(key: key("ring"), size: 2, values: ["a", "b", "c"]) == 0)
      #expect(try await live.arget(key: key("ring"), index: 0) == "c")
    }
  }

  fileprivate func checkArraySearch(_ key: @Sendable (String) -> String) async {
    let words = key("words")
    await check(Commands.ARGREP.self) { live async throws in
      _ = try await live.arset(key: words, index: 0, values: ["red", "green", "RED"])
      #expect(
        try await live.argrep(key: words, start: "-", end: "+", predicates: [.exact("red")]) == [0])
      #expect(
        try await live.argrep(
          key: words, start: 0, end: 2, predicates: [.glob("r*"), .regex("d$")], combine: .and,
          limit: 5, ignoringCase: true) == [0, 2])
    }
    await check(Commands.ARGREP.WithValues.self) { live async throws in
      let found = try await live.argrepWithValues(
        key: words, start: "-", end: "+", predicates: [.match("ree")], as: String.self)
      #expect(found.map(\.index) == [1] && found.map(\.value) == ["green"])
    }
  }

  fileprivate func checkArrayFigures(_ key: @Sendable (String) -> String) async {
    let numbers = key("numbers")
    await check(Commands.AROP.self) { live async throws in
      _ = try await live.arset(key: numbers, index: 0, values: [6, 3, 3])
      #expect(try await live.arop(key: numbers, start: 0, end: 2, operation: .sum) == 12)
      #expect(try await live.arop(key: numbers, start: 0, end: 2, operation: .min) == 3)
      #expect(try await live.arop(key: numbers, start: 0, end: 2, operation: .max) == 6)
      #expect(try await live.arop(key: key("none"), start: 0, end: 2, operation: .max) == nil)
    }
    await check(Commands.AROP.Bitwise.self) { live async throws in
      #expect(try await live.aropBitwise(key: numbers, start: 0, end: 1, operation: .and) == 2)
      #expect(try await live.aropBitwise(key: numbers, start: 0, end: 1, operation: .or) == 7)
      #expect(try await live.aropBitwise(key: numbers, start: 0, end: 1, operation: .xor) == 5)
    }
    await check(Commands.AROP.Counting.self) { live async throws in
      #expect(try await live.aropCounting(key: numbers, start: 0, end: 9, operation: .used) == 3)
      #expect(
        try await live.aropCounting(key: numbers, start: 0, end: 9, operation: .match("3")) == 2)
    }
  }

  fileprivate func checkSlotRemovals(_ key: @Sendable (String) -> String) async {
    let slots = key("slots")
    await check(Commands.ARDEL.self) { live async throws in
      #expect(try await live.ardel(key: slots, indexes: [0, 3]) == 1)
      #expect(try await live.ardel(key: key("none"), indexes: [0]) == 0)
    }
    await check(Commands.ARDELRANGE.self) { live async throws in
      #expect(try await live.ardelrange(key: slots, ranges: [(start: 1, end: 2), (5, 9)]) == 3)
    }
  }
}
