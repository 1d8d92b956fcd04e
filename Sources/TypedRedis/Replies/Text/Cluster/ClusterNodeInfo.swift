/// A node of a cluster, as the node that was asked sees it.
public struct ClusterNodeInfo: Sendable, Hashable {
  public var id: String
  public var address: Address
  public var flags: Set<Flag>
  /// The ID of the primary that it follows, nil if it follows none.
  public var primaryID: String?
  /// When the ping was sent that it has not answered yet; nil if there is none.
  public var pingSent: UnixTime?
  /// When it last answered; nil if it never did, and for the node that was asked.
  public var pongReceived: UnixTime?
  public var configEpoch: Int
  public var isConnected: Bool
  public var slots: SlotSet
  /// Slots that it is handing over, and the ID of the node that gets each of them. Told by that node itself only.
  public var migratingSlots: [Int: String]
  /// Slots that it is getting, and the ID of the node that each of them comes from. Told by that node itself only.
  public var importingSlots: [Int: String]
  /// Words at the end of the line that a newer server adds.
  public var otherWords: [String]

  public var isPrimary: Bool { flags.contains(.primary) }
  public var isReplica: Bool { flags.contains(.replica) }
  /// Whether it is the node that was asked.
  public var isMyself: Bool { flags.contains(.myself) }

  /// What a node is, or what is known of it.
  public struct Flag: RawRepresentable, Sendable, Hashable {
    /// The server's word for it.
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let myself = Flag(rawValue: "myself")
    public static let primary = Flag(rawValue: "master")
    public static let replica = Flag(rawValue: "slave")
    /// The node that was asked cannot reach it.
    public static let possiblyFailing = Flag(rawValue: "fail?")
    /// Most primaries cannot reach it.
    public static let failing = Flag(rawValue: "fail")
    /// Not part of the cluster yet.
    public static let handshake = Flag(rawValue: "handshake")
    public static let noAddress = Flag(rawValue: "noaddr")
    /// Never promoted by itself.
    public static let noFailover = Flag(rawValue: "nofailover")
  }
}

extension ClusterNodeInfo: RESPTextLine {
  public init(line: Substring) throws(RedisError) {
    let words = line.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
    guard words.count >= 8 else { throw .unexpected("eight words about a node", got: "\(words.count)") }
    id = String(words[0])
    address = Address(text: words[1])
    flags = Set(words[2].split(separator: ",").map { Flag(rawValue: String($0)) }.filter { $0.rawValue != "noflags" })
    primaryID = words[3] == "-" ? nil : String(words[3])
    pingSent = try Self.time(words[4], "ping sent")
    pongReceived = try Self.time(words[5], "pong received")
    configEpoch = try Self.int(words[6], "config epoch")
    isConnected = words[7] == "connected"
    slots = SlotSet()
    migratingSlots = [:]
    importingSlots = [:]
    otherWords = []
    for word in words.dropFirst(8) { take(word) }
  }

  private static func int(_ word: Substring, _ field: String) throws(RedisError) -> Int {
    // Epochs have all 64 bits.
    if let number = Int(word) ?? UInt64(word).map(Int.init(clamping:)) { return number }
    throw .unexpected("integer", got: "other text").at(.field(field))
  }

  /// Servers say 0 for never.
  private static func time(_ word: Substring, _ field: String) throws(RedisError) -> UnixTime? {
    let milliseconds = try int(word, field)
    return milliseconds > 0 ? UnixTime(milliseconds: milliseconds) : nil
  }

  /// Slots: `5`, `10-20`, `[7->-id]` or `[7-<-id]`.
  private mutating func take(_ word: Substring) {
    if let range = SlotSet.range(word) {
      slots.ranges.append(range)
    } else if let move = Self.move(word) {
      if move.isLeaving { migratingSlots[move.slot] = move.id } else { importingSlots[move.slot] = move.id }
    } else {
      otherWords.append(String(word))
    }
  }

  private static func move(_ word: Substring) -> (slot: Int, isLeaving: Bool, id: String)? {
    guard word.hasPrefix("["), word.hasSuffix("]") else { return nil }
    let parts = word.dropFirst().dropLast().split(separator: "-", maxSplits: 2)
    guard parts.count == 3, let slot = Int(parts[0]), parts[1] == ">" || parts[1] == "<" else { return nil }
    return (slot, parts[1] == ">", String(parts[2]))
  }
}
