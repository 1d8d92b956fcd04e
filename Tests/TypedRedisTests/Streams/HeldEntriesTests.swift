import RedisTransport
import Testing

@testable import TypedRedis

@Suite struct HeldEntriesTests {
  private typealias Key = HeldEntries.Key
  private static let second: UInt64 = 1_000_000_000

  private func time(_ seconds: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: 1_000_000_000_000 + seconds * Self.second) }

  @Test func whatIsHeld() {
    let held = HeldEntries()
    let (one, two) = (Key(stream: 0, id: "1-0"), Key(stream: 1, id: "1-0"))
    let first = held.insert(one)
    #expect(held.contains(one) && !held.contains(two))
    #expect(held.contains(one, first))
    #expect(held.entries(of: 0).map(\.id) == ["1-0"] && held.entries(of: 1).isEmpty)
    held.remove(one, first)
    #expect(!held.contains(one) && held.entries(of: 0).isEmpty)
  }

  /// The end of an earlier delivery says nothing of a later one.
  @Test func generations() {
    let held = HeldEntries(minIdleTime: Self.second)
    let key = Key(stream: 0, id: "1-0")
    let first = held.insert(key)
    let second = held.insert(key)
    held.remove(key, first)
    held.letGo(key, first)
    #expect(held.contains(key) && held.contains(key, second) && !held.contains(key, first))
    #expect(!held.wasLetGo(key))
    held.remove(key, second)
    #expect(!held.contains(key))
  }

  @Test func whatWasLetGoOf() {
    let held = HeldEntries(minIdleTime: 60 * Self.second)
    let key = Key(stream: 0, id: "1-0")
    held.letGo(key, held.insert(key), now: time(0))
    #expect(held.wasLetGo(key, now: time(59)))
    #expect(!held.wasLetGo(Key(stream: 0, id: "2-0"), now: time(59)))
    // Again, while it is known from before.
    held.letGo(key, held.insert(key), now: time(59))
    #expect(held.wasLetGo(key, now: time(60)))
    #expect(held.wasLetGo(key, now: time(118)))
    #expect(!held.wasLetGo(key, now: time(119)))
    // What is done with was not let go of.
    let generation = held.insert(key)
    held.remove(key, generation)
    held.letGo(key, generation, now: time(200))
    #expect(!held.wasLetGo(key, now: time(200)))
  }

  /// Memory is bounded: what is forgotten too early is kept by keeping everything.
  @Test func tooManyToRemember() {
    let key = Key(stream: 0, id: "other")
    func fill(_ entries: inout LetGoEntries, _ count: Int) {
      for number in 0..<count { entries.add(Key(stream: 0, id: "\(number)"), now: time(0)) }
    }
    var exact = LetGoEntries(period: 10 * Self.second)
    fill(&exact, LetGoEntries.limit)
    let isExact = exact.contains(key, now: time(0))
    #expect(!isExact)
    var full = LetGoEntries(period: 10 * Self.second)
    fill(&full, LetGoEntries.limit + 1)
    let (during, after) = (full.contains(key, now: time(9)), full.contains(key, now: time(10)))
    #expect(during && !after)
    // Without a time there is no end of it, and what never came has to come.
    var endless = LetGoEntries(period: nil)
    fill(&endless, LetGoEntries.limit + 1)
    let other = endless.contains(key, now: time(9))
    let (first, last) = (
      endless.contains(Key(stream: 0, id: "0"), now: time(9)),
      endless.contains(Key(stream: 0, id: "\(LetGoEntries.limit)"), now: time(1000))
    )
    #expect(!other && !first && last)
  }
}
