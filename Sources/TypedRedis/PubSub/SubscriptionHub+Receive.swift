import RedisTransport

/// What the server sends unasked. Called for every message: it takes no memory but that of the payload, and of a channel's name
/// where a pattern was subscribed to.
extension SubscriptionHub {
  func receive(_ frame: UnsafeRawBufferPointer, from origin: SubscriptionLane.Origin) {
    // What is no message of ours is nobody's.
    do throws(RedisError) { try deliver(frame, from: origin) } catch {}
  }

  private func deliver(_ frame: UnsafeRawBufferPointer, from origin: SubscriptionLane.Origin) throws(RedisError) {
    var reader = RESPReader(frame)
    let count = try reader.readArrayHeader()
    guard count >= 2 else { return }
    let kind = try reader.nextInPlace()
    switch RedisTopic.Kind(ofMessage: kind) {
    case .channel? where count == 3:
      guard let entry = channels.find(try reader.nextInPlace()) else { return }
      offer(
        RedisMessage(channel: entry.name, payload: try reader.readBytes()), to: entry, from: origin)
    case .pattern? where count == 4:
      guard let entry = patterns.find(try reader.nextInPlace()) else { return }
      let channel = entry.channel(try reader.nextInPlace())
      offer(
        RedisMessage(channel: channel, pattern: entry.name, payload: try reader.readBytes()), to: entry, from: origin)
    case .shardChannel? where count == 3:
      guard let entry = shardChannels.find(try reader.nextInPlace()) else { return }
      offer(
        RedisMessage(channel: entry.name, payload: try reader.readBytes(), isSharded: true), to: entry, from: origin)
    default:
      guard let kind = RedisTopic.Kind(endedBy: kind) else { return }
      handle(.ended(RedisTopic(kind, try reader.readBytes()), origin.place))
    }
  }

  private func offer(_ message: RedisMessage, to entry: TopicTable.Entry, from origin: SubscriptionLane.Origin) {
    guard entry.comes(from: origin) else { return }
    for subscription in entry.subscriptions {
      switch subscription.buffer.offer(message) {
      case .taken: break
      case .full: pause(origin.place)
      case .beganDropping: mayHaveMissed(subscription)
      case .overflowed: overflowed(subscription)
      }
    }
  }
}

extension RedisTopic.Kind {
  /// What subscriptions a message is for, by the word that servers begin it with.
  fileprivate init?(ofMessage word: UnsafeRawBufferPointer) {
    switch word.count {
    case 7 where word.elementsEqual("message".utf8): self = .channel
    case 8 where word.dropFirst().elementsEqual("message".utf8):
      switch word.first {
      case UInt8(ascii: "p"): self = .pattern
      case UInt8(ascii: "s"): self = .shardChannel
      default: return nil
      }
    default: return nil
    }
  }
}

extension RESPReader {
  /// The next string; it lies in the frame.
  fileprivate mutating func nextInPlace() throws(RedisError) -> UnsafeRawBufferPointer {
    try withBytes { bytes throws(RedisError) in bytes }
  }
}
