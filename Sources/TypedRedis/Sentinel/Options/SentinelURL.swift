import RedisTransport

extension RedisSentinelOptions {
  /// The options that a URL describes, checked as by ``validate()``:
  ///
  ///     redis+sentinel://user:password@s1:26379,s2:26379/NAME/0?sentinel_user=ada&sentinel_password=…&quorum=2
  ///
  /// - `rediss+sentinel` for TLS to the servers and to the sentinels. User and password are those of the servers.
  /// - The sentinels, with commas between them; 26379 where no port is given.
  /// - The primary's name, and a database (0).
  /// - What ``RedisOptions/init(url:)`` takes in its query, for the servers; `tls_…` for the sentinels too.
  /// - `sentinel_user`, `sentinel_password`, `sentinel_tls` (`false` for sentinels in the clear with servers that are not, or the
  ///   reverse), `quorum`, `discover_sentinels`, `read_from_primary`, `refresh_interval` (`off` for never).
  ///
  /// - Throws: ``RedisError`` with code `invalidConfiguration` that names the part at fault.
  public init(url: String) throws(RedisError) {
    self = try SentinelURL(url).options()
  }
}

/// Takes a URL for Sentinel apart. What it shares with that of a single server is read by ``RedisURL``.
///
/// Errors are careful: a password that was not escaped can end up in any part.
private struct SentinelURL {
  private let isSecure: Bool
  private let userInformation: Substring
  private let hosts: [Substring]
  private let name: Substring
  private let database: Substring
  /// Of its own, decoded.
  private var values: [String: String] = [:]
  /// Those of one server.
  private var others: [Substring] = []

  private enum Item: String, CaseIterable {
    case user = "sentinel_user"
    case password = "sentinel_password"
    case tls = "sentinel_tls"
    case quorum
    case discover = "discover_sentinels"
    case readFromPrimary = "read_from_primary"
    case refreshInterval = "refresh_interval"
  }

  init(_ url: String) throws(RedisError) {
    guard let separator = url.firstRange(of: "://") else {
      throw RedisURL.invalid("expected redis+sentinel://… or rediss+sentinel://…, found no \"://\"")
    }
    switch url[..<separator.lowerBound].lowercased() {
    case "redis+sentinel", "valkey+sentinel": isSecure = false
    case "rediss+sentinel", "valkeys+sentinel": isSecure = true
    default: throw RedisURL.invalid("unknown scheme; expected redis+sentinel or rediss+sentinel")
    }
    let rest = url[separator.upperBound...]
    guard !rest.contains("#") else { throw RedisURL.invalid("a fragment (\"#…\") has no meaning here") }
    let mark = rest.firstIndex(of: "?") ?? rest.endIndex
    let query = rest[mark...].dropFirst()
    guard !query.contains("@") else {
      throw RedisURL.invalid("the query has an \"@\"; write \"?\" as %3F before it, \"@\" as %40 within it")
    }
    let place = rest[..<mark]
    let authority = place.prefix { $0 != "/" }
    let at = authority.lastIndex(of: "@")
    userInformation = at.map { authority[...$0] } ?? ""
    hosts = authority[(at.map { authority.index(after: $0) } ?? authority.startIndex)...]
      .split(separator: ",", omittingEmptySubsequences: false)
    let path = place.dropFirst(authority.count + 1).split(separator: "/", omittingEmptySubsequences: false)
    guard !path.contains(where: { $0.contains("@") }) else {
      throw RedisURL.invalid("the path has an \"@\"; write \"/\" as %2F before it, \"@\" as %40 within it")
    }
    guard let first = path.first, !first.isEmpty else {
      throw RedisURL.invalid("the path has no name of a primary, as in redis+sentinel://host:26379/main")
    }
    guard path.count <= 2 else { throw RedisURL.invalid("the path is more than a primary's name and a database") }
    name = first
    database = path.dropFirst().first ?? ""
    try readItems(query)
  }

  private mutating func readItems(_ query: Substring) throws(RedisError) {
    let known = Set(OptionItem.all.map(\.item))
    // One with an "&" in it that was not escaped goes on as the name of another item.
    let hasSecrets = query.contains("\(Item.password.rawValue)=")
      || OptionItem.all.contains { $0.isSecret && query.contains("\($0.item)=") }
    for text in query.split(separator: "&") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let shown = hasSecrets ? " (write \"&\" within a value as %26)" : " \"\(parts.first ?? "")\""
      guard let name = parts.first, let value = parts.dropFirst().first else {
        throw RedisURL.invalid("query item\(shown) has no value")
      }
      guard let item = Item(rawValue: String(name)) else {
        guard known.contains(String(name)) else {
          let own = Item.allCases.map(\.rawValue).joined(separator: ", ")
          throw RedisURL.invalid("unknown query item\(shown); known are \(own), and those of a single server")
        }
        others.append(text)
        continue
      }
      guard values.updateValue(try RedisURL.decoded(value, item.rawValue), forKey: item.rawValue) == nil else {
        throw RedisURL.invalid("\(item.rawValue) is given twice")
      }
    }
  }

  func options() throws(RedisError) -> RedisSentinelOptions {
    let tls = try sentinelTLS()
    // What is said of TLS is for the sentinels, where the servers speak in the clear.
    let items = isSecure || tls == nil ? others : others.filter { !$0.hasPrefix("tls_") }
    let server = try RedisURL.parse(url("x", isSecure: isSecure, information: userInformation, items: items))
    var endpoints: [Endpoint] = []
    for host in hosts { endpoints.append(try endpoint(host)) }
    var options = RedisSentinelOptions(sentinels: endpoints, primaryName: try RedisURL.decoded(name, "primary's name"))
    options.primary = server
    options.sentinel.tls = tls
    options.sentinel.user = values[Item.user.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    options.sentinel.password = values[Item.password.rawValue]
    options.quorum = try value(.quorum) ?? options.quorum
    options.discoversSentinels = try value(.discover) ?? options.discoversSentinels
    options.readsFromPrimaryWithoutReplicas = try value(.readFromPrimary) ?? options.readsFromPrimaryWithoutReplicas
    if values[Item.refreshInterval.rawValue] == "off" {
      options.refreshInterval = nil
    } else {
      options.refreshInterval = try value(.refreshInterval) ?? options.refreshInterval
    }
    let problems = options.problems
    if !problems.isEmpty { throw .invalidOptions(problems, items: []) }
    return options
  }

  private func url(
    _ host: Substring, isSecure: Bool, information: Substring = "", items: [Substring] = []
  ) -> String {
    let query = items.isEmpty ? "" : "?" + items.joined(separator: "&")
    return "redis\(isSecure ? "s" : "")://\(information)\(host)/\(database)\(query)"
  }

  private func endpoint(_ host: Substring) throws(RedisError) -> Endpoint {
    guard !host.isEmpty else { throw RedisURL.invalid("one of the hosts is empty; expected commas between them only") }
    let afterBrackets = host.lastIndex(of: "]").map { host[$0...] } ?? host
    let hasPort = afterBrackets.contains(":")
    return try RedisURL.parse(url(hasPort ? host : host + ":26379", isSecure: false)).endpoint
  }

  private func sentinelTLS() throws(RedisError) -> TLSOptions? {
    guard try value(.tls) ?? isSecure else { return nil }
    return try RedisURL.parse(url("x", isSecure: true, items: others.filter { $0.hasPrefix("tls_") })).tls
  }

  private func value<Value: OptionValue>(_ item: Item) throws(RedisError) -> Value? {
    guard let text = values[item.rawValue] else { return nil }
    guard let value = Value(urlText: text) else {
      throw .invalidOptions([OptionProblem(item.rawValue, is: text, expected: Value.form)], items: [])
    }
    return value
  }
}
