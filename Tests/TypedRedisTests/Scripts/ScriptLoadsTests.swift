import Synchronization
import Testing

@testable import TypedRedis

/// Who of many tasks loads a script.
@Suite(.timeLimit(.minutes(1))) struct ScriptLoadsTests {
  private let loads = ScriptLoads()

  /// How often the text was sent, and how many wait to send it.
  private final class Sender: Sendable {
    let count = Mutex(0)
    let gate = OneValue<Result<Void, RedisError>>()

    func send() async throws(RedisError) {
      count.withLock { $0 += 1 }
      guard let outcome = await gate.value else { throw RedisError(.cancelled, "the task was cancelled") }
      try outcome.get()
    }
  }

  private func started(
    _ count: Int, _ sender: Sender, ticket: UInt64, waitingAtMost limit: Duration = .seconds(3600)
  ) -> [Task<RedisError?, Never>] {
    (0..<count).map { _ in
      Task {
        do throws(RedisError) {
          try await loads.load("a", since: ticket, until: .now + limit) { () async throws(RedisError) in try await sender.send() }
          return nil
        } catch { return error }
      }
    }
  }

  private func waitForSender(_ sender: Sender, _ count: Int = 1) async {
    while sender.count.withLock({ $0 }) < count, !Task.isCancelled { await Task.yield() }
  }

  @Test func oneForAll() async {
    let sender = Sender()
    let ticket = loads.ticket
    let tasks = started(100, sender, ticket: ticket)
    await waitForSender(sender)
    sender.gate.set(.success(()))
    for task in tasks { #expect(await task.value == nil) }
    // Those who called it before it was loaded, and heard of that afterwards.
    for task in started(10, sender, ticket: ticket) { #expect(await task.value == nil) }
    #expect(sender.count.withLock { $0 } == 1)
    // It was flushed since.
    for task in started(1, sender, ticket: loads.ticket) { #expect(await task.value == nil) }
    #expect(sender.count.withLock { $0 } == 2)
  }

  @Test func aMistakeIsEveryonesAndACancellationIsOnes() async {
    let sender = Sender()
    let first = started(1, sender, ticket: 0)
    await waitForSender(sender)
    let others = started(10, sender, ticket: 0)
    for task in first { task.cancel() }
    for task in first { #expect(await task.value?.code == .cancelled) }
    await waitForSender(sender, 2)
    sender.gate.set(.failure(RedisError(server: ServerError(line: "ERR Error compiling script"))))
    for task in others { #expect(await task.value?.code == .server) }
  }

  /// It had less time than the others have.
  @Test func whoseTimeIsUpLeavesItToAnother() async {
    let hasty = Sender()
    let first = started(1, hasty, ticket: 0)
    await waitForSender(hasty)
    let sender = Sender()
    let others = started(10, sender, ticket: 0)
    hasty.gate.set(.failure(RedisError(.timedOut, "no reply within 0.001 seconds")))
    for task in first { #expect(await task.value?.code == .timedOut) }
    await waitForSender(sender)
    sender.gate.set(.success(()))
    for task in others { #expect(await task.value == nil) }
    #expect(sender.count.withLock { $0 } == 1)
  }

  /// Those who wait have deadlines of their own.
  @Test func whoseTimeIsUpDoesNotWaitForAnother() async {
    let sender = Sender()
    let first = started(1, sender, ticket: 0)
    await waitForSender(sender)
    for task in started(3, sender, ticket: 0, waitingAtMost: .milliseconds(5)) {
      // Not for ever, if it does.
      let error = await withTaskCancellationHandler { await task.value } onCancel: { task.cancel() }
      #expect(error?.code == .timedOut)
    }
    sender.gate.set(.success(()))
    for task in first { #expect(await task.value == nil) }
    #expect(sender.count.withLock { $0 } == 1)
  }

  @Test func whoWaitsCanBeCancelled() async {
    let sender = Sender()
    let first = started(1, sender, ticket: 0)
    await waitForSender(sender)
    let second = started(1, sender, ticket: 0)
    for task in second { task.cancel() }
    for task in second { #expect(await task.value?.code == .cancelled) }
    sender.gate.set(.success(()))
    for task in first { #expect(await task.value == nil) }
    #expect(sender.count.withLock { $0 } == 1)
  }

  @Test func manyScriptsDoNotPileUp() async throws {
    let sender = Sender()
    sender.gate.set(.success(()))
    for number in 0..<2000 {
      try await loads.load("\(number)", since: loads.ticket, until: .now + .seconds(60)) { () async throws(RedisError) in
        try await sender.send()
      }
    }
    #expect(loads.remembered <= 256)
  }
}
