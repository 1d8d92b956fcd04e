import RedisTransport

/// Something that a Sentinel-backed client heard of, or did. See ``RedisSentinel/events``.
public enum RedisSentinelEvent: Sendable, Hashable, CustomStringConvertible {
  /// Whom sentinels watch.
  public enum Kind: Sendable, Hashable, CaseIterable {
    case primary, replica, sentinel
  }

  /// There is a primary: the first one that is known (`from` is nil), or another one than before. All connections go there.
  case primaryChanged(from: Endpoint?, to: Endpoint)
  /// A server that was held for the primary, or for a replica, is none. The sentinels are asked again.
  case refused(Endpoint, RedisError)
  /// A sentinel cannot reach this server or sentinel any more; `byAgreement` if enough sentinels together say so.
  case wentDown(Kind, Endpoint, byAgreement: Bool)
  /// It can be reached again.
  case cameBack(Kind, Endpoint, byAgreement: Bool)
  /// There is a replica that was not known to a sentinel.
  case replicaFound(Endpoint)
  /// There is a sentinel that was not known to the client, which asks it from now on.
  case sentinelFound(Endpoint)
  /// The connection over which a sentinel tells of failovers broke. It comes back by itself.
  case sentinelLost(Endpoint, RedisError)
  /// It stands again.
  case sentinelRestored(Endpoint)

  public var description: String {
    switch self {
    case .primaryChanged(nil, let to): "the primary is \(to)"
    case .primaryChanged(let from?, let to): "the primary is \(to), no longer \(from)"
    case .refused(let endpoint, let error): "refused \(endpoint): \(error)"
    case .wentDown(let kind, let endpoint, let all): "\(kind) \(endpoint) is down\(all ? ", sentinels agree" : "")"
    case .cameBack(let kind, let endpoint, _): "\(kind) \(endpoint) is back"
    case .replicaFound(let endpoint): "found the replica \(endpoint)"
    case .sentinelFound(let endpoint): "found the sentinel \(endpoint)"
    case .sentinelLost(let endpoint, let error): "lost the sentinel \(endpoint): \(error)"
    case .sentinelRestored(let endpoint): "the sentinel \(endpoint) is back"
    }
  }
}
