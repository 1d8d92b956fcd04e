extension RedisError {
  /// The task that waits was cancelled.
  @usableFromInline package static var taskCancelled: RedisError { RedisError(.cancelled, "the task was cancelled") }

  /// The client's owner has closed it.
  package static var clientWasClosed: RedisError { RedisError(.clientClosed, "the client was closed") }
}
