/// How long a connection that broke is left alone before the next attempt.
package struct ReconnectDelays: Sendable, Hashable {
  /// The first delay; each further one is twice as long.
  package var initial = Duration.milliseconds(5)
  /// No delay is longer.
  package var maximum = Duration.seconds(2)
  /// No delay is longer while somebody waits for the connection.
  package var whileWaiting = Duration.milliseconds(100)

  package init() {}
}
