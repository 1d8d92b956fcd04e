/// Reads `redis://user:password@host:port/database?option=value` and `unix:///path?…`.
enum RedisURL {
  static func parse(_ url: String) throws(RedisError) -> RedisOptions {
    guard let separator = url.firstRange(of: "://") else {
      throw invalid("expected redis://… or unix://…, found no \"://\"")
    }
    let scheme = url[..<separator.lowerBound].lowercased()
    var rest = url[separator.upperBound...]
    guard !rest.contains("#") else { throw invalid("a fragment (\"#…\") has no meaning here") }
    var query: Substring = ""
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    var options = RedisOptions()
    switch scheme {
    case "redis": try parseServer(rest, into: &options)
    case "unix": try parseSocket(rest, into: &options)
    case "rediss": throw invalid("TLS (rediss://) is not available in this version")
    default: throw invalid("unknown scheme \"\(scheme)\"; expected redis or unix")
    }
    // Part of a password may have ended up there, and must not be shown.
    guard options.password != nil || !query.contains("@") else {
      throw invalid("the query has an \"@\"; write \"?\" as %3F before it, \"@\" as %40 within it")
    }
    try parseQuery(query, into: &options)
    return options
  }

  // MARK: Parts

  private static func parseServer(
    _ text: Substring, into options: inout RedisOptions
  ) throws(RedisError) {
    var rest = try parseCredentials(text, into: &options)
    if let slash = rest.firstIndex(of: "/") {
      let path = rest[rest.index(after: slash)...]
      rest = rest[..<slash]
      if !path.isEmpty { options.database = try database(path, "path") }
    }
    let (host, port) = try hostAndPort(rest)
    options.endpoint = .tcp(host: host, port: port)
  }

  private static func parseSocket(
    _ text: Substring, into options: inout RedisOptions
  ) throws(RedisError) {
    let rest = try parseCredentials(text, into: &options)
    guard rest.hasPrefix("/") else {
      throw invalid("a unix:// URL needs an absolute path, as in unix:///run/redis.sock")
    }
    options.endpoint = .unix(path: try decoded(rest, "path"))
  }

  /// The user information before an `@`, if there is any; returns what follows.
  private static func parseCredentials(
    _ text: Substring, into options: inout RedisOptions
  ) throws(RedisError) -> Substring {
    let authority = text.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return text }
    let information = authority[..<at]
    if let colon = information.firstIndex(of: ":") {
      let user = try decoded(information[..<colon], "user")
      options.user = user.isEmpty ? nil : user
      options.password = try decoded(information[information.index(after: colon)...], "password")
    } else {
      throw invalid("user information must be user:password or :password")
    }
    return text[authority.index(after: at)...]
  }

  private static func hostAndPort(_ text: Substring) throws(RedisError) -> (String, Int) {
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else {
        throw invalid("the host begins with \"[\" and has no closing \"]\"")
      }
      let host = text[text.index(after: text.startIndex)..<close]
      let after = text[text.index(after: close)...]
      guard after.isEmpty || after.hasPrefix(":") else {
        throw invalid("expected \":\" and a port after the host in brackets")
      }
      return (String(host), after.count > 1 ? try port(after.dropFirst()) : 6379)
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2 else {
      throw invalid("the host has more than one colon; write an IPv6 address in brackets")
    }
    let host = try decoded(parts[0], "host")
    let number = parts.count == 2 && !parts[1].isEmpty ? try port(parts[1]) : 6379
    return (host.isEmpty ? "localhost" : host, number)
  }

  private static func parseQuery(
    _ query: Substring, into options: inout RedisOptions
  ) throws(RedisError) {
    for item in query.split(separator: "&") {
      guard let equals = item.firstIndex(of: "=") else {
        throw invalid("query item \"\(item)\" has no value")
      }
      let name = try decoded(item[..<equals], "query item")
      let value = try decoded(item[item.index(after: equals)...], name)
      try set(name, value, in: &options)
    }
  }

  private static func set(
    _ name: String, _ value: String, in options: inout RedisOptions
  ) throws(RedisError) {
    switch name {
    case "db": options.database = try database(value[...], name)
    case "client_name": options.clientName = value
    case "protocol":
      guard let version = RedisOptions.ProtocolVersion(rawValue: value) else {
        throw invalid("protocol is \"\(value)\"; expected 2, 3 or auto")
      }
      options.protocolVersion = version
    case "connect_timeout": options.connectTimeout = try duration(value, name)
    case "command_timeout": options.commandTimeout = try duration(value, name)
    case "lease_timeout": options.leaseTimeout = try duration(value, name)
    case "max_connections": options.maximumExclusiveConnections = try count(value, name)
    case "max_pending": options.maximumPendingCommands = try count(value, name)
    case "lazy":
      guard let flag = ["true": true, "1": true, "false": false, "0": false][value] else {
        throw invalid("lazy is \"\(value)\"; expected true or false")
      }
      options.connectsLazily = flag
    default:
      throw invalid(
        "unknown query item \"\(name)\"; known are db, client_name, protocol, connect_timeout, command_timeout, lease_timeout, max_connections, max_pending, lazy"
      )
    }
  }

  // MARK: Values

  private static func database(_ text: Substring, _ part: String) throws(RedisError) -> Int {
    guard let number = Int(text), number >= 0 else {
      let shown = text.contains("@") ? "" : " \"\(text)\""
      throw invalid("the database\(shown) in the \(part) is not a whole number from 0 up")
    }
    return number
  }

  private static func port(_ text: Substring) throws(RedisError) -> Int {
    guard let number = Int(text), (1...65535).contains(number) else {
      // A wrongly escaped password can end up here: only digits are safe to show.
      let shown = text.allSatisfy(\.isNumber) ? " \"\(text)\"" : ""
      throw invalid("the port\(shown) is not a number from 1 to 65535")
    }
    return number
  }

  private static func count(_ text: String, _ name: String) throws(RedisError) -> Int {
    guard let number = Int(text), number > 0 else {
      throw invalid("\(name) is \"\(text)\"; expected a whole number above 0")
    }
    return number
  }

  private static func duration(_ text: String, _ name: String) throws(RedisError) -> Duration {
    guard let seconds = Double(text), seconds > 0, seconds < 1e9 else {
      throw invalid("\(name) is \"\(text)\"; expected a number of seconds above 0")
    }
    return .seconds(seconds)
  }

  private static func decoded(_ text: Substring, _ part: String) throws(RedisError) -> String {
    var bytes: [UInt8] = []
    var iterator = text.utf8.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = iterator.next().flatMap(hexDigit), let low = iterator.next().flatMap(hexDigit)
      else { throw invalid("the \(part) has a \"%\" that two hexadecimal digits do not follow") }
      bytes.append(high << 4 | low)
    }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw invalid("the \(part) is not UTF-8 once its percent signs are decoded")
    }
    return string
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
  }

  private static func invalid(_ message: String) -> RedisError {
    RedisError(.invalidConfiguration, "Redis URL: \(message)")
  }
}
