/// Reads `redis://user:password@host1:7000,host2:7001,[::1]:7002/?item=value`.
///
/// What it has in common with a single server's URL is left to ``RedisURL``, with the first host in the place of all.
struct RedisClusterURL {
  /// The URL of the first node, without the items that are the cluster's own.
  private var first = ""
  /// Of the other nodes, as written.
  private var others: [Substring] = []
  /// The cluster's own items, not decoded yet.
  private var values: [String: Substring] = [:]
  /// The items of the query.
  private var items: Set<String> = []
  /// Whether the query has a secret. One with an "&" in it that was not escaped goes on as another item.
  private var hasSecrets = false

  static func parse(_ text: String) throws(RedisError) -> RedisClusterOptions {
    var url = RedisClusterURL()
    try url.read(text)
    var options = RedisClusterOptions()
    options.node = try RedisOptions(url: url.first)
    options.seeds = [options.node.endpoint]
    for host in url.others { options.seeds.append(try RedisOptions(url: "redis://\(host)").endpoint) }
    options.node.endpoint = RedisOptions().endpoint
    try url.apply(to: &options)
    let problems = options.problems
    if !problems.isEmpty { throw .invalidOptions(problems, items: url.items) }
    return options
  }

  private mutating func read(_ text: String) throws(RedisError) {
    guard let separator = text.firstRange(of: "://") else {
      // Which is what is wrong with it.
      first = text
      return
    }
    let scheme = text.prefix(upTo: separator.upperBound)
    let beforeQuery = text.suffix(from: separator.upperBound).prefix { $0 != "?" }
    let query = text.suffix(from: beforeQuery.endIndex).dropFirst()
    let authority = beforeQuery.prefix { $0 != "/" }
    let information = authority.lastIndex(of: "@").map { authority.prefix(through: $0) } ?? ""
    let hosts = authority.dropFirst(information.count).split(separator: ",", omittingEmptySubsequences: false)
    others = Array(hosts.dropFirst())
    guard others.isEmpty || !hosts.contains("") else {
      throw RedisURL.invalid("there is a comma without a host on both of its sides")
    }
    hasSecrets = OptionItem.all.contains { $0.isSecret && query.contains("\($0.item)=") }
    let rest = try readQuery(query)
    first = "\(scheme)\(information)\(hosts.first ?? "")\(beforeQuery.suffix(from: authority.endIndex))"
    if !rest.isEmpty { first += "?" + rest.joined(separator: "&") }
  }

  /// Gives what is not the cluster's own.
  private mutating func readQuery(_ query: Substring) throws(RedisError) -> [Substring] {
    var rest: [Substring] = []
    for part in query.split(separator: "&") {
      let name = String(part.prefix { $0 != "=" })
      guard let item = RedisClusterOptions.items.first(where: { $0.item == name }), part.contains("=") else {
        rest.append(part)
        items.insert(name)
        continue
      }
      guard items.insert(name).inserted else {
        throw RedisURL.invalid("\(item.option) (\(name)) is given twice")
      }
      values[name] = part.dropFirst(name.count + 1)
    }
    return rest
  }

  /// In the order of the table: the zone is a part of the preference.
  private func apply(to options: inout RedisClusterOptions) throws(RedisError) {
    var problems: [OptionProblem] = []
    for item in RedisClusterOptions.items {
      guard let encoded = values[item.item] else { continue }
      guard let bytes = PercentCoding.decodedBytes(encoded), let value = String(validating: bytes, as: UTF8.self) else {
        throw RedisURL.invalid("the value of \(item.item) is not percent-encoded UTF-8")
      }
      if item.set(value, &options) { continue }
      problems.append(
        OptionProblem(item.option, item: item.item, is: hasSecrets ? redacted : value, expected: item.expected))
    }
    guard problems.isEmpty else { throw .invalidOptions(problems, items: items) }
    if values["zone"] != nil, options.readsFrom.urlText != RedisClusterReadPreference.sameZone("").urlText {
      throw RedisURL.invalid("zone has no meaning without reads_from=same_zone")
    }
  }
}
