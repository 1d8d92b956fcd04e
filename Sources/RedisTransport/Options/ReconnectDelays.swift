/// How long to wait before the next attempt to connect.
package struct ReconnectDelays: Sendable, Hashable {
  /// After the first failure; twice as long after each further one.
  package var initial = Duration.milliseconds(5)
  /// Never longer than this.
  package var maximum = Duration.seconds(2)
  /// Never longer than this as long as somebody waits.
  package var whileWaiting = Duration.milliseconds(100)

  package init() {}
}
