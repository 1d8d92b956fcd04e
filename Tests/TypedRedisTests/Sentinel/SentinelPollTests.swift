import Testing

@testable import TypedRedis

/// What follows from the answers of several sentinels.
@Suite struct SentinelPollTests {
  private let a = Endpoint.tcp(host: "a", port: 6379)
  private let b = Endpoint.tcp(host: "b", port: 6379)
  private let s = (1...5).map { Endpoint.tcp(host: "s\($0)", port: 26379) }

  private func poll(_ sentinels: Int = 3, quorum: Int = 1, expected: Endpoint? = nil, avoided: Set<Endpoint> = []) -> SentinelPoll {
    SentinelPoll(
      primaryName: "main", asked: Array(s.prefix(sentinels)), quorum: quorum, expected: expected, avoided: avoided)
  }

  private func found(_ poll: SentinelPoll) throws -> Endpoint? { try poll.verdict?.get() }

  private func failure(_ poll: SentinelPoll) -> RedisError? {
    if case .failure(let error) = poll.verdict { error } else { nil }
  }

  @Test func mostOfThemAreBelieved() throws {
    var poll = poll()
    #expect(poll.verdict == nil)
    poll.heard(.primary(a), from: s[0])
    #expect(poll.verdict == nil)
    poll.heard(.primary(a), from: s[1])
    #expect(try found(poll) == a)
  }

  @Test func oneIsBelievedForWhatWasExpected() throws {
    var poll = poll(expected: a)
    poll.heard(.primary(b), from: s[0])
    #expect(poll.verdict == nil)
    poll.heard(.primary(a), from: s[1])
    #expect(try found(poll) == a)
  }

  @Test func whatWasLeftIsForWantOfBetter() throws {
    var poll = poll(expected: b, avoided: [a])
    poll.heard(.primary(a), from: s[0])
    poll.heard(.primary(a), from: s[1])
    #expect(poll.verdict == nil)
    var other = poll
    poll.heard(.primary(b), from: s[2])
    #expect(try found(poll) == b)
    // They insist, all of them.
    other.heard(.primary(a), from: s[2])
    #expect(try found(other) == a)
  }

  @Test func whoIsAwayIsNotWaitedForLong() throws {
    var poll = poll()
    poll.timePassed()
    #expect(poll.verdict == nil)
    poll.heard(.primary(a), from: s[0])
    #expect(try found(poll) == a)
  }

  @Test func aQuorumIsNeeded() throws {
    var poll = poll(quorum: 2, expected: a)
    poll.heard(.primary(a), from: s[0])
    #expect(poll.verdict == nil)
    poll.timePassed()
    #expect(poll.verdict == nil)
    poll.heard(.failed(RedisError(.connectFailed, "gone")), from: s[1])
    poll.heard(.primary(b), from: s[2])
    let error = try #require(failure(poll))
    #expect(error.code == .connectFailed)
    #expect(
      error.message == "2 sentinels have to agree on where the primary \"main\" is: s1:26379 says a:6379; "
        + "s2:26379 failed (gone); s3:26379 says b:6379")
  }

  @Test func oneUnderTwoAddressesCountsOnce() throws {
    var poll = poll(quorum: 2)
    poll.heard(.primary(a), from: s[0], identity: "one")
    poll.heard(.primary(a), from: s[1], identity: "one")
    #expect(poll.verdict == nil)
    poll.heard(.primary(a), from: s[2], identity: "two")
    #expect(try found(poll) == a)
  }

  @Test func answersThatNobodyAskedForAndSecondOnesDoNotCount() throws {
    var poll = poll(quorum: 2)
    poll.heard(.primary(a), from: s[0])
    poll.heard(.primary(a), from: s[0])
    poll.heard(.primary(a), from: s[4])
    #expect(poll.verdict == nil)
  }

  @Test func whatNobodyKnows() throws {
    var poll = poll(2)
    poll.heard(.unknown, from: s[0])
    #expect(poll.verdict == nil)
    var other = poll
    poll.heard(.unknown, from: s[1])
    #expect(failure(poll)?.code == .invalidConfiguration)
    #expect(failure(poll)?.message == "no sentinel knows a primary of the name \"main\": s1:26379, s2:26379")
    // Another one may know it.
    other.heard(.failed(RedisError(.connectFailed, "gone")), from: s[1])
    #expect(failure(other)?.code == .connectFailed)
  }

  @Test func wrongPasswordsAreFinal() throws {
    var poll = poll(2)
    poll.heard(.failed(RedisError(.handshakeFailed, "WRONGPASS")), from: s[0])
    var other = poll
    poll.heard(.failed(RedisError(.handshakeFailed, "WRONGPASS")), from: s[1])
    #expect(failure(poll)?.code == .handshakeFailed)
    other.heard(.failed(RedisError(.connectFailed, "gone")), from: s[1])
    #expect(failure(other)?.code == .connectFailed)
    #expect(failure(SentinelPoll(primaryName: "main", asked: [], quorum: 1))?.code == .invalidConfiguration)
  }

  // MARK: A primary that is in use

  @Test func workingConnectionsMoveWithMostOfThemOnly() {
    var poll = poll(quorum: 1, expected: a)
    poll.heard(.primary(b), from: s[0])
    #expect(poll.finding == nil)
    var late = poll
    var tied = poll
    poll.heard(.primary(b), from: s[1])
    #expect(poll.finding == .moves(b))
    // Others did not answer: one of three is no reason, whatever the quorum.
    late.timePassed()
    #expect(late.finding == .stays)
    tied.heard(.primary(a), from: s[1])
    #expect(tied.finding == nil)
    tied.heard(.failed(RedisError(.connectFailed, "gone")), from: s[2])
    #expect(tied.finding == .stays)
  }

  @Test func workingConnectionsStay() {
    var present = poll(expected: a)
    present.heard(.primary(a), from: s[0])
    // The others may both name another one.
    #expect(present.finding == nil)
    present.heard(.primary(a), from: s[1])
    #expect(present.finding == .stays)
    // What was just left is not gone back to, even if all say so.
    var left = poll(expected: a, avoided: [b])
    for sentinel in s.prefix(3) { left.heard(.primary(b), from: sentinel) }
    #expect(left.finding == .stays)
    // The quorum is more than most of them.
    var strict = poll(quorum: 3, expected: a)
    strict.heard(.primary(b), from: s[0])
    strict.heard(.primary(b), from: s[1])
    #expect(strict.finding == nil)
    var all = strict
    strict.timePassed()
    #expect(strict.finding == .stays)
    all.heard(.primary(b), from: s[2])
    #expect(all.finding == .moves(b))
    #expect(SentinelPoll(primaryName: "main", asked: [], quorum: 1, expected: a).finding == .stays)
  }

  /// Most of the sentinels, and not of their names.
  @Test func oneUnderTwoAddressesIsOneOfFewer() throws {
    var poll = poll(4, expected: a)
    poll.heard(.primary(b), from: s[0], identity: "one")
    poll.heard(.primary(b), from: s[1], identity: "one")
    #expect(poll.finding == nil)
    poll.heard(.primary(b), from: s[2], identity: "two")
    #expect(poll.finding == .moves(b))
    #expect(try found(poll) == b)
  }

  @Test func othersHelpWhereSomebodyKnowsThePrimary() {
    var poll = poll(1, quorum: 2)
    #expect(!poll.wouldGainFromOthers)
    var other = poll
    poll.heard(.primary(a), from: s[0])
    #expect(failure(poll) != nil)
    #expect(poll.wouldGainFromOthers)
    other.heard(.unknown, from: s[0])
    #expect(!other.wouldGainFromOthers)
  }

  @Test func theOrderOfAnswersMattersOnlyBetweenEquals() throws {
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
      var poll = poll(5)
      for index in order { poll.heard(.primary(index < 3 ? a : b), from: s[index]) }
      #expect(try found(poll) == a)
    }
  }
}

/// Which replicas can be used.
@Suite struct ReplicaPollTests {
  private typealias Replica = ReplicaPoll.Replica
  private let r = (1...3).map { Endpoint.tcp(host: "r\($0)", port: 6379) }
  private let s = (1...3).map { Endpoint.tcp(host: "s\($0)", port: 26379) }

  @Test func mostOfThemDecide() throws {
    var poll = ReplicaPoll(asked: s, quorum: 1)
    poll.heard(.success([Replica(endpoint: r[1], isUsable: true), Replica(endpoint: r[0], isUsable: true)]), from: s[0])
    #expect(poll.verdict == nil)
    poll.heard(.success([Replica(endpoint: r[0], isUsable: true), Replica(endpoint: r[1], isUsable: false)]), from: s[1])
    #expect(try poll.verdict?.get() == [r[0]])
    poll.heard(.success([Replica(endpoint: r[1], isUsable: true), Replica(endpoint: r[0], isUsable: true)]), from: s[2])
    #expect(try poll.verdict?.get() == [r[0], r[1]])
  }

  @Test func oneIsEnoughWhenOthersDoNotAnswer() throws {
    var poll = ReplicaPoll(asked: s, quorum: 1)
    poll.heard(.success([]), from: s[0])
    #expect(poll.verdict == nil)
    poll.timePassed()
    #expect(try poll.verdict?.get() == [])
  }

  @Test func oneUnderTwoAddressesCountsOnce() throws {
    var poll = ReplicaPoll(asked: s, quorum: 2)
    let (up, down) = (Replica(endpoint: r[0], isUsable: true), Replica(endpoint: r[0], isUsable: false))
    poll.heard(.success([down]), from: s[0], identity: "one")
    poll.heard(.success([down]), from: s[1], identity: "one")
    #expect(poll.verdict == nil)
    poll.timePassed()
    #expect(poll.verdict == nil)
    var other = poll
    poll.heard(.success([up]), from: s[2], identity: "two")
    // One of two is not most of them.
    #expect(try poll.verdict?.get() == [])
    // All have answered, and too few are as good as it gets.
    other.heard(.failure(RedisError(.connectFailed, "gone")), from: s[2])
    #expect(try other.verdict?.get() == [])
  }

  @Test func nobodyAnswers() throws {
    var poll = ReplicaPoll(asked: s, quorum: 1)
    for sentinel in s { poll.heard(.failure(RedisError(.connectFailed, "gone")), from: sentinel) }
    guard case .failure(let error) = poll.verdict else { return _ = Issue.record("no failure") }
    #expect(error.code == .connectFailed)
    #expect(error.message.hasPrefix("no sentinel tells the replicas: s1:26379 failed (gone); s2"))
  }
}
