import Testing

@testable import TypedRedis

/// Which sentinels a client knows.
@Suite struct SentinelMembersTests {
  private typealias Change = SentinelMembers.Change
  private let s = (1...6).map { Endpoint.tcp(host: "s\($0)", port: 26379) }

  /// What one sentinel, the first one unless said otherwise, says of others: by their numbers from 0, and what they call themselves.
  private func told(_ others: [(Int, String)], by teller: Int = 0) -> [Endpoint: [SentinelMembers.Listed]] {
    [s[teller]: others.map { SentinelMembers.Listed(endpoint: s[$0.0], identity: $0.1) }]
  }

  @Test func eachIsKnownOnce() {
    var members = SentinelMembers([s[0], s[1], s[0]])
    #expect(members.endpoints == [s[0], s[1]])
    let change = members.update(told([(1, "two"), (2, "three"), (3, "three"), (2, "")]), silent: [])
    #expect(change == Change(new: [s[2]]))
    #expect(members.endpoints == [s[0], s[1], s[2]])
    #expect(members.identities == [s[2]: "three"])
  }

  @Test func oneThatWasGivenStays() {
    var members = SentinelMembers([s[0]])
    let change = members.update(told([(1, "one")]), silent: [])
    #expect(change == Change(new: [s[1]]))
    let spare = members.identify(s[0], as: "one")
    #expect(spare == [s[1]])
    #expect(members.endpoints == [s[0]])
    let spareAgain = members.identify(s[1], as: "one")
    #expect(spareAgain == [])
    // Nobody tells of it, and it does not answer.
    let changeAgain = members.update(told([(2, "two")], by: 0), silent: [s[0]])
    #expect(changeAgain == Change(new: [s[2]]))
  }

  @Test func twoThatWereGivenBothStay() {
    var members = SentinelMembers([s[0], s[1]])
    let spare = members.identify(s[0], as: "one")
    #expect(spare == [])
    let spareAgain = members.identify(s[1], as: "one")
    #expect(spareAgain == [])
    #expect(members.endpoints == [s[0], s[1]])
    #expect(members.identities == [s[0]: "one", s[1]: "one"])
  }

  @Test func thereIsALimit() {
    var members = SentinelMembers([s[0]])
    let others = (0..<1000).map { SentinelMembers.Listed(endpoint: .tcp(host: "x", port: $0 + 1), identity: "\($0)") }
    let change = members.update([s[0]: others], silent: [])
    #expect(members.endpoints.count == SentinelMembers.most)
    #expect(change.new.count == SentinelMembers.most - 1)
  }

  // MARK: Those that were found

  @Test func oneIsFollowedToItsNewAddress() {
    var members = SentinelMembers([s[0]])
    _ = members.update(told([(1, "two"), (2, "three")]), silent: [])
    let change = members.update(told([(4, "two"), (2, "three")]), silent: [s[1]])
    #expect(change == Change(gone: [s[1]], new: [s[4]]))
    #expect(members.endpoints == [s[0], s[4], s[2]])
    // For as long as somebody still tells of the old address, it stays there.
    var lists = told([(5, "two"), (2, "three")])
    lists.merge(told([(4, "two")], by: 2)) { first, _ in first }
    let changeAgain = members.update(lists, silent: [])
    #expect(changeAgain == Change())
  }

  @Test func twoThatChangedPlaces() {
    var members = SentinelMembers([s[0]])
    _ = members.update(told([(1, "two"), (2, "three")]), silent: [])
    let change = members.update(told([(2, "two"), (1, "three")]), silent: [])
    #expect(change == Change())
    #expect(members.identities == [s[1]: "three", s[2]: "two"])
  }

  @Test func whereAnotherOneWas() {
    var members = SentinelMembers([s[0]])
    _ = members.update(told([(1, "two"), (2, "three")]), silent: [])
    // The second one is gone, and the third one is where it was.
    let change = members.update(told([(1, "three")]), silent: [s[2]])
    #expect(change == Change(gone: [s[2]]))
    #expect(members.identities == [s[1]: "three"])
    // It was made anew, and calls itself something else.
    let changeAgain = members.update(told([(1, "four")]), silent: [])
    #expect(changeAgain == Change())
    #expect(members.identities == [s[1]: "four"])
  }

  @Test func oneWithoutATraceIsForgotten() {
    var members = SentinelMembers([s[0]])
    _ = members.update(told([(1, "two"), (2, "three")]), silent: [])
    // It answers, or is told of, or nobody tells anything.
    let changes = [
      members.update(told([(2, "three")]), silent: []),
      members.update(told([(1, "two"), (2, "three")]), silent: [s[1]]),
      members.update([:], silent: [s[0], s[1], s[2]]),
    ]
    #expect(changes == [Change(), Change(), Change()])
    let change = members.update(told([(2, "three")]), silent: [s[1]])
    #expect(change == Change(gone: [s[1]]))
    #expect(members.endpoints == [s[0], s[2]])
  }
}

/// Where readers may not stay.
@Suite struct ReaderPlacesTests {
  private let p = Endpoint.tcp(host: "p", port: 6379)
  private let r = (1...3).map { Endpoint.tcp(host: "r\($0)", port: 6379) }

  @Test func afterAChangeOfThePrimary() {
    #expect(ReaderPlaces.isLeft(r[0], movedFrom: p, to: r[0]))
    #expect(ReaderPlaces.isLeft(p, movedFrom: p, to: r[0]))
    #expect(!ReaderPlaces.isLeft(r[1], movedFrom: p, to: r[0]))
    #expect(!ReaderPlaces.isLeft(r[1], movedFrom: nil, to: r[0]))
  }

  @Test func thePrimaryIsLeftForAReplica() {
    #expect(ReaderPlaces.isLeft(p, suspects: [], replicas: [r[0]], primary: p))
    #expect(!ReaderPlaces.isLeft(p, suspects: [p, r[0]], replicas: [], primary: p))
    #expect(!ReaderPlaces.isLeft(p, suspects: [], replicas: [r[0]], primary: nil))
  }

  @Test func oneSentinelsWordIsNotEnoughToLeaveAReplica() {
    #expect(!ReaderPlaces.isLeft(r[0], suspects: [r[0]], replicas: [r[0], r[1]], primary: p))
    #expect(ReaderPlaces.isLeft(r[0], suspects: [r[0]], replicas: [r[1]], primary: p))
    #expect(ReaderPlaces.isLeft(r[0], suspects: [r[0]], replicas: [], primary: p))
    #expect(!ReaderPlaces.isLeft(r[2], suspects: [r[0]], replicas: [r[1]], primary: p))
  }
}

@Suite struct RerunTests {
  @Test func whoComesMeanwhileHasItDoneOnceMore() {
    var rerun = Rerun()
    let first = [rerun.begin(), rerun.next()]
    #expect(first == [true, true])
    let meanwhile = [rerun.begin(), rerun.begin(), rerun.next(), rerun.next()]
    #expect(meanwhile == [false, false, true, false])
    let later = [rerun.begin(), rerun.next(), rerun.next()]
    #expect(later == [true, true, false])
  }
}

/// Several callers at first use.
@Suite(.timeLimit(.minutes(1))) struct SentinelStartTests {
  @Test func everyoneFindsAllThatWereGiven() async {
    // Nobody listens there.
    let given = (1...8).map { Endpoint.tcp(host: "127.0.0.1", port: $0) }
    for _ in 0..<50 {
      var options = RedisSentinelOptions(sentinels: given, primaryName: "main")
      options.discoversSentinels = false
      options.refreshInterval = nil
      let agent = SentinelAgent(options)
      defer { agent.close() }
      let counts = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask {
            agent.start()
            return agent.clients.count
          }
        }
        return await group.reduce(into: Set<Int>()) { $0.insert($1) }
      }
      #expect(counts == [8])
    }
  }
}
