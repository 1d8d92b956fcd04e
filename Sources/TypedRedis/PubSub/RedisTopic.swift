/// Something to subscribe to: a channel, a pattern of channels, or a shard channel.
public struct RedisTopic: Sendable, Hashable, CustomStringConvertible {
  /// The three kinds of topics. Each has names of its own.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// What `PUBLISH` names.
    case channel
    /// A glob, such as `news.*`, for all channels that it fits.
    case pattern
    /// What `SPUBLISH` names. Since Redis 7.0.
    case shardChannel
  }

  /// Which kind of topic it is.
  public var kind: Kind
  /// The channel's name, or the pattern.
  public var name: RedisBytes

  /// A topic of any kind.
  public init(_ kind: Kind, _ name: RedisBytes) {
    self.kind = kind
    self.name = name
  }

  /// A channel.
  public static func channel(_ name: some RedisValueConvertible) -> RedisTopic { RedisTopic(.channel, name.asBytes) }
  /// All channels that a glob fits.
  public static func pattern(_ glob: some RedisValueConvertible) -> RedisTopic { RedisTopic(.pattern, glob.asBytes) }
  /// A shard channel.
  public static func shardChannel(_ name: some RedisValueConvertible) -> RedisTopic {
    RedisTopic(.shardChannel, name.asBytes)
  }

  public var description: String {
    switch kind {
    case .channel: "channel \(name)"
    case .pattern: "pattern \(name)"
    case .shardChannel: "shard channel \(name)"
    }
  }
}

extension RedisValueConvertible {
  /// The bytes that are sent.
  var asBytes: RedisBytes { redisValue.withUnsafeBytes { RedisBytes($0) } }
}
