import RESP

/// One command on its way: how to write it and whom to tell of the outcome.
///
/// Generated commands are wrapped in a subclass that knows their types; everything here is
/// touched on the thread of one loop, from when the call is accepted until it is finished.
open class PendingCall: @unchecked Sendable {
  package enum State: UInt8 {
    /// Not encoded yet.
    case queued
    /// Handed to the socket, completely or in part.
    case sent
    /// Has its outcome. If it was sent, it stays in line to swallow its reply.
    case finished
  }

  /// How the server answers.
  package enum Delivery: UInt8 {
    case reply, push, none, close, stream
  }

  package final var state = State.queued
  package final let delivery: Delivery
  /// Whether it may be sent again when its connection broke and nobody knows if it was executed.
  package final let isRetrySafe: Bool
  /// How often it has been handed to a connection that broke.
  package final var attempts: UInt8 = 0
  /// Nanoseconds from acceptance to failure; `.max` for none.
  package final let timeout: UInt64
  package final var started = MonotonicTime(nanoseconds: 0)
  package final var deadline = MonotonicTime.never
  /// Position in the connection's output after the last byte of this command.
  package final var endOffset: UInt64 = 0
  /// Words of a subscription command as it was encoded, its name included.
  package final var confirmationWords = 0
  /// The waiting task, to see whether it was cancelled. A task that waits is alive.
  package final var task: UnsafeCurrentTask?

  package init(
    delivery: Delivery = .reply, isRetrySafe: Bool = false, timeout: UInt64 = .max,
    task: UnsafeCurrentTask? = nil
  ) {
    self.delivery = delivery
    self.isRetrySafe = isRetrySafe
    self.timeout = timeout
    self.task = task
  }

  /// Appends the command's words. Called once per attempt.
  open func encode(into encoder: inout CommandEncoder) {}

  /// Takes the reply, an error reply included. Called at most once, and never after `fail`.
  open func succeed(_ reader: inout RESPReader) {}

  /// Takes the failure. Called at most once, and never after `succeed`.
  open func fail(_ error: RedisError) {}

  /// The kind of the out-of-band frames that confirm a command with that delivery.
  open var confirmationKind: String { "" }

  // MARK: For the connection

  package final func accepted(at now: MonotonicTime) {
    guard deadline == .never else { return }
    started = now
    deadline = now.advanced(byNanoseconds: timeout)
  }

  package final func deliver(_ reader: inout RESPReader) {
    guard state != .finished else { return }
    state = .finished
    task = nil
    succeed(&reader)
  }

  package final func reject(_ error: @autoclosure () -> RedisError) {
    guard state != .finished else { return }
    state = .finished
    task = nil
    fail(error())
  }

  package final var isCancelled: Bool { task?.isCancelled ?? false }

  /// Whether it waits for longer than its caller is willing to.
  package final func rejectIfOverdue(_ now: MonotonicTime, because reason: RedisError? = nil) {
    guard state != .finished else { return }
    if isCancelled {
      reject(RedisError(.cancelled, "the task was cancelled").markingInDoubt(state))
    } else if deadline <= now {
      let waited = Duration.nanoseconds(Int64(clamping: timeout))
      reject(
        RedisError(
          .timedOut,
          (state == .sent ? "no reply within \(waited)" : "not sent within \(waited)")
            + (reason.map { ": \($0.message)" } ?? "")
        ).markingInDoubt(state))
    }
  }
}

extension RedisError {
  fileprivate func markingInDoubt(_ state: PendingCall.State) -> RedisError {
    state == .sent ? markingMayHaveBeenApplied() : self
  }
}
