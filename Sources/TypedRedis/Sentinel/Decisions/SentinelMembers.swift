import RedisTransport

/// The sentinels that a client knows: those it was given, and those it heard of from them. Pure.
///
/// One of them may be known under several addresses, of which the first is kept: two must not count as two.
struct SentinelMembers: Sendable {
  private struct Member {
    var endpoint: Endpoint
    /// What it calls itself, once that is known.
    var identity: String?
    var isGiven: Bool
  }

  /// No more than so many are kept.
  static let most = 64

  private var members: [Member]

  init(_ given: [Endpoint]) {
    members = []
    for endpoint in given where !members.contains(where: { $0.endpoint == endpoint }) {
      members.append(Member(endpoint: endpoint, isGiven: true))
    }
  }

  var endpoints: [Endpoint] { members.map(\.endpoint) }

  /// Somebody told of one. True if it was not known.
  mutating func add(_ endpoint: Endpoint, identity: String) -> Bool {
    let isKnown = members.contains { $0.endpoint == endpoint || !identity.isEmpty && $0.identity == identity }
    guard !isKnown, members.count < SentinelMembers.most else { return false }
    members.append(Member(endpoint: endpoint, identity: identity.isEmpty ? nil : identity, isGiven: false))
    return true
  }

  /// A sentinel said what it calls itself. Gives those that have turned out to be the same one, and are not needed.
  mutating func identify(_ endpoint: Endpoint, as identity: String) -> [Endpoint] {
    guard let index = members.firstIndex(where: { $0.endpoint == endpoint }) else { return [] }
    members[index].identity = identity
    let same = members.filter { $0.identity == identity }
    guard same.count > 1 else { return [] }
    // Those that were given stay: an address that was written down may be the only one that leads there.
    let spare = same.contains(where: \.isGiven) ? same.filter { !$0.isGiven } : Array(same.dropFirst())
    let gone = spare.map(\.endpoint)
    members.removeAll { gone.contains($0.endpoint) }
    return gone
  }
}
