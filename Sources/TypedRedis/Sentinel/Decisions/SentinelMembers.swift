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

  /// What those call themselves of which it is known.
  var identities: [Endpoint: String] {
    var identities: [Endpoint: String] = [:]
    for member in members { identities[member.endpoint] = member.identity }
    return identities
  }

  /// What a sentinel says of another one.
  struct Listed: Sendable, Hashable {
    var endpoint: Endpoint
    /// What it calls itself; empty if that is not known.
    var identity: String
  }

  /// Where nobody is to be asked any more, and where from now on.
  struct Change: Sendable, Hashable {
    var gone: [Endpoint] = []
    var new: [Endpoint] = []
  }

  /// The sentinels were asked whom they know.
  ///
  /// - Parameters:
  ///   - lists: what those said that answered.
  ///   - silent: those that did not answer.
  mutating func update(_ lists: [Endpoint: [Listed]], silent: Set<Endpoint>) -> Change {
    guard !lists.isEmpty else { return Change() }
    let before = endpoints
    let listed = before.flatMap { lists[$0] ?? [] }
    members = members.compactMap { $0.isGiven ? $0 : SentinelMembers.updated($0, listed, isSilent: silent.contains($0.endpoint)) }
    // What moved may be where another one was known to be. Those that were given are first.
    var seen: Set<Endpoint> = []
    members = members.filter { seen.insert($0.endpoint).inserted }
    for other in listed where members.count < SentinelMembers.most {
      let isKnown = members.contains {
        $0.endpoint == other.endpoint || !other.identity.isEmpty && $0.identity == other.identity
      }
      guard !isKnown else { continue }
      members.append(
        Member(endpoint: other.endpoint, identity: other.identity.isEmpty ? nil : other.identity, isGiven: false))
    }
    let after = endpoints
    return Change(
      gone: before.filter { !after.contains($0) }, new: after.filter { !before.contains($0) })
  }

  /// One that was found: where it is now, or nil if there is no trace of it.
  private static func updated(_ member: Member, _ listed: [Listed], isSilent: Bool) -> Member? {
    var member = member
    let here = listed.filter { $0.endpoint == member.endpoint }
    if here.contains(where: { member.identity == nil || $0.identity.isEmpty || $0.identity == member.identity }) { return member }
    if let other = listed.first(where: { $0.identity == member.identity }) {
      member.endpoint = other.endpoint
    } else if let other = here.first {
      // Another one has taken its place.
      member.identity = other.identity
    } else if isSilent {
      return nil
    }
    return member
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
