import RedisTransport
import Synchronization

/// Channels that serve one purpose of a client each. They end before the client or with it.
final class FurtherChannels: Sendable {
  /// Nil once the client is closed.
  private let channels = Mutex<[ObjectIdentifier: ReconnectingChannel]?>([:])

  var all: [ReconnectingChannel] { channels.withLock { $0.map { Array($0.values) } ?? [] } }

  /// One that comes too late is closed at once.
  func add(_ channel: ReconnectingChannel) {
    let isLate = channels.withLock { channels in
      channels?[ObjectIdentifier(channel)] = channel
      return channels == nil
    }
    if isLate { channel.close() }
  }

  func remove(_ channel: ReconnectingChannel) {
    channels.withLock { _ = $0?.removeValue(forKey: ObjectIdentifier(channel)) }
  }

  func close() {
    let all = channels.withLock { $0.take() } ?? [:]
    for channel in all.values { channel.close() }
  }
}
