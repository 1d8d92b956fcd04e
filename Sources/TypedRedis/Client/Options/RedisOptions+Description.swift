/// What options look like in logs: no secret, and only what differs from the defaults.
extension RedisOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `RedisOptions(redis://ada:…@example.net:6379?db=2&command_timeout=2)`
  public var description: String { "RedisOptions(\(redactedURL)\(unwritable))" }

  public var debugDescription: String { description }

  /// For `dump` and debuggers.
  public var customMirror: Mirror {
    var children: [(String?, Any)] = [("endpoint", shownEndpoint)]
    if let user { children.append(("user", user)) }
    if password != nil { children.append(("password", redacted)) }
    if credentials != nil { children.append(("credentials", redacted)) }
    if tls != nil { children.append(("tls", "on")) }
    for item in OptionItem.all where tls != nil || !item.option.hasPrefix("tls.") {
      if let text = item.shownText(self) { children.append((item.option, text)) }
    }
    if onConnect != nil { children.append(("onConnect", "a closure")) }
    if eventLoop != nil { children.append(("eventLoop", "its own")) }
    return Mirror(self, children: children.map { (label: $0.0, value: $0.1) }, displayStyle: .struct)
  }

  /// A host with an "@" has somebody's user information in it.
  private var shownEndpoint: String {
    guard case .tcp(let host, let port) = endpoint, host.contains("@") else { return endpoint.description }
    return "\(redacted):\(port)"
  }

  private var redactedURL: String {
    let name = user.map(PercentCoding.encoded) ?? ""
    let information = password != nil ? "\(name):\(redacted)@" : name.isEmpty ? "" : "\(name)@"
    let defaults = RedisOptions()
    let items = OptionItem.all.compactMap { item -> String? in
      guard let text = item.text(self), text != item.text(defaults) else { return nil }
      return "\(item.item)=\(item.isSecret ? redacted : PercentCoding.encoded(text))"
    }
    let scheme =
      switch endpoint {
      case .tcp: tls == nil ? "redis" : "rediss"
      case .unix: "unix"
      }
    return "\(scheme)://\(information)\(shownEndpoint)" + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
  }

  /// What a URL has no words for.
  private var unwritable: String {
    [
      credentials.map { "credentials: \(type(of: $0))" }, onConnect.map { _ in "onConnect" },
      eventLoop.map { _ in "eventLoop" },
    ].compactMap(\.self).map { ", \($0)" }.joined()
  }
}

/// Stands where a secret is.
let redacted = "…"
