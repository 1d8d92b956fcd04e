import Testing

@testable import TypedRedis

@Suite(.timeLimit(.minutes(1))) struct MailboxTests {
  @Test func inTheirOrder() async throws {
    let mailbox = Mailbox<Int>()
    for number in 1...3 { mailbox.put(number) }
    mailbox.finish(.success(()))
    mailbox.put(4)
    var taken: [Int] = []
    while let number = try await mailbox.take() { taken.append(number) }
    #expect(taken == [1, 2, 3])
  }

  @Test func theOldestAreDropped() async throws {
    let mailbox = Mailbox<Int>()
    for number in 1...10 { mailbox.put(number, keeping: 3) }
    #expect(mailbox.dropped == 7)
    #expect(try await mailbox.take() == 8)
    #expect(mailbox.close() == [9, 10])
    #expect(try await mailbox.take() == nil)
  }

  /// By their size as well; one is kept whatever its size.
  @Test func theOldestMakeRoom() async throws {
    let mailbox = Mailbox<[Int]>(measure: \.count)
    for number in 1...4 { mailbox.put([number, number, number], keeping: 100, size: 10) }
    #expect(mailbox.dropped == 1)
    #expect(try await mailbox.take() == [2, 2, 2])
    mailbox.put([5, 5, 5, 5], keeping: 100, size: 10)
    #expect(mailbox.dropped == 1)
    mailbox.put(Array(repeating: 6, count: 11), keeping: 100, size: 10)
    #expect(mailbox.dropped == 4)
    mailbox.put([7], keeping: 100, size: 10)
    #expect(mailbox.dropped == 5)
    mailbox.put([8], keeping: 100, size: -1)
    #expect(mailbox.dropped == 6)
    #expect(mailbox.close() == [[8]])
  }

  @Test func anErrorComesLast() async throws {
    let mailbox = Mailbox<Int>()
    mailbox.put(1)
    mailbox.finish(.failure(RedisError(.connectionClosed, "gone")))
    mailbox.finish(.success(()))
    #expect(try await mailbox.take() == 1)
    for _ in 0..<2 {
      await #expect(throws: RedisError(.connectionClosed, "gone")) { () async throws in try await mailbox.take() }
    }
  }

  @Test func cancelledTasksLeaveNothingBehind() async throws {
    let mailbox = Mailbox<Int>()
    let waiting = (0..<50).map { _ in Task { try await mailbox.take() } }
    while mailbox.room(besides: 0) < 50 { await Task.yield() }
    for task in waiting { task.cancel() }
    for task in waiting {
      let error = await #expect(throws: RedisError.self) { () async throws in try await task.value }
      #expect(error?.code == .cancelled)
    }
    #expect(mailbox.room(besides: 0) == 0)
    mailbox.put(1)
    #expect(try await mailbox.take() == 1)
  }

  /// Elements are neither lost nor doubled, whoever is cancelled when.
  @Test func everyElementIsTakenOnce() async throws {
    let mailbox = Mailbox<Int>()
    let takers = (0..<8).map { _ in
      Task { () async -> [Int] in
        var taken: [Int] = []
        while let number = try? await mailbox.take() { taken.append(number) }
        return taken
      }
    }
    for number in 0..<20_000 {
      mailbox.put(number)
      if number == 7_000 { takers[0].cancel() }
      if number == 13_000 { takers[1].cancel() }
      if number.isMultiple(of: 50) { await Task.yield() }
    }
    mailbox.finish(.success(()))
    var all: [Int] = []
    for taker in takers { all += await taker.value }
    #expect(all.sorted() == Array(0..<20_000))
  }

  @Test func roomIsWhatIsWaitedForAndSomeMore() async throws {
    let mailbox = Mailbox<Int>()
    #expect(mailbox.room(besides: 2) == 2)
    mailbox.put(1)
    mailbox.put(2)
    mailbox.put(3)
    #expect(mailbox.room(besides: 2) == 0)
    let supplier = Task { await mailbox.waitForDemand(besides: 2) }
    _ = try await mailbox.take()
    _ = try await mailbox.take()
    await supplier.value
    #expect(mailbox.room(besides: 2) == 1)
  }

  @Test func nobodyWaitsForDemandAfterTheEnd() async throws {
    let mailbox = Mailbox<Int>()
    mailbox.put(1)
    let supplier = Task { await mailbox.waitForDemand(besides: 0) }
    let cancelled = Task { () async in
      let other = Mailbox<Int>()
      other.put(1)
      await other.waitForDemand(besides: 0)
    }
    cancelled.cancel()
    await cancelled.value
    mailbox.finish(.success(()))
    await supplier.value
  }
}
