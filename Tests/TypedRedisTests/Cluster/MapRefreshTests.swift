import Testing

@testable import TypedRedis

@Suite struct MapRefreshTests {
  /// Handles events in their order, and gives what each leads to.
  private func actions(_ refresh: inout MapRefresh, _ events: MapRefresh.Event...) -> [MapRefresh.Action?] {
    events.map { refresh.handle($0) }
  }

  private func isWait(_ action: MapRefresh.Action?) -> Bool {
    if case .wait = action { true } else { false }
  }

  @Test func asksOnceHoweverManySuspect() {
    var refresh = MapRefresh()
    let actions = actions(&refresh, .suspected, .suspected, .due)
    #expect(actions == [.ask, nil, nil])
  }

  @Test func restsWhenAllIsWell() {
    var refresh = MapRefresh()
    let actions = actions(&refresh, .due, .asked(isSound: true), .waited, .suspected)
    #expect(actions == [.ask, nil, nil, .ask])
  }

  /// The answer may be older than what made it suspect.
  @Test func asksAgainAfterASuspicionMeanwhile() {
    var refresh = MapRefresh()
    let first = actions(&refresh, .suspected, .suspected, .asked(isSound: true))
    #expect(first.last.map(isWait) == true)
    let later = actions(&refresh, .suspected, .waited, .asked(isSound: true))
    #expect(later == [nil, .ask, nil])
  }

  @Test func goesOnUntilTheMapIsSound() {
    var refresh = MapRefresh(shortest: .milliseconds(10), longest: .milliseconds(40))
    _ = refresh.handle(.suspected)
    for _ in 0..<20 {
      guard case .wait(let nanoseconds) = refresh.handle(.asked(isSound: false)) else {
        Issue.record("it does not ask again")
        return
      }
      #expect((5_000_000...40_000_000).contains(nanoseconds))
      let next = refresh.handle(.waited)
      #expect(next == .ask)
    }
    let last = refresh.handle(.asked(isSound: true))
    #expect(last == nil)
  }
}
