/// A cluster as one of its nodes describes it.
struct ClusterView: Sendable, Equatable {
  struct Node: Sendable, Hashable {
    var endpoint: Endpoint
    var id: String?
    /// The availability zone, if the server tells it.
    var zone: String?
  }

  /// A primary, its replicas and what they serve.
  struct Shard: Sendable, Equatable {
    var primary: Node
    var replicas: [Node]
    /// Ascending, with gaps between them.
    var slots: [ClosedRange<UInt16>]
  }

  /// By their first slot. One that serves none is left out.
  let shards: [Shard]

  /// - Throws: ``RedisError`` with code `unexpectedReply` if two of them have the same slot.
  init(shards: [Shard]) throws(RedisError) {
    self.shards = shards.compactMap(\.inOrder).sorted { $0.firstSlot < $1.firstSlot }
    var last = -1
    for range in shards.flatMap(\.slots).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard Int(range.lowerBound) > last else {
        throw RedisError(.unexpectedReply, "slot \(range.lowerBound) is given to two nodes")
      }
      last = Int(range.upperBound)
    }
  }
}

extension ClusterView.Shard {
  fileprivate var firstSlot: UInt16 { slots.first?.lowerBound ?? 0 }

  /// The same whatever order a node tells things in, so that views can be compared. Nil without slots.
  fileprivate var inOrder: ClusterView.Shard? {
    guard !slots.isEmpty else { return nil }
    var joined: [ClosedRange<UInt16>] = []
    for range in slots.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, Int(last.upperBound) + 1 == Int(range.lowerBound) {
        joined.removeLast()
        joined.append(last.lowerBound...range.upperBound)
      } else {
        joined.append(range)
      }
    }
    let replicas = replicas.sorted { ($0.id ?? "", "\($0.endpoint)") < ($1.id ?? "", "\($1.endpoint)") }
    return ClusterView.Shard(primary: primary, replicas: replicas, slots: joined)
  }
}
