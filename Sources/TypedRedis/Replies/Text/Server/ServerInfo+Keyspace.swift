extension ServerInfo {
  /// The databases that have keys, by number.
  public var keyspace: [Int: Database] {
    section("keyspace").nested(prefix: "db").reduce(into: [:]) { databases, database in
      if let number = Int(database.suffix) { databases[number] = Database(fields: database.fields) }
    }
  }

  public struct Database: Sendable, Hashable {
    public let fields: TextFields

    public var keys: Int? { fields.int("keys") }
    /// Keys that expire.
    public var expiringKeys: Int? { fields.int("expires") }
    /// How long these have left, on average and by estimate.
    public var averageTimeToLive: Duration? { fields.duration("avg_ttl", .milliseconds) }
    /// Hashes with fields that expire.
    public var keysWithExpiringFields: Int? {
      fields.int("subexpiry") ?? fields.int("keys_with_volatile_items")
    }
  }

  /// How long values are, by database and type. Redis only.
  public var keySizes: [KeySizes] {
    section("keysizes").compactMap { KeySizes($0) }
  }

  /// How long the values of one type are in one database.
  public struct KeySizes: Sendable, Hashable {
    public var database: Int
    /// Such as `strings` or `lists`.
    public var type: String
    /// What the length counts: `sizes` for bytes, or `items`.
    public var unit: String
    /// How many values are at least so long, and shorter than the next length.
    public var counts: [Int: Int]

    /// From a field such as `db0_distrib_lists_items:1=3,1K=1`.
    init?(_ field: TextField) {
      let words = field.name.split(separator: "_")
      guard words.count == 4, words[0].hasPrefix("db"), let number = Int(words[0].dropFirst(2)) else { return nil }
      database = number
      type = String(words[2])
      unit = String(words[3])
      counts = TextFields(assignments: field.value[...].utf8, separator: UInt8(ascii: ",")).reduce(into: [:]) {
        counts, count in
        if let length = Self.length(count.name), let number = Int(count.value) { counts[length] = number }
      }
    }

    /// `4K` is 4096.
    private static func length(_ text: String) -> Int? {
      let power = text.last.flatMap { ["K": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6][$0] }
      guard let number = Int(power == nil ? text : String(text.dropLast())) else { return nil }
      let (length, overflow) = number.multipliedReportingOverflow(by: 1 << (10 * (power ?? 0)))
      return overflow ? nil : length
    }
  }

  /// Whether the most used keys are being looked for. Redis only.
  public var isTrackingHotKeys: Bool? { section("hotkeys").bool("hotkeys-tracking-active") }
}
