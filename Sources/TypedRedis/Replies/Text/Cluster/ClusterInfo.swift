/// The state of a cluster, as the node that was asked sees it.
///
/// A property is nil if this version of the server does not say it.
public struct ClusterInfo: Sendable, Hashable {
  /// Everything that the server said.
  public let fields: TextFields

  /// Whether the cluster serves requests.
  public var isOK: Bool? { fields.bool("cluster_state") }
  public var assignedSlots: Int? { fields.int("cluster_slots_assigned") }
  /// Slots of nodes that can be reached.
  public var healthySlots: Int? { fields.int("cluster_slots_ok") }
  /// Slots of nodes that this node cannot reach.
  public var possiblyFailingSlots: Int? { fields.int("cluster_slots_pfail") }
  /// Slots of nodes that most primaries cannot reach.
  public var failingSlots: Int? { fields.int("cluster_slots_fail") }
  public var possiblyFailingNodes: Int? { fields.int("cluster_nodes_pfail") }
  public var failingNodes: Int? { fields.int("cluster_nodes_fail") }
  public var possiblyFailingVoters: Int? { fields.int("cluster_voting_nodes_pfail") }
  public var failingVoters: Int? { fields.int("cluster_voting_nodes_fail") }
  /// Failing ones and those that are just being introduced included.
  public var knownNodes: Int? { fields.int("cluster_known_nodes") }
  /// How many primaries have slots.
  public var size: Int? { fields.int("cluster_size") }
  public var currentEpoch: Int? { fields.int("cluster_current_epoch") }
  /// The epoch of the configuration of the node that was asked.
  public var ownEpoch: Int? { fields.int("cluster_my_epoch") }

  // MARK: The cluster bus

  public var messagesSent: Int? { fields.int("cluster_stats_messages_sent") }
  public var messagesReceived: Int? { fields.int("cluster_stats_messages_received") }
  public var bytesSent: Int? { fields.int("cluster_stats_bytes_sent") }
  public var bytesReceived: Int? { fields.int("cluster_stats_bytes_received") }
  /// How many links were closed because too much was waiting to be sent.
  public var closedLinks: Int? { fields.int("total_cluster_links_buffer_limit_exceeded") }

  /// The messages of each kind, such as `ping`. Kinds that never occurred are missing.
  public var messages: [String: MessageCount] {
    fields.reduce(into: [:]) { counts, field in
      let words = field.name.split(separator: "_")
      guard words.count >= 5, words.prefix(3) == ["cluster", "stats", "messages"], let number = Int(field.value)
      else { return }
      let kind = words.dropFirst(3).dropLast().joined(separator: "_")
      switch words.last {
      case "sent": counts[kind, default: MessageCount()].sent = number
      case "received": counts[kind, default: MessageCount()].received = number
      default: break
      }
    }
  }

  public struct MessageCount: Sendable, Hashable {
    public var sent = 0
    public var received = 0
  }
}

extension ClusterInfo {
  /// No text is refused: a line without a colon is a field without a value.
  public init(text: some StringProtocol) {
    fields = TextFields(
      text.splitIntoLines().filter { !$0.isEmpty }.map { TextField($0, separator: UInt8(ascii: ":")) })
  }
}

extension ClusterInfo: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) {
    self.init(text: try reader.readRepairedText())
  }
}

extension ClusterInfo: CustomStringConvertible {
  /// The text as the server writes it.
  public var description: String { fields.map { "\($0.name):\($0.value)\r\n" }.joined() }
}
