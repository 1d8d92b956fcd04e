import RedisTransport
import Synchronization

/// Channels that serve one purpose of a client each. They end before the client or with it.
final class FurtherChannels: Sendable {
  struct Member: Sendable {
    let channel: ReconnectingChannel
    /// Called on the loop's thread when what is asked from then on is asked as another user.
    let onNewLogin: @Sendable () -> Void
  }

  /// Nil once the client is closed.
  private let members = Mutex<[ObjectIdentifier: Member]?>([:])

  var all: [Member] { members.withLock { $0.map { Array($0.values) } ?? [] } }

  /// One that comes too late is closed at once.
  func add(_ channel: ReconnectingChannel, onNewLogin: @escaping @Sendable () -> Void) {
    let isLate = members.withLock { members in
      members?[ObjectIdentifier(channel)] = Member(channel: channel, onNewLogin: onNewLogin)
      return members == nil
    }
    if isLate { channel.close() }
  }

  func remove(_ channel: ReconnectingChannel) {
    members.withLock { _ = $0?.removeValue(forKey: ObjectIdentifier(channel)) }
  }

  func close() {
    let all = members.withLock { $0.take() } ?? [:]
    for member in all.values { member.channel.close() }
  }
}
