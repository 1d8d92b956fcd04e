import RedisTransport

/// Reads `redis://user:password@host:port/database?item=value`, `rediss://…` and `unix:///path?…`.
///
/// Errors are careful: a password that was not escaped can end up in any part.
struct RedisURL {
  private(set) var options = RedisOptions()
  /// The items that the query has, and `db` if the path has the database.
  private(set) var items: Set<String> = []
  /// What the query says, by item.
  private var values: [String: String] = [:]
  /// Whether the query has a secret. One with an "&" in it that was not escaped goes on as the name of another item.
  private var hasSecretItems = false

  static func parse(_ text: String) throws(RedisError) -> RedisOptions {
    var url = RedisURL()
    try url.read(text)
    let problems = url.options.problems
    if !problems.isEmpty { throw .invalidOptions(problems, items: url.items) }
    return url.options
  }

  private mutating func read(_ url: String) throws(RedisError) {
    guard let separator = url.firstRange(of: "://") else {
      throw RedisURL.invalid("expected redis://…, rediss://… or unix://…, found no \"://\"")
    }
    let scheme = url[..<separator.lowerBound].lowercased()
    var rest = url[separator.upperBound...]
    guard !rest.contains("#") else { throw RedisURL.invalid("a fragment (\"#…\") has no meaning here") }
    var query: Substring = ""
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    // Part of a password may have ended up there, and before it, and must not be shown.
    guard !query.contains("@") else {
      throw RedisURL.invalid("the query has an \"@\"; write \"?\" as %3F before it, \"@\" as %40 within it")
    }
    switch scheme {
    case "redis", "valkey": try readServer(rest)
    case "rediss", "valkeys":
      options.tls = TLSOptions()
      try readServer(rest)
    case "unix", "redis+unix", "valkey+unix": try readSocket(rest)
    default:
      // What comes before a "://" further on may be anything.
      let shown = scheme.contains { ":@/?=".contains($0) } ? "" : " \"\(scheme)\""
      throw RedisURL.invalid("unknown scheme\(shown); expected redis, rediss or unix")
    }
    hasSecretItems = OptionItem.all.contains { $0.isSecret && query.contains("\($0.item)=") }
    for item in query.split(separator: "&") { try readItem(item) }
    try applyItems()
  }

  // MARK: Before the question mark

  private mutating func readServer(_ text: Substring) throws(RedisError) {
    var rest = try readCredentials(text)
    if let slash = rest.firstIndex(of: "/") {
      let path = rest[rest.index(after: slash)...]
      rest = rest[..<slash]
      if !path.isEmpty {
        guard let number = Int(path), number >= 0 else {
          let shown = path.contains("@") ? "" : " \"\(path)\""
          throw RedisURL.invalid("the database\(shown) in the path is not a whole number from 0 up")
        }
        options.database = number
        items.insert("db")
      }
    }
    options.endpoint = try RedisURL.server(rest)
  }

  private mutating func readSocket(_ text: Substring) throws(RedisError) {
    let rest = try readCredentials(text)
    guard rest.hasPrefix("/") else {
      throw RedisURL.invalid("a unix:// URL needs an absolute path, as in unix:///run/redis.sock")
    }
    options.endpoint = .unix(path: try RedisURL.decoded(rest, "path"))
  }

  /// The user information before an `@`, if there is any; returns what follows.
  private mutating func readCredentials(_ text: Substring) throws(RedisError) -> Substring {
    let authority = text.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return text }
    let information = authority[..<at]
    guard let colon = information.firstIndex(of: ":") else {
      throw RedisURL.invalid("user information must be user:password or :password")
    }
    let user = try RedisURL.decoded(information[..<colon], "user")
    options.user = user.isEmpty ? nil : user
    options.password = try RedisURL.decoded(information[information.index(after: colon)...], "password")
    return text[authority.index(after: at)...]
  }

  private static func server(_ text: Substring) throws(RedisError) -> Endpoint {
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else {
        throw invalid("the host begins with \"[\" and has no closing \"]\"")
      }
      let host = try decoded(text[..<close].dropFirst(), "host")
      let after = text[text.index(after: close)...]
      guard after.isEmpty || after.hasPrefix(":") else {
        throw invalid("expected \":\" and a port after the host in brackets")
      }
      return .tcp(host: host, port: try port(after.dropFirst()))
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2 else {
      throw invalid("the host has more than one colon; write an IPv6 address in brackets")
    }
    let host = try decoded(parts[0], "host")
    return .tcp(host: host.isEmpty ? "localhost" : host, port: try port(parts.count == 2 ? parts[1] : ""))
  }

  private static func port(_ text: Substring) throws(RedisError) -> Int {
    if text.isEmpty { return 6379 }
    guard let number = Int(text), (1...65_535).contains(number) else {
      // A wrongly escaped password can end up here: only digits are safe to show.
      let shown = text.allSatisfy(\.isNumber) ? " \"\(text)\"" : ""
      throw invalid("the port\(shown) is not a number from 1 to 65535")
    }
    return number
  }

  // MARK: After it

  private mutating func readItem(_ text: Substring) throws(RedisError) {
    guard let equals = text.firstIndex(of: "=") else {
      throw RedisURL.invalid("query item\(shown(text)) has no value")
    }
    let name = try RedisURL.decoded(text[..<equals], "query item")
    guard let item = OptionItem.all.first(where: { $0.item == name }) else {
      let known = OptionItem.all.map(\.item).joined(separator: ", ")
      throw RedisURL.invalid("unknown query item\(shown(name)); known are \(known)")
    }
    let value = try RedisURL.decoded(text[text.index(after: equals)...], name)
    guard items.insert(name).inserted else {
      throw RedisURL.invalid("\(item.option) (\(name)) is given twice")
    }
    values[name] = value
  }

  private func shown(_ name: some StringProtocol) -> String {
    hasSecretItems ? " (write \"&\" within a value as %26)" : " \"\(name)\""
  }

  /// In the order of the table, since some options are parts of others.
  private mutating func applyItems() throws(RedisError) {
    var problems: [OptionProblem] = []
    for item in OptionItem.all {
      guard let value = values[item.item], !item.set(value, &options) else { continue }
      problems.append(
        OptionProblem(item.option, item: item.item, is: item.isSecret ? redacted : value, expected: item.expected))
    }
    guard problems.isEmpty else { throw .invalidOptions(problems, items: items) }
    for name in values.keys.sorted() {
      if options.keepAlive == nil, name.hasPrefix("keepalive_") {
        throw RedisURL.invalid("\(name) has no meaning with keepalive=off")
      }
      if options.tls == nil, name.hasPrefix("tls_") {
        throw RedisURL.invalid("\(name) has no meaning without TLS: the scheme is not rediss")
      }
      if options.tls?.identity == nil, name.hasPrefix("tls_key_") {
        throw RedisURL.invalid("\(name) has no meaning without tls_cert_file")
      }
    }
  }

  static func decoded(_ text: Substring, _ part: String) throws(RedisError) -> String {
    guard let bytes = PercentCoding.decodedBytes(text) else {
      throw invalid("the \(part) has a \"%\" that two hexadecimal digits do not follow")
    }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw invalid("the \(part) is not UTF-8 once its percent signs are decoded")
    }
    return string
  }

  static func invalid(_ message: String) -> RedisError {
    RedisError(.invalidConfiguration, "Redis URL: \(message)")
  }
}
