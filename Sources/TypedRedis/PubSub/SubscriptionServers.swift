import RedisTransport

/// The servers that a client's subscriptions go over. All on the loop's thread.
protocol SubscriptionServers: SubscriptionPlaces {
  /// How to connect to one. Nil if there is none any more.
  ///
  /// - Parameter number: of the connection: the first, 0, is the one that subscriptions share; others have one each.
  func options(for place: SubscriptionPlace, number: Int) -> ConnectionOptions?

  /// Notes what a server answered: that another one has a slot. False if that is an error here, as any other is.
  func follow(_ redirection: Redirection, from place: SubscriptionPlace) -> Bool

  /// What is known of who has what may be wrong, since a server cannot be reached or nobody is known for a slot.
  func lookAgain()
}

/// The one server of a client.
struct OneServer: SubscriptionServers {
  let makeOptions: @Sendable (_ number: Int) -> ConnectionOptions

  func options(for place: SubscriptionPlace, number: Int) -> ConnectionOptions? { makeOptions(number) }
  func follow(_ redirection: Redirection, from place: SubscriptionPlace) -> Bool { false }
  func lookAgain() {}
}
