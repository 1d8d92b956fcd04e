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

  @Test func nobodyAnswers() throws {
    var poll = ReplicaPoll(asked: s, quorum: 1)
    for sentinel in s { poll.heard(.failure(RedisError(.connectFailed, "gone")), from: sentinel) }
    guard case .failure(let error) = poll.verdict else { return #expect(Bool(false), "no failure") }
    #expect(error.code == .connectFailed)
    #expect(error.message.hasPrefix("no sentinel tells the replicas: s1:26379 failed (gone); s2"))
  }
}
