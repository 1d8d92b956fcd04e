/// What went over a connection, or over several, since they were made.
public struct ConnectionCounters: Sendable, Hashable {
  /// Connections that stood: reached, secured and set up.
  public var connected = 0
  /// Connections that stood and broke or were closed.
  public var disconnected = 0
  /// Attempts to connect that failed.
  public var connectFailures = 0
  /// Commands that were written, those sent a second time included.
  public var commandsSent = 0
  /// Error replies among the replies.
  public var errorReplies = 0
  /// Replies that nobody waited for any more: of commands that were cancelled or timed out.
  public var repliesDiscarded = 0
  /// Frames that were no reply: messages, invalidations.
  public var pushes = 0
  /// Commands whose deadline passed.
  public var timedOut = 0
  /// Commands whose task was cancelled.
  public var cancelled = 0
  /// Commands that were sent again, after a break or because the server could not take them yet.
  public var retried = 0
  /// Bytes that the system took, before encryption.
  public var bytesSent = 0
  /// Bytes that arrived, after decryption.
  public var bytesReceived = 0

  public init() {}

  package static func += (sum: inout ConnectionCounters, other: ConnectionCounters) {
    sum.connected += other.connected
    sum.disconnected += other.disconnected
    sum.connectFailures += other.connectFailures
    sum.commandsSent += other.commandsSent
    sum.errorReplies += other.errorReplies
    sum.repliesDiscarded += other.repliesDiscarded
    sum.pushes += other.pushes
    sum.timedOut += other.timedOut
    sum.cancelled += other.cancelled
    sum.retried += other.retried
    sum.bytesSent += other.bytesSent
    sum.bytesReceived += other.bytesReceived
  }
}
