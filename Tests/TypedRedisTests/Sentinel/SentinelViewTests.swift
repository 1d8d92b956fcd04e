import RedisTransport
import Testing

@testable import TypedRedis

/// What a client believes of its primary.
@Suite struct SentinelViewTests {
  private let a = Endpoint.tcp(host: "a", port: 6379)
  private let b = Endpoint.tcp(host: "b", port: 6379)
  private let s = (1...3).map { Endpoint.tcp(host: "s\($0)", port: 26379) }
  private let start = MonotonicTime(nanoseconds: 1_000_000_000_000)

  private func later(_ seconds: Int) -> MonotonicTime { start.advanced(by: .seconds(seconds)) }

  /// Found, and connected to.
  private func at(_ endpoint: Endpoint, quorum: Int = 1) -> SentinelView {
    var view = SentinelView(quorum: quorum)
    let isBelieved = view.found(endpoint, askedIn: 0)
    #expect(isBelieved)
    let standing = view.stands(at: endpoint, isPrimary: true, now: start)
    #expect(standing == .newPrimary(instead: nil))
    return view
  }

  @Test func theFirstOne() {
    let view = at(a)
    #expect(view.present == a)
    #expect(view.expected == a)
    #expect(view.avoided(at: start) == [])
  }

  @Test func anAnnouncementIsFollowedOnce() {
    var view = at(a)
    let isFollowed = view.announced(b, by: s[0], at: start)
    #expect(isFollowed)
    #expect(view.present == b)
    #expect(view.avoided(at: start) == [a])
    let isFollowedAgain = view.announced(b, by: s[1], at: start)
    #expect(!isFollowedAgain)
    let standing = view.stands(at: b, isPrimary: true, now: start)
    #expect(standing == .primary)
    // It still calls itself a primary.
    let standingAgain = view.stands(at: a, isPrimary: true, now: later(5))
    #expect(standingAgain == .refused)
    #expect(view.avoided(at: later(20)) == [])
    let standingThirdTime = view.stands(at: a, isPrimary: true, now: later(20))
    #expect(standingThirdTime == .newPrimary(instead: b))
  }

  @Test func enoughOfThemHaveToAnnounceIt() {
    var view = at(a, quorum: 2)
    let isFollowed = view.announced(b, by: s[0], at: start)
    #expect(!isFollowed)
    let isFollowedAgain = view.announced(b, by: s[0], at: start)
    #expect(!isFollowedAgain)
    #expect(view.present == a)
    let isFollowedThirdTime = view.announced(b, by: s[1], at: start)
    #expect(isFollowedThirdTime)
    #expect(view.present == b)
  }

  @Test func oneUnderTwoAddressesAnnouncesOnce() {
    var view = at(a, quorum: 2)
    let isFollowed = view.announced(b, by: s[0], at: start)
    #expect(!isFollowed)
    let identities = [s[0]: "one", s[1]: "one"]
    let isFollowedAgain = view.announced(b, by: s[1], at: start, identities: identities)
    #expect(!isFollowedAgain)
    let isFollowedThirdTime = view.announced(b, by: s[2], at: start, identities: identities)
    #expect(isFollowedThirdTime)
  }

  @Test func whatWasAskedBeforeAChangeIsAskedAgain() {
    var view = at(a)
    let generation = view.generation
    let isFollowed = view.announced(b, by: s[0], at: start)
    #expect(isFollowed)
    let isBelieved = view.found(a, askedIn: generation)
    #expect(!isBelieved)
    let isBelievedAgain = view.found(b, askedIn: generation)
    #expect(isBelievedAgain)
    let isBelievedThirdTime = view.found(a, askedIn: view.generation)
    #expect(isBelievedThirdTime)
    // They insist.
    #expect(view.avoided(at: start) == [])
    let standing = view.stands(at: a, isPrimary: true, now: start)
    #expect(standing == .newPrimary(instead: b))
  }

  @Test func aReplicaIsRefusedForAWhile() {
    var view = at(a)
    let standing = view.stands(at: a, isPrimary: false, now: start)
    #expect(standing == .refused)
    #expect(view.avoided(at: start) == [a])
    #expect(view.avoided(at: later(1)) == [])
    #expect(view.present == a)
  }

  @Test func afterAFailedAttemptNothingIsExpected() {
    var view = at(a)
    let isBelieved = view.found(a, askedIn: view.generation)
    #expect(isBelieved)
    #expect(view.expected == nil)
    let standing = view.stands(at: a, isPrimary: true, now: start)
    #expect(standing == .primary)
    #expect(view.expected == a)
  }

  @Test func backAndForth() {
    var view = at(a)
    let isFollowed = view.announced(b, by: s[0], at: start)
    #expect(isFollowed)
    let isFollowedAgain = view.announced(a, by: s[0], at: later(1))
    #expect(isFollowedAgain)
    #expect(view.avoided(at: later(1)) == [b])
    let standing = view.stands(at: a, isPrimary: true, now: later(1))
    #expect(standing == .primary)
  }
}

@Suite struct SentinelAnnouncementTests {
  private typealias Announcement = SentinelAnnouncement

  @Test func whatSentinelsPublish() {
    #expect(
      Announcement(channel: "+switch-master", text: "main 10.0.0.1 6379 10.0.0.2 6380")
        == .switched(
          primary: "main", from: .tcp(host: "10.0.0.1", port: 6379), to: .tcp(host: "10.0.0.2", port: 6380)))
    let primary = Announcement.Instance(kind: .primary, primary: "main", endpoint: .tcp(host: "::1", port: 1))
    #expect(Announcement(channel: "+sdown", text: "master main ::1 1") == .down(primary, byAgreement: false))
    #expect(Announcement(channel: "+odown", text: "master main ::1 1 #quorum 2/2") == .down(primary, byAgreement: true))
    #expect(Announcement(channel: "-odown", text: "master main ::1 1") == .up(primary, byAgreement: true))
    let replica = Announcement.Instance(kind: .replica, primary: "main", endpoint: .tcp(host: "h", port: 2))
    #expect(Announcement(channel: "+slave", text: "slave h:2 h 2 @ main 10.0.0.1 6379") == .found(replica))
    #expect(Announcement(channel: "-sdown", text: "slave h:2 h 2 @ main 10.0.0.1 6379") == .up(replica, byAgreement: false))
    let sentinel = Announcement.Instance(kind: .sentinel, primary: "main", endpoint: .tcp(host: "h", port: 3))
    #expect(Announcement(channel: "+sentinel", text: "sentinel 0af h 3 @ main 10.0.0.1 6379") == .found(sentinel))
  }

  @Test(arguments: [
    ("+switch-master", "main 10.0.0.1 6379 10.0.0.2"), ("+switch-master", "main 10.0.0.1 6379 10.0.0.2 0"),
    ("+switch-master", "main 10.0.0.1 6379 10.0.0.2 65536"), ("+switch-master", ""), ("+switch-master", "a b c d e"),
    ("+sdown", "slave h:2 h 2"), ("+sdown", "slave h:2 h 2 @"), ("+sdown", "cat main h 2"), ("+sdown", "master main h x"),
    ("+sdown", "master"), ("+sdown", " "), ("+other", "master main h 2"),
  ]) func whatTheyDoNot(_ channel: String, _ text: String) {
    #expect(Announcement(channel: channel, text: text) == nil)
  }
}
