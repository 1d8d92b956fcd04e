import RESP

/// Where the server has moved, and whoever owns the pool knows of it before the connections break.
extension ConnectionPool {
  /// Closes connections that lead to a place that is left: at once those that nobody has, and those that are lent when they come
  /// back, or after some time.
  package func leave(
    _ isLeft: @escaping @Sendable (Endpoint) -> Bool, after grace: Duration, because error: RedisError
  ) {
    loop.perform {
      var lent: [Connection] = []
      for (id, member) in Array(self.members) where member.connection.isLocated && isLeft(member.connection.endpoint) {
        if self.machine.phase(of: id) == .leased {
          self.members[id]?.isSpent = true
          lent.append(member.connection)
        } else {
          member.connection.close(error)
        }
      }
      guard !lent.isEmpty else { return }
      self.loop.schedule(at: MonotonicTime.now.advanced(by: grace)) { [lent] in
        for connection in lent { connection.close(error) }
      }
    }
  }
}
