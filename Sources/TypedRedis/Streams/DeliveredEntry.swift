import RedisTransport
import Synchronization

/// An entry of a stream that was delivered to this consumer, and stays pending until it is acknowledged.
///
/// While a value of it is kept, and its consumer goes on, nobody takes the entry over. One that is let go of without being
/// acknowledged is delivered again, to any consumer of the group, when ``StreamConsumerOptions/minIdleTime`` has passed.
public struct DeliveredEntry: Sendable {
  /// The key of its stream.
  public let stream: RedisBytes
  public let id: String
  /// In their order; a name may come twice.
  public let fields: [FieldValue<RedisBytes, RedisBytes>]
  /// The how manieth delivery this is: 1 for a new entry.
  public let deliveries: Int
  let hold: EntryHold

  /// The value of the first field with this name.
  public func value(of field: some RedisValueConvertible) -> RedisBytes? {
    let name = field.redisValue.withUnsafeBytes { RedisBytes($0) }
    return fields.first { $0.field == name }?.value
  }

  /// The same, read as the type given.
  ///
  /// - Throws: ``RedisError`` with code `unexpectedReply` if the value is none of that type.
  public func value<T: RESPDecodable>(
    of field: some RedisValueConvertible, as _: T.Type
  ) throws(RedisError) -> T? {
    guard let value = value(of: field) else { return nil }
    var frame = Array("$\(value.count)\r\n".utf8)
    frame += value.bytes
    frame += Array("\r\n".utf8)
    return try RedisBytes(frame).withUnsafeBytes { bytes throws(RedisError) in
      var reader = RESPReader(bytes)
      return try T(from: &reader)
    }
  }

  /// Says that the entry is done with. Nobody gets it again.
  ///
  /// Also of a task that is cancelled: what is done need not be done again. After a break it is said once more, for as long as one
  /// command may take.
  public func acknowledge() async throws(RedisError) {
    guard !hold.isDone else { return }
    try await hold.work.insisting { work throws(RedisError) in
      _ = try await work.redis.xack(key: stream, group: work.group, ids: [id])
    }
    hold.release()
  }

  /// Moves the entry to the dead letters now, whatever the number of its deliveries.
  ///
  /// Adding to the dead letters and acknowledging is one step for the server.
  ///
  /// - Returns: Whether it was moved; false if it is not this consumer's any more, or not in its stream any more. Also false, and
  ///   without an event, if it was moved and the connection broke before the server could say so: then it is in the dead letters.
  /// - Throws: ``RedisError`` with code `invalidConfiguration` if ``StreamConsumerOptions/deadLetters`` says of none.
  @discardableResult
  public func deadLetter(because reason: String) async throws(RedisError) -> Bool {
    guard let policy = hold.work.options.deadLetters else {
      throw RedisError(.invalidConfiguration, "the consumer's options name no stream for dead letters")
    }
    let move = DeadLetterMove(
      stream: stream, id: id, deliveries: deliveries, reason: reason, owner: hold.work.consumer, policy: policy)
    let isMoved = try await hold.work.insisting { work throws(RedisError) in try await move.run(work) }
    hold.release()
    return isMoved
  }
}

/// That this process has an entry: from when it was delivered until it is done with, or nobody has it any more.
final class EntryHold: Sendable {
  let work: ConsumerWork
  private let key: HeldEntries.Key
  private let generation: UInt64
  private let done = Atomic(false)

  init(_ key: HeldEntries.Key, of work: ConsumerWork) {
    self.key = key
    self.work = work
    generation = work.held.insert(key)
  }

  /// Whether it is this delivery that counts: not if it is done with, or was taken over by somebody else.
  var isHeld: Bool { work.held.contains(key, generation) }

  /// Whether it was acknowledged, or given up, by way of this delivery.
  var isDone: Bool { done.load(ordering: .acquiring) }

  func release() {
    done.store(true, ordering: .releasing)
    work.held.remove(key, generation)
  }

  deinit { work.held.letGo(key, generation) }
}
