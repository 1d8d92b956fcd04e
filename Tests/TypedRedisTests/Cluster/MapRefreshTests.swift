import Testing

@testable import TypedRedis

@Suite struct MapRefreshTests {
  private func isWait(_ action: MapRefresh.Action?) -> Bool {
    if case .wait = action { true } else { false }
  }

  @Test func asksOnceHoweverManySuspect() {
    var refresh = MapRefresh()
    #expect(refresh.handle(.suspected) == .ask)
    #expect(refresh.handle(.suspected) == nil)
    #expect(refresh.handle(.due) == nil)
  }

  @Test func restsWhenAllIsWell() {
    var refresh = MapRefresh()
    #expect(refresh.handle(.due) == .ask)
    #expect(refresh.handle(.asked(isSound: true)) == nil)
    #expect(refresh.handle(.waited) == nil)
    #expect(refresh.handle(.suspected) == .ask)
  }

  /// The answer may be older than what made it suspect.
  @Test func asksAgainAfterASuspicionMeanwhile() {
    var refresh = MapRefresh()
    _ = refresh.handle(.suspected)
    _ = refresh.handle(.suspected)
    #expect(isWait(refresh.handle(.asked(isSound: true))))
    #expect(refresh.handle(.suspected) == nil)
    #expect(refresh.handle(.waited) == .ask)
    #expect(refresh.handle(.asked(isSound: true)) == nil)
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
      #expect(refresh.handle(.waited) == .ask)
    }
    #expect(refresh.handle(.asked(isSound: true)) == nil)
  }
}
