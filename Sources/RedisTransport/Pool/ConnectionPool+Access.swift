/// What others may know of a pool.
extension ConnectionPool {
  package func statistics() async -> PoolStatistics {
    await withUnsafeContinuation { continuation in
      loop.perform { continuation.resume(returning: self.machine.statistics) }
    }
  }

  /// Counts of all its connections so far.
  package func counters() async -> ConnectionCounters {
    await withUnsafeContinuation { continuation in
      loop.perform {
        var sum = self.counted
        for member in self.members.values { sum += member.connection.counters }
        continuation.resume(returning: sum)
      }
    }
  }

  /// Has `send` announce other credentials on every connection that nobody uses. On those that are lent a transaction may
  /// be open: they are made as new when they come back.
  package func renewLogin(_ send: @escaping @Sendable (Connection) -> Void) {
    loop.perform {
      for (id, member) in Array(self.members) where member.connection.phase == .ready {
        if self.machine.phase(of: id) == .leased {
          self.members[id]?.isOutdated = true
        } else {
          send(member.connection)
        }
      }
    }
  }
}

extension PoolMachine {
  var statistics: PoolStatistics {
    PoolStatistics(
      total: total, idle: idle.count, leased: leased, opening: coming, waiting: waiting, maximum: options.maximum)
  }
}
