/// How many exclusive connections there are, and for how long.
package struct PoolOptions: Sendable, Hashable {
  /// So many are opened at once and kept.
  package var minimum = 0
  /// So many there may be, those that are lent and those that are being opened among them.
  package var maximum = 64
  /// How long somebody waits for a connection.
  package var leaseTimeout = Duration.seconds(10)
  /// A connection above the minimum that nobody used for so long is closed; nil for never.
  package var idleTime: Duration? = .seconds(300)
  /// A connection that nobody used for so long is asked for a sign of life before it is lent; nil for never.
  package var healthCheckAfter: Duration? = .seconds(10)

  package init() {}
}
