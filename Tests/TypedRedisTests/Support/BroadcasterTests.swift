import Testing

@testable import TypedRedis

@Suite(.timeLimit(.minutes(1))) struct BroadcasterTests {
  @Test func everyWatcherGetsAllFromThenOn() async {
    let broadcaster = Broadcaster<Int>(buffering: 10)
    let first = broadcaster.watch()
    broadcaster.send(1)
    let second = broadcaster.watch()
    broadcaster.send(2)
    broadcaster.finish()
    broadcaster.send(3)
    #expect(await first.reduce(into: []) { $0.append($1) } == [1, 2])
    #expect(await second.reduce(into: []) { $0.append($1) } == [2])
    #expect(await broadcaster.watch().reduce(into: []) { $0.append($1) } == [])
    #expect(broadcaster.count == 0)
  }

  @Test func aSlowWatcherLosesTheOldest() async {
    let broadcaster = Broadcaster<Int>(buffering: 2)
    let stream = broadcaster.watch()
    for number in 0..<5 { broadcaster.send(number) }
    broadcaster.finish()
    #expect(await stream.reduce(into: []) { $0.append($1) } == [3, 4])
  }

  @Test func whoeverStopsWatchingIsForgotten() async {
    let broadcaster = Broadcaster<Int>(buffering: 2)
    do {
      let stream = broadcaster.watch()
      #expect(broadcaster.count == 1)
      _ = stream
    }
    #expect(broadcaster.count == 0)
    let task = Task { for await _ in broadcaster.watch() {} }
    while broadcaster.count == 0 { await Task.yield() }
    task.cancel()
    await task.value
    #expect(broadcaster.count == 0)
  }

  @Test func itsEndIsEverybodys() async throws {
    var broadcaster: Broadcaster<Int>? = Broadcaster(buffering: 2)
    let stream = try #require(broadcaster?.watch())
    broadcaster = nil
    for await number in stream { Issue.record("\(number)") }
  }
}
