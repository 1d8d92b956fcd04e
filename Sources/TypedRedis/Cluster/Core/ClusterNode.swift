import RedisTransport

/// One node of a cluster and the connections to it. On the loop's thread, but for what is constant.
final class ClusterNode: @unchecked Sendable {
  let endpoint: Endpoint
  /// All connections to it, as those of a client of this one server.
  let core: RedisCore
  /// Whether the last attempt to connect has failed, or the connection broke and does not stand again yet.
  var isFailing = false {
    didSet { if oldValue, !isFailing { returned = .now } }
  }
  /// When it could be reached again, after it could not.
  private var returned = MonotonicTime(nanoseconds: 0)
  /// Whether the latest map has it as a primary.
  var isPrimary = false
  /// Whether another one has taken its slots, and it has not been heard since.
  var isReplaced = false
  /// What caches read over, by their memories.
  var caches: [ObjectIdentifier: ReconnectingChannel] = [:]
  /// When a server last named it.
  var named = MonotonicTime(nanoseconds: 0)
  /// The availability zone, if it is known.
  var zone: String?
  /// Of late, in nanoseconds; nil if it was not measured.
  var latency: UInt64?

  init(endpoint: Endpoint, core: RedisCore) {
    self.endpoint = endpoint
    self.core = core
  }

  /// Chooses one of the connections to a node.
  typealias Lane = (ClusterNode) -> ReconnectingChannel

  /// The one that takes the next command.
  @inline(__always) var channel: ReconnectingChannel { core.nextChannel }

  /// All that carry commands of many tasks.
  var channels: [ReconnectingChannel] { core.connections.channels + caches.values }

  func forEachChannel(_ body: (ReconnectingChannel) -> Void) {
    for channel in channels { body(channel) }
  }

  /// For how long it has said nothing over connections that tasks share although something is under way, in nanoseconds.
  func silence(at now: MonotonicTime) -> UInt64 {
    let channels = channels
    let longest = channels.map { $0.silence(at: now) }.max() ?? 0
    guard longest > 0, let heard = channels.compactMap(\.lastReceived).max() else { return longest }
    return min(longest, now > heard ? now.nanoseconds(since: heard) : 0)
  }

  /// For how long it may say nothing before others are asked whether it still serves anything.
  static var patience: Duration { .seconds(1) }

  /// Whether it may hang.
  func isSilent(at now: MonotonicTime) -> Bool { silence(at: now) > Self.patience.saturatedNanoseconds }

  /// Whether it has been there for some time, and answers.
  var isSteady: Bool { !isFailing && returned.advanced(by: .seconds(5)) < .now && !isSilent(at: .now) }

  /// A client for this node alone.
  var redis: Redis { Redis(core) }

  /// Takes out the commands that wait for a connection to it.
  func takeWaiting() -> [PendingCall] { channels.flatMap { $0.takeWaiting() } }
}
