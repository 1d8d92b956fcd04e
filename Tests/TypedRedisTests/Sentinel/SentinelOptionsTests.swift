import Testing

@testable import TypedRedis

@Suite struct SentinelOptionsTests {
  private func failure(_ url: String) -> RedisError? {
    do throws(RedisError) {
      _ = try RedisSentinelOptions(url: url)
      return nil
    } catch {
      return error
    }
  }

  @Test func readsEveryPart() throws {
    let options = try RedisSentinelOptions(
      url: "redis+sentinel://ada:p%40w@s1,s2:7000,[::1]:7001,[::2]/main/3?sentinel_user=bob&sentinel_password=q%26"
        + "&quorum=2&discover_sentinels=false&read_from_primary=0&refresh_interval=1.5&client_name=web&command_timeout=3")
    #expect(
      options.sentinels == [
        .tcp(host: "s1", port: 26379), .tcp(host: "s2", port: 7000), .tcp(host: "::1", port: 7001),
        .tcp(host: "::2", port: 26379),
      ])
    #expect(options.primaryName == "main")
    #expect(options.primary.user == "ada")
    #expect(options.primary.password == "p@w")
    #expect(options.primary.database == 3)
    #expect(options.primary.clientName == "web")
    #expect(options.primary.commandTimeout == .seconds(3))
    #expect(options.sentinel.user == "bob")
    #expect(options.sentinel.password == "q&")
    #expect(options.sentinel.commandTimeout == .seconds(2))
    #expect(options.quorum == 2)
    #expect(!options.discoversSentinels)
    #expect(!options.readsFromPrimaryWithoutReplicas)
    #expect(options.refreshInterval == .seconds(1.5))
    #expect(options.sentinel.tls == nil && options.primary.tls == nil)
  }

  @Test func theDefaults() throws {
    let options = try RedisSentinelOptions(url: "valkey+sentinel://s1/main")
    #expect(options.sentinels == [.tcp(host: "s1", port: 26379)])
    #expect(options.primary.database == 0 && options.primary.password == nil && options.sentinel.password == nil)
    #expect(options.quorum == 1 && options.discoversSentinels && options.readsFromPrimaryWithoutReplicas)
    #expect(options.refreshInterval == .seconds(10))
    #expect(try RedisSentinelOptions(url: "redis+sentinel://s/main?refresh_interval=off").refreshInterval == nil)
  }

  @Test func tlsIsForBothUnlessSaidOtherwise() throws {
    let both = try RedisSentinelOptions(url: "rediss+sentinel://s1/main?tls_ca_file=ca.pem")
    #expect(both.primary.tls?.trust == [.file("ca.pem")])
    #expect(both.sentinel.tls == both.primary.tls)
    let servers = try RedisSentinelOptions(url: "rediss+sentinel://s1/main?sentinel_tls=false")
    #expect(servers.primary.tls == TLSOptions() && servers.sentinel.tls == nil)
    let sentinels = try RedisSentinelOptions(url: "redis+sentinel://s1/main?sentinel_tls=true&tls_ca_file=ca.pem")
    #expect(sentinels.primary.tls == nil && sentinels.sentinel.tls?.trust == [.file("ca.pem")])
  }

  @Test(arguments: [
    ("s1/main", "\"://\""), ("redis://s1/main", "unknown scheme"), ("redis+sentinel://s1", "no name of a primary"),
    ("redis+sentinel://s1/", "no name of a primary"), ("redis+sentinel://s1/main/0/1", "more than a primary's name"),
    ("redis+sentinel://s1/main/x", "database"), ("redis+sentinel://s1,/main", "one of the hosts is empty"),
    ("redis+sentinel:///main", "one of the hosts is empty"), ("redis+sentinel://s1:0/main", "port"),
    ("redis+sentinel://s1:x/main", "port"), ("redis+sentinel://s1:1:2/main", "more than one colon"),
    ("redis+sentinel://s1/main#x", "fragment"), ("redis+sentinel://s1/main?quorum=0", "quorum"),
    ("redis+sentinel://s1/main?quorum=x", "quorum"), ("redis+sentinel://s1/main?quorum", "\"quorum\" has no value"),
    ("redis+sentinel://s1/main?quorum=1&quorum=2", "quorum is given twice"),
    ("redis+sentinel://s1/main?discover_sentinels=false&quorum=2", "from 1 to 1"),
    ("redis+sentinel://s1/main?nonsense=1", "\"nonsense\""), ("redis+sentinel://s1/main?sentinel_tls=2", "sentinel_tls"),
    ("redis+sentinel://s1/main?refresh_interval=0", "refreshInterval"), ("redis+sentinel://s1/ma%20in", "primaryName"),
    ("redis+sentinel://s1/main?command_timeout=0", "command"), ("redis+sentinel://s1/main?tls_ca_file=x", "TLS"),
    ("redis+sentinel://s1/%zz", "hexadecimal"), ("redis+sentinel://ada@s1/main", "user:password"),
  ]) func whatIsWrong(_ url: String, _ part: String) {
    let error = failure(url)
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.message.contains(part) == true, "\(error?.message ?? "no error")")
  }

  /// Wherever a password ends up that was not escaped.
  @Test(arguments: [
    "redis+sentinel://:pa/secret@s1/main", "redis+sentinel://:pa/x/secret@s1/main", "redis+sentinel://:secret?x@s1/main",
    "redis+sentinel://:pa#secret@s1/main", "redis+sentinel://s1/main?sentinel_password=x&secret",
    "redis+sentinel://s1/main?sentinel_password=x&secret=1", "redis+sentinel://:secret@s1/main?quorum=0",
    "redis+sentinel://s1/main?sentinel_password=secret&quorum=0", "secret", "secret://s1/main",
  ]) func errorsHaveNoSecrets(_ url: String) {
    let error = failure(url)
    #expect(error != nil)
    #expect(error?.description.contains("secret") == false, "\(error?.message ?? "")")
  }

  @Test func everyWrongValueIsNamed() {
    var options = RedisSentinelOptions(sentinels: [], primaryName: "")
    options.quorum = 0
    options.refreshInterval = .zero
    options.primary.commandTimeout = .zero
    options.sentinel.leaseTimeout = .zero
    options.replica = RedisOptions()
    options.replica?.database = -1
    let text = options.problems.map { $0.message(items: []) }.joined(separator: "\n")
    for name in [
      "sentinels is empty", "primaryName", "quorum", "refreshInterval", "primary.commandTimeout", "sentinel.leaseTimeout",
      "replica.database",
    ] { #expect(text.contains(name), "\(text)") }
    var other = RedisSentinelOptions(sentinels: [.tcp(host: "s", port: 1), .tcp(host: "", port: 0)], primaryName: "main")
    #expect(other.problems.map(\.option) == ["sentinels[1]", "sentinels[1]"])
    other.sentinels = [.unix(path: "/run/s.sock")]
    #expect(other.problems.isEmpty)
  }

  @Test func descriptionsHaveNoSecrets() throws {
    let options = try RedisSentinelOptions(
      url: "redis+sentinel://ada:secret@s1,s2/main?sentinel_user=bob&sentinel_password=secret")
    #expect(options.description == "RedisSentinelOptions(main, asking s1:26379, s2:26379)")
    var text = "\(options) \(String(reflecting: options))"
    dump(options, to: &text)
    #expect(!text.contains("secret"))
    let client = RedisSentinel(options)
    defer { client.close() }
    dump(client, to: &text)
    #expect(!text.contains("secret"))
  }

  @Test func wrongOptionsFailEveryCommand() async throws {
    let sentinel = RedisSentinel(RedisSentinelOptions(sentinels: [], primaryName: "main"))
    defer { sentinel.close() }
    for redis in [sentinel.primary, sentinel.replicas] {
      do throws(RedisError) {
        _ = try await redis.ping()
        Issue.record("there was an answer")
      } catch {
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.contains("sentinels is empty"))
      }
    }
  }
}
