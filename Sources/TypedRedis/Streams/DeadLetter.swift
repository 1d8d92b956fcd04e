/// An entry that was given up, as it is in the stream of dead letters.
///
///     let entries = try await redis.xrange(key: "orders:dead", start: "-", end: "+", count: 100)
///     for letter in entries.compactMap({ DeadLetter($0) }) { print(letter.id, letter.reason) }
public struct DeadLetter: Sendable, Hashable {
  /// The names of what is kept of an entry beside its own fields.
  public enum Field {
    public static let stream = "dead-letter-stream"
    public static let group = "dead-letter-group"
    public static let id = "dead-letter-id"
    public static let deliveries = "dead-letter-deliveries"
    public static let reason = "dead-letter-reason"
  }

  /// The key of the stream that it was in.
  public var stream: RedisBytes
  /// The group that has given it up.
  public var group: RedisBytes
  /// Its ID in that stream.
  public var id: String
  /// How often it was delivered.
  public var deliveries: Int
  public var reason: String
  /// The entry's own fields.
  public var fields: [FieldValue<RedisBytes, RedisBytes>]

  /// Nil if the entry is no dead letter.
  public init?(_ entry: StreamEntry<RedisBytes, RedisBytes>) {
    var rest = entry.fields[...]
    func take(_ name: String) -> RedisBytes? {
      guard rest.first?.field == RedisBytes(name) else { return nil }
      return rest.popFirst()?.value
    }
    guard let stream = take(Field.stream), let group = take(Field.group), let id = take(Field.id)?.string,
      let deliveries = take(Field.deliveries)?.int, let reason = take(Field.reason)
    else { return nil }
    self.stream = stream
    self.group = group
    self.id = id
    self.deliveries = deliveries
    self.reason = reason.description
    fields = Array(rest)
  }
}
