import TestSupport
import Testing

@testable import TypedRedis

@Suite struct CacheTableTests {
  @Test func answersWhatItWasGiven() {
    let table = TestTable()
    #expect(table.get("a") == nil)
    table.set("a", "$1\r\n1\r\n")
    table.set("b", "$1\r\n2\r\n")
    #expect(table.get("a") == "$1\r\n1\r\n")
    #expect(table.get("b") == "$1\r\n2\r\n")
    table.set("a", "$1\r\n3\r\n")
    #expect(table.get("a") == "$1\r\n3\r\n")
    #expect(table.table.count == 2)
    #expect(table.table.counters.hits == 3)
  }

  @Test func requestsWithTheSameHashAreNotTakenForEachOther() {
    let table = TestTable()
    table.set("a", "A")
    let stored = table.entry("a", "A")
    let other = encoded(["GET", "b"]).withUnsafeBytes { table.table.reply(to: $0, hash: stored.hash, now: time(0)) }
    #expect(other == nil)
    #expect(table.get("a") == "A")
  }

  @Test func changedKeysAreOver() {
    let table = TestTable()
    table.set("a", "A")
    table.set("b", "B")
    table.versions.change(slot("a"))
    #expect(table.get("a") == nil)
    #expect(table.get("b") == "B")
    #expect(table.table.count == 1)
    #expect(table.table.counters.outdated == 1)
    table.versions.changeAll()
    #expect(table.get("b") == nil)
    #expect(table.table.count == 0)
    #expect(table.table.bytes == 0)
  }

  @Test func everyKeyOfARequestCounts() {
    let table = TestTable()
    for changed in ["a", "b", "c"] {
      table.set("x", "X", ticket: table.versions.ticket(for: ["a", "b", "c"].map(slot)))
      #expect(table.get("x") == "X")
      table.versions.change(slot(changed))
      #expect(table.get("x") == nil, "\(changed)")
    }
  }

  @Test func whatChangedMeanwhileIsNotKept() {
    let table = TestTable()
    let ticket = table.versions.ticket(for: [slot("a")])
    table.versions.change(slot("a"))
    #expect(!table.set("a", "old", ticket: ticket))
    #expect(table.get("a") == nil)
    let other = table.versions.ticket(for: [slot("a")])
    table.versions.changeAll()
    #expect(!table.set("a", "old", ticket: other))
    #expect(table.table.count == 0)
  }

  @Test func timeIsUp() {
    let table = TestTable()
    table.set("a", "A", expires: time(10), now: time(5))
    #expect(table.get("a", now: time(9)) == "A")
    #expect(table.get("a", now: time(10)) == nil)
    #expect(table.table.count == 0)
    #expect(!table.set("a", "A", expires: time(10), now: time(10)))
  }

  @Test func whatIsAskedForStays() {
    let table = TestTable(entries: 4)
    for key in ["a", "b", "c", "d"] { table.set(key, key) }
    _ = table.get("a")
    _ = table.get("c")
    table.set("e", "e")
    table.set("f", "f")
    #expect(table.table.count == 4)
    #expect(table.get("a") == "a")
    #expect(table.get("c") == "c")
    #expect(table.table.counters.evictions == 2)
  }

  @Test func whatIsOverMakesRoomFirst() {
    let table = TestTable(entries: 50)
    for key in 0..<50 { table.set("\(key)", "x") }
    for key in 0..<25 { table.versions.change(slot("\(key)")) }
    for key in 50..<75 { table.set("\(key)", "x") }
    // Counters are shared: a few more may be over than were changed.
    #expect(table.table.counters.outdated >= 25)
    #expect(table.table.counters.evictions <= 25)
  }

  @Test func tooLargeIsNotKept() {
    let table = TestTable(bytes: 1000)
    #expect(!table.set("a", String(repeating: "x", count: 1000)))
    #expect(table.table.bytes == 0)
    #expect(table.set("a", "x"))
  }

  /// Against a model, with everything that can happen in any order.
  @Test(arguments: 0..<20) func boundsHoldAndNothingOldIsGiven(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let (entries, bytes) = (1 + random.below(30), 500 + random.below(10_000))
    let table = TestTable(entries: entries, bytes: bytes)
    var current: [String: String] = [:]
    var now: UInt64 = 0
    var tickets: [(key: String, value: String, ticket: KeyVersions.Ticket)] = []
    for step in 0..<5_000 {
      let key = "key\(random.below(40))"
      switch random.below(12) {
      case 0:
        current[key] = "\(step)" + String(repeating: "x", count: random.below(400))
        table.versions.change(slot(key))
      case 1: tickets.append((key, current[key] ?? "", table.versions.ticket(for: [slot(key)])))
      case 2:
        if let fetch = tickets.popLast() {
          table.set(fetch.key, fetch.value, ticket: fetch.ticket, expires: time(now + 20), now: time(now))
        }
      case 3: now += UInt64(random.below(3))
      case 4 where random.oneIn(50):
        current = current.mapValues { $0 + "!" }
        table.versions.changeAll()
        _ = table.table.removeAll()
      case 4, 5, 6, 7: table.set(key, current[key] ?? "", expires: time(now + 20), now: time(now))
      default:
        if let value = table.get(key, now: time(now)) { #expect(value == current[key] ?? "") }
      }
      #expect(table.table.count <= entries)
      #expect(table.table.bytes <= bytes)
    }
    #expect(table.table.counters.hits > 0)
    let removed = table.table.removeAll()
    #expect(removed.count <= entries)
    #expect(table.table.bytes == 0)
  }
}
