import Testing

@testable import TypedRedis

@Suite struct RedisClusterOptionsTests {
  private func message(_ url: String) -> String {
    let error = #expect(throws: RedisError.self) { try RedisClusterOptions(url: url) }
    #expect(error?.code == .invalidConfiguration)
    return error?.message ?? ""
  }

  private func problems(_ change: (inout RedisClusterOptions) -> Void) -> String {
    var options = RedisClusterOptions()
    change(&options)
    let error = #expect(throws: RedisError.self) { try options.validate() }
    return error?.message ?? ""
  }

  // MARK: URLs

  @Test func readsEveryPart() throws {
    let options = try RedisClusterOptions(
      url: "rediss://ada:p%2Cw@h1:7000,h2,[::1]:7002/?client_name=web&reads_from=same_zone&zone=west%201&refresh_interval=2.5&full_coverage=true&max_redirections=3&topology=shards&command_timeout=1"
    )
    #expect(options.seeds == [.tcp(host: "h1", port: 7000), .tcp(host: "h2", port: 6379), .tcp(host: "::1", port: 7002)])
    #expect(options.node.user == "ada")
    #expect(options.node.password == "p,w")
    #expect(options.node.tls == TLSOptions())
    #expect(options.node.clientName == "web")
    #expect(options.node.commandTimeout == .seconds(1))
    #expect(options.node.database == 0)
    #expect(options.readsFrom == .sameZone("west 1"))
    #expect(options.refreshInterval == .seconds(2.5))
    #expect(options.requiresFullCoverage)
    #expect(options.maximumRedirections == 3)
    #expect(options.topologySource == .shards)
  }

  @Test func defaults() throws {
    let options = try RedisClusterOptions(url: "redis://h")
    #expect(options.seeds == [.tcp(host: "h", port: 6379)])
    #expect(options.readsFrom == .primary)
    #expect(options.refreshInterval == .seconds(60))
    #expect(options.maximumRedirections == 16)
    #expect(options.topologySource == .automatic)
    #expect(!options.requiresFullCoverage)
    #expect(try RedisClusterOptions(url: "redis://a,b/2").node.database == 2)
    #expect(try RedisClusterOptions(url: "redis://a,b?refresh_interval=off").refreshInterval == nil)
    #expect(try RedisClusterOptions(url: "unix:///run/s").seeds == [.unix(path: "/run/s")])
    #expect(try RedisClusterOptions(url: "redis://").seeds == [.tcp(host: "localhost", port: 6379)])
  }

  @Test func preferences() throws {
    let all: [(String, RedisClusterReadPreference)] = [
      ("primary", .primary), ("replica_preferred", .replicaPreferred), ("round_robin", .roundRobin),
      ("lowest_latency", .lowestLatency), ("same_zone&zone=a", .sameZone("a")),
    ]
    for (text, preference) in all {
      #expect(try RedisClusterOptions(url: "redis://h?reads_from=\(text)").readsFrom == preference)
      // In any order.
      let turned = text.split(separator: "&").reversed().joined(separator: "&reads_from=")
      if turned.hasPrefix("zone") { #expect(try RedisClusterOptions(url: "redis://h?\(turned)").readsFrom == preference) }
    }
  }

  @Test func wrongURLs() {
    #expect(message("h1,h2").contains("\"://\""))
    #expect(message("http://h1,h2").contains("http"))
    #expect(message("redis://a,,b").contains("comma"))
    #expect(message("redis://a,").contains("comma"))
    #expect(message("redis://a,b:0").contains("port \"0\""))
    #expect(message("redis://a:x,b").contains("port"))
    #expect(message("redis://a,b/x").contains("database \"x\""))
    #expect(message("redis://a,b?reads_from=nowhere").contains("readsFrom (reads_from) is \"nowhere\"; expected one of primary"))
    #expect(message("redis://a,b?reads_from=same_zone").contains("readsFrom.zone"))
    #expect(message("redis://a,b?reads_from=same_zone&zone=").contains("readsFrom.zone (zone) is \"\""))
    #expect(message("redis://a,b?zone=x").contains("reads_from=same_zone"))
    #expect(message("redis://a,b?reads_from=primary&zone=x").contains("reads_from=same_zone"))
    #expect(message("redis://a,b?max_redirections=-1").contains("maximumRedirections (max_redirections) is \"-1\""))
    #expect(message("redis://a,b?max_redirections=1&max_redirections=2").contains("twice"))
    #expect(message("redis://a,b?refresh_interval=0").contains("above 0"))
    #expect(message("redis://a,b?topology=nodes").contains("one of auto, slots, shards"))
    #expect(message("redis://a,b?full_coverage=yes").contains("true or false"))
    #expect(message("redis://a,b?zone=%zz&reads_from=same_zone").contains("zone"))
    #expect(message("redis://a,b?reads_from").contains("no value"))
    #expect(message("redis://a,b?nothing=1").contains("nothing"))
    #expect(message("redis://a,b?command_timeout=0").contains("command_timeout"))
    #expect(message("redis://a,b?reads_from_replica=true").contains("node.readsFromReplica (reads_from_replica)"))
    // All of them at once.
    let several = message("redis://a,b?topology=x&max_redirections=y")
    #expect(several.contains("topology") && several.contains("max_redirections"))
  }

  @Test func secretsAreNotShown() throws {
    #expect(!message("rediss://a?tls_cert_file=c&tls_key_password=abc&max_redirections=topsecret").contains("topsecret"))
    #expect(!message("redis://ada:top,secret@a,b:x").contains("secret"))
    #expect(!message("redis://a,b?password=x@topsecret").contains("topsecret"))
    let options = try RedisClusterOptions(url: "redis://ada:topsecret@a,b?reads_from=round_robin&client_name=web")
    for text in ["\(options)", String(reflecting: options), "\([options])"] {
      #expect(!text.contains("topsecret"))
      #expect(text.contains("a:6379,b:6379") && text.contains("round_robin") && text.contains("web"))
    }
    var dumped = ""
    dump(options, to: &dumped)
    #expect(!dumped.contains("topsecret"))
  }

  // MARK: Values

  @Test func wrongValues() {
    #expect(problems { $0.seeds = [] }.contains("seeds is empty"))
    #expect(problems { $0.seeds.append(.tcp(host: "", port: 1)) }.contains("seeds has the host \"\""))
    #expect(problems { $0.seeds.append(.tcp(host: "a", port: 0)) }.contains("seeds has the port 0"))
    #expect(!problems { $0.seeds.append(.tcp(host: "pw@a", port: 1)) }.contains("pw"))
    #expect(problems { $0.node.commandTimeout = .zero }.contains("node.commandTimeout is \"0\""))
    #expect(problems { $0.node.readsFromReplica = true }.contains("readsFrom says it"))
    #expect(problems { $0.readsFrom = .sameZone("") }.contains("readsFrom.zone is \"\""))
    #expect(problems { $0.refreshInterval = .zero }.contains("refreshInterval is \"0\""))
    #expect(problems { $0.maximumRedirections = -1 }.contains("maximumRedirections is \"-1\""))
    #expect(problems { $0.zones = [.tcp(host: "a", port: 1): ""] }.contains("zones has an empty text for a:1"))
    let tls = problems {
      $0.seeds = [.unix(path: "/run/s")]
      $0.node.tls = TLSOptions()
    }
    #expect(tls.contains("node.tls.serverName"))
  }

  @Test func rightValues() throws {
    var options = RedisClusterOptions()
    try options.validate()
    // Not used.
    options.node.endpoint = .tcp(host: "", port: 0)
    options.maximumRedirections = 0
    options.refreshInterval = nil
    try options.validate()
  }

  @Test func theTable() throws {
    let names = RedisClusterOptions.items.map(\.item)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isDisjoint(with: OptionItem.all.map(\.item)))
    let text = try ProjectFile.named("README.md").text
    for item in RedisClusterOptions.items {
      #expect(text.contains("| `\(item.option)` | `\(item.item)`"), "\(item.option), \(item.item)")
    }
    for unwritable in ["seeds", "node", "remap", "zones"] { #expect(text.contains("| `\(unwritable)` |"), "\(unwritable)") }
    let source = try ProjectFile.named("Sources/TypedRedis/Cluster/Options/RedisClusterOptions.swift")
    let stored = source.lines.compactMap { line -> String? in
      guard let range = line.firstRange(of: "  public var ") else { return nil }
      return String(line[range.upperBound...].prefix { $0.isLetter })
    }
    let known = Set(RedisClusterOptions.items.map { String($0.option.prefix { $0 != "." }) })
    #expect(Set(stored) == known.union(["seeds", "node", "remap", "zones", "description", "debugDescription"]))
  }
}
