import RedisTransport

/// What sentinels publish of what they watch over, as far as a client has use for it.
enum SentinelAnnouncement: Sendable, Hashable {
  /// There is a new primary.
  case switched(primary: String, from: Endpoint, to: Endpoint)
  /// A sentinel, or enough of them together, cannot reach somebody any more.
  case down(Instance, byAgreement: Bool)
  /// It can be reached again.
  case up(Instance, byAgreement: Bool)
  /// There is a replica, or a sentinel, that was not known.
  case found(Instance)

  /// Somebody whom sentinels watch.
  struct Instance: Sendable, Hashable {
    var kind: RedisSentinelEvent.Kind
    /// The name of the primary that it belongs to.
    var primary: String
    var endpoint: Endpoint
  }

  /// Where they are published.
  static let channels = [
    "+switch-master", "+sdown", "-sdown", "+odown", "-odown", "+slave", "+convert-to-slave", "+reboot", "+sentinel",
  ]

  /// Nil for what has another form.
  init?(channel: String, text: String) {
    let words = text.split(separator: " ").map { String($0) }
    if channel == "+switch-master" {
      guard let name = words.first, let from = SentinelAnnouncement.endpoint(words.dropFirst()),
        let to = SentinelAnnouncement.endpoint(words.dropFirst(3))
      else { return nil }
      self = .switched(primary: name, from: from, to: to)
      return
    }
    guard let instance = Instance(words) else { return nil }
    switch channel {
    case "+sdown": self = .down(instance, byAgreement: false)
    case "+odown": self = .down(instance, byAgreement: true)
    case "-sdown", "+reboot": self = .up(instance, byAgreement: false)
    case "-odown": self = .up(instance, byAgreement: true)
    case "+slave", "+convert-to-slave", "+sentinel": self = .found(instance)
    default: return nil
    }
  }

  fileprivate static func endpoint(_ words: ArraySlice<String>) -> Endpoint? {
    guard let host = words.first, let port = words.dropFirst().first.flatMap({ Int($0) }), !host.isEmpty,
      (1...65_535).contains(port)
    else { return nil }
    return .tcp(host: host, port: port)
  }
}

extension SentinelAnnouncement.Instance {
  /// `slave 10.0.0.2:6379 10.0.0.2 6379 @ main 10.0.0.1 6379`, without what follows the `@` for the primary itself.
  fileprivate init?(_ words: [String]) {
    guard let kind = words.first.flatMap({ RedisSentinelEvent.Kind(word: $0) }), let name = words.dropFirst().first,
      let endpoint = SentinelAnnouncement.endpoint(words.dropFirst(2))
    else { return nil }
    self.kind = kind
    self.endpoint = endpoint
    if kind == .primary {
      primary = name
    } else {
      guard let mark = words.firstIndex(of: "@"), let name = words.suffix(from: mark).dropFirst().first else { return nil }
      primary = name
    }
  }
}

extension RedisSentinelEvent.Kind {
  /// What sentinels call it.
  fileprivate init?(word: String) {
    switch word {
    case "master", "primary": self = .primary
    case "slave", "replica": self = .replica
    case "sentinel": self = .sentinel
    default: return nil
    }
  }
}
