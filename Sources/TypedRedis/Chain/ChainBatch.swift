import RedisTransport

/// How many commands are written as one: so many that writing is cheap, so few that the server can begin while the next ones
/// are being written.
@usableFromInline enum BatchSize {
  @usableFromInline static var most: Int { 512 }
}

/// Executions of a chain's parts, on their way.
struct ChainBatch {
  let run: ChainRun
  let timeout: UInt64

  /// Sends batches over one connection and waits until all have their outcomes.
  static func submit(_ batches: [ChainBatch], on router: CommandRouter) async throws(RedisError) {
    let task = WaitingTask.current
    if let task, task.isCancelled { throw RedisError.taskCancelled }
    await withUnsafeContinuation { continuation in
      let countdown = Countdown(batches.count) { continuation.resume() }
      router.submit(batches.map { $0.call(task: task, isFollowed: batches.count > 1) { countdown.countDown() } })
    }
  }

  private func call(task: WaitingTask?, isFollowed: Bool, finish: @escaping () -> Void) -> PendingCall {
    let isTransaction = run is TransactionRun
    let name: StaticString = run.readings.first?.link.descriptor.name ?? ""
    return PendingCall(
      delivery: .replies, isRetrySafe: run.preparation.count == 0 && run.readings.allSatisfy(\.link.traits.isRetrySafe),
      runsScripts: run.readings.contains(where: \.link.traits.runsScripts), timeout: timeout, task: task,
      commands: UInt32(clamping: run.commands), isAtomic: isTransaction,
      isFollowed: isFollowed, preparations: UInt32(clamping: run.preparation.count)
    ) { [run] step in
      switch step {
      case .name(let pointer): pointer.pointee = name
      case .describe(let position, let description):
        if let descriptor = run.descriptor(at: position) { description.set(descriptor) }
      case .encode(let encoder): run.encode(into: &encoder.pointee)
      case .reply(let reader): if run.take(&reader.pointee) { finish() }
      case .failOne(let error): if run.takeFailure(error) { finish() }
      case .fail(let error):
        run.fail(error)
        finish()
      }
    }
  }
}

/// Does something when several things have happened. They happen on the loop's thread.
@usableFromInline final class Countdown: @unchecked Sendable {
  @exclusivity(unchecked) private var left: Int
  private let action: () -> Void

  @usableFromInline init(_ count: Int, _ action: @escaping () -> Void) {
    left = count
    self.action = action
  }

  @usableFromInline func countDown() {
    left -= 1
    if left == 0 { action() }
  }
}
