/// The task that waits for a call's outcome, to see whether it was cancelled meanwhile.
///
/// A task that waits is alive, so it is not retained; nobody may ask after its call has finished.
/// A plain pointer, since copying the standard library's own type costs a call each time.
@usableFromInline
package struct WaitingTask: @unchecked Sendable {
  private let task: UnsafeRawPointer

  private init(_ task: UnsafeCurrentTask) {
    self.task = unsafeBitCast(task, to: UnsafeRawPointer.self)
  }

  /// The task that runs now; nil outside of tasks.
  @usableFromInline
  package static var current: WaitingTask? {
    withUnsafeCurrentTask { task in task.map { WaitingTask($0) } }
  }

  @usableFromInline
  package var isCancelled: Bool { unsafeBitCast(task, to: UnsafeCurrentTask.self).isCancelled }
}
