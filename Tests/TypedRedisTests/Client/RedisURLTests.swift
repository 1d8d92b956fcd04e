import Testing

@testable import TypedRedis

@Suite struct RedisURLTests {
  @Test func readsEveryPart() throws {
    let options = try RedisOptions(
      url: "redis://ada:p%40ss%2Fw%3Ard@example.net:7000/3?client_name=web%2D1&protocol=2&connect_timeout=1.5&command_timeout=2&lease_timeout=3&max_connections=7&max_pending=9&lazy=true"
    )
    #expect(options.endpoint == .tcp(host: "example.net", port: 7000))
    #expect(options.user == "ada")
    #expect(options.password == "p@ss/w:rd")
    #expect(options.database == 3)
    #expect(options.clientName == "web-1")
    #expect(options.protocolVersion == .resp2)
    #expect(options.connectTimeout == .seconds(1.5))
    #expect(options.commandTimeout == .seconds(2))
    #expect(options.leaseTimeout == .seconds(3))
    #expect(options.maximumExclusiveConnections == 7)
    #expect(options.maximumPendingCommands == 9)
    #expect(options.connectsLazily)
  }

  @Test(arguments: [
    ("redis://", Endpoint.tcp(host: "localhost", port: 6379)),
    ("redis://h", .tcp(host: "h", port: 6379)),
    ("redis://h:1", .tcp(host: "h", port: 1)),
    ("REDIS://h/", .tcp(host: "h", port: 6379)),
    ("redis://[::1]:7001", .tcp(host: "::1", port: 7001)),
    ("redis://[fe80::1]", .tcp(host: "fe80::1", port: 6379)),
    ("redis://:secret@h:2", .tcp(host: "h", port: 2)),
    ("unix:///run/redis.sock", .unix(path: "/run/redis.sock")),
    ("unix:///run/a%20b.sock?db=2", .unix(path: "/run/a b.sock")),
    ("rediss://h", .tcp(host: "h", port: 6379)),
    ("valkeys://h", .tcp(host: "h", port: 6379)),
    ("valkey://h", .tcp(host: "h", port: 6379)),
    ("redis+unix:///run/redis.sock", .unix(path: "/run/redis.sock")),
    ("redis://[::1]:", .tcp(host: "::1", port: 6379)),
    ("redis://[fe80::1%25eth0]:1", .tcp(host: "fe80::1%eth0", port: 1)),
    ("unix://:secret@/run/redis.sock", .unix(path: "/run/redis.sock")),
  ]) func readsEndpoints(_ url: String, _ endpoint: Endpoint) throws {
    #expect(try RedisOptions(url: url).endpoint == endpoint)
  }

  @Test func readsWhatTLSNeeds() throws {
    #expect(try RedisOptions(url: "redis://h").tls == nil)
    #expect(try RedisOptions(url: "rediss://h").tls == TLSOptions())
    // In any order.
    let options = try RedisOptions(
      url: "rediss://h?tls_key_password=a%26b&tls_key_file=k.pem&tls_cert_file=c.pem&tls_ca_directory=d&tls_ca_file=f&tls_verify=certificate&tls_server_name=n&tls_min_version=1.3&tls_ciphers=x&tls_cipher_suites=y"
    )
    var tls = TLSOptions()
    tls.verification = .certificate
    tls.trust = [.file("f"), .directory("d")]
    tls.identity = TLSIdentity(certificate: .file("c.pem"), key: .file("k.pem"), keyPassword: "a&b")
    tls.serverName = "n"
    tls.minimumVersion = .tls13
    tls.ciphers = "x"
    tls.cipherSuites = "y"
    #expect(options.tls == tls)
  }

  @Test func userInformation() throws {
    let options = try RedisOptions(url: "redis://:secret@h")
    #expect(options.user == nil)
    #expect(options.password == "secret")
    #expect(try RedisOptions(url: "redis://h").password == nil)
    #expect(try RedisOptions(url: "redis://:a@b@h").password == "a@b")
  }

  @Test(arguments: [
    ("h:6379", "://"), ("http://h", "scheme \"http\""), ("redis://h?tls_verify=none", "scheme"), ("rediss://h?tls_verify=no", "full, certificate, none"),
    ("rediss://h?tls_key_file=x", "tls_cert_file"), ("rediss://h?tls_min_version=1.1", "1.2, 1.3"),
    ("rediss://h?tls_ca_file=", "tls_ca_file"),
    ("redis://h:70000", "port"), ("redis://h:-1", "port"), ("redis://h:x", "port"),
    ("redis://h:1:2", "host"), ("redis://[::1", "host"), ("redis://[::1]x", "host"),
    ("redis://h/x", "database"), ("redis://h/-1", "database"), ("redis://h/1/2", "database"),
    ("redis://h?db=x", "db"), ("redis://h?nonsense=1", "\"nonsense\""), ("redis://h?lazy", "\"lazy\""),
    ("redis://h?lazy=maybe", "lazy"), ("redis://h?protocol=4", "protocol"),
    ("redis://h?connect_timeout=0", "connect_timeout"), ("redis://h?command_timeout=-1", "command_timeout"),
    ("redis://h?lease_timeout=soon", "lease_timeout"), ("redis://h?max_connections=0", "max_connections"),
    ("redis://h?connect_timeout=nan", "connect_timeout"), ("redis://h?connect_timeout=inf", "connect_timeout"),
    ("redis://user@h", "user information"), ("redis://:%zz@h", "password"), ("redis://%ff@h", "user"),
    ("unix://run/redis.sock", "absolute path"), ("unix://", "absolute path"), ("redis://h#x", "fragment"),
    ("redis://h?max_pending=9999999999999999999999", "max_pending"),
    ("redis://h?db=1&db=2", "twice"), ("redis://h/1?db=1", "database (db) is given twice"),
    ("redis://h?keepalive=off&keepalive_count=3", "keepalive_count"),
    ("redis://h?keepalive_count=3&keepalive=off", "keepalive_count"), ("redis://h?nonsense=1", "max_bulk_length"),
    ("redis://h?client_name=a%20b", "clientName (client_name)"), ("redis://h?max_depth=513", "512"),
    ("redis://h?when_full=panic", "fail, wait"), ("redis://%00@h", "user information"), ("redis://a%20b", "host"),
    ("redis://a%20b:c@h", "user"), ("unix:///a%00b", "NUL"), ("redis://h?connect_timeout=1e3", "connectTimeout"),
  ]) func namesThePartAtFault(_ url: String, _ part: String) {
    let error = #expect(throws: RedisError.self) { try RedisOptions(url: url) }
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    "redis://user:top/secret@h", "redis://user:top?secret@h", "redis://user:topsecret", "redis://u:top#secret@h",
    "redis://u:%topsecret@h", "redis://topsecret@h", "redis://user:top:secret",
    "redis://user/topsecret@h", "redis://user:a@b?topsecret@h", "redis://user:a@b?db=topsecret@h",
    "rediss://h?tls_cert_file=c&tls_key_password=top&secret", "rediss://h?tls_cert_file=c&tls_key_password=top&secret=1",
    "user:topsecret@h/0?from=redis://h",
  ]) func neverShowsAPassword(_ url: String) {
    let error = #expect(throws: RedisError.self) { try RedisOptions(url: url) }
    #expect(error?.description.contains("secret") == false, "\(String(describing: error))")
  }

  /// Digits where a port would be are shown, unless an "@" further on tells that they are part of a password.
  @Test func aPasswordOfDigitsIsNotTakenForAPort() {
    let error = #expect(throws: RedisError.self) { try RedisOptions(url: "redis://user:4711000?x@h") }
    #expect(error?.description.contains("4711") == false, "\(String(describing: error))")
  }

  @Test func allWrongItemsAreNamedAtOnce() {
    let error = #expect(throws: RedisError.self) {
      try RedisOptions(url: "redis://h?lazy=maybe&db=x&connect_timeout=0&client_name=web")
    }
    #expect(
      error?.message
        == """
        Redis URL: database (db) is "x"; expected a whole number from 0 up; \
        connectTimeout (connect_timeout) is "0"; expected a number of seconds above 0; \
        connectsLazily (lazy) is "maybe"; expected true or false
        """)
  }
}
