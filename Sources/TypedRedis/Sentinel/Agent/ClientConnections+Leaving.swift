import RedisTransport

/// All connections of a client go on elsewhere when the server has moved.
extension ClientConnections {
  /// Connections that lead to a place that is left are made anew, and closed: those that nobody uses at once, others when what is
  /// under way is answered, or after some time.
  func leave(
    _ isLeft: @escaping @Sendable (Endpoint) -> Bool, after grace: Duration, because error: RedisError
  ) {
    for channel in channels { channel.leave(isLeft, after: grace, because: error) }
    for member in further.all { member.channel.leave(isLeft, after: grace, because: error) }
    pool.leave(isLeft, after: grace, because: error)
    subscriptions.leave(isLeft, after: grace, because: error)
  }
}

extension ClientSubscriptions {
  fileprivate func leave(
    _ isLeft: @escaping @Sendable (Endpoint) -> Bool, after grace: Duration, because error: RedisError
  ) {
    for hub in hubs {
      hub.forEachChannel { $0.leave(isLeft, after: grace, because: error) }
    }
  }
}
