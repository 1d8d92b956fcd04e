import RedisTransport

/// A connection to one server that carries subscriptions.
struct SubscriptionLane {
  /// Tells it from others, also from an earlier one to the same server.
  final class Origin: Sendable {
    let place: SubscriptionPlace

    init(_ place: SubscriptionPlace) { self.place = place }
  }

  let origin: Origin
  /// Comes back by itself, as long as it is needed.
  let channel: ReconnectingChannel

  /// Makes it go on with other credentials.
  func reauthenticate(_ login: Reauthentication) {
    let channel = channel
    channel.withConnection { connection in
      // RESP2 allows no login beside subscriptions, and nobody would read the answer to one on a connection that is held.
      if connection.protocolVersion == 2 || connection.isPaused {
        return channel.replaceConnection(
          connection, because: RedisError(.connectionClosed, "the connection is replaced by one with new credentials"))
      }
      login.send(on: connection) { error in channel.replaceConnection(connection, because: error) }
    }
  }
}
