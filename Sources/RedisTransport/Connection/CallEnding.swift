import RESP

/// What is left to do for a call that ended while a queue was looked through: telling its caller.
///
/// A caller that is told may close the connection, which empties the queue. So nobody is told before the look is over.
struct CallEnding {
  let handler: (PendingCall.Step) -> Void
  let error: RedisError

  func tell() { handler(.fail(error)) }
}

extension [CallEnding] {
  func tell() {
    for ending in self { ending.tell() }
  }
}
