import TestSupport
import Testing

@testable import TypedRedis

@Suite(.timeLimit(.minutes(1))) struct ValidationTests {
  struct Wrong: Sendable, CustomTestStringConvertible {
    let parts: [String]
    let change: @Sendable (inout RedisOptions) -> Void
    var testDescription: String { parts.joined(separator: " ") }

    init(_ parts: String..., change: @escaping @Sendable (inout RedisOptions) -> Void) {
      self.parts = parts
      self.change = change
    }
  }

  @Test func theDefaultsAreRight() throws {
    try RedisOptions().validate()
  }

  /// What is wrong, and what the error has to say about it.
  static let wrong: [Wrong] = [
    Wrong("database", "\"-1\"", "from 0") { $0.database = -1 },
    Wrong("clientName", "\"\"") { $0.clientName = "" },
    Wrong("clientName", "\"a b\"", "spaces") { $0.clientName = "a b" },
    Wrong("clientName", #""a\nb""#) { $0.clientName = "a\nb" },
    Wrong("clientName", "é") { $0.clientName = "é" },
    Wrong("clientName", #""\0""#) { $0.clientName = "\0" },
    Wrong("librarySuffix", "\"x y\"") { $0.librarySuffix = "x y" },
    Wrong("librarySuffix", "sendsLibraryInfo") { ($0.librarySuffix, $0.sendsLibraryInfo) = ("x", false) },
    Wrong("connectTimeout", "\"0\"", "above 0") { $0.connectTimeout = .zero },
    Wrong("connectTimeout", "\"\(Int64.min)\"") { $0.connectTimeout = .seconds(Int64.min) * 2 },
    Wrong("commandTimeout", "\"-1\"", "seconds above 0") { $0.commandTimeout = .seconds(-1) },
    Wrong("commandTimeout", "\"-0.5\"") { $0.commandTimeout = .milliseconds(-500) },
    Wrong("leaseTimeout", "above 0") { $0.leaseTimeout = .zero },
    Wrong("blockingGrace", "above 0") { $0.blockingGrace = .zero },
    Wrong("keepAlive.idle", "1 to 32767") { $0.keepAlive = KeepAlive(idle: .milliseconds(1500)) },
    Wrong("keepAlive.idle", "\"\(Int64.max)\"") { $0.keepAlive = KeepAlive(idle: .seconds(Int64.max) * 2) },
    Wrong("keepAlive.interval", "\"0\"") { $0.keepAlive = KeepAlive(interval: .zero) },
    Wrong("keepAlive.count", "\"0\"", "1 to 127") { $0.keepAlive = KeepAlive(count: 0) },
    Wrong("keepAlive.count", "\"128\"") { $0.keepAlive = KeepAlive(count: 128) },
    Wrong("tcpUserTimeout", "0.001") { $0.tcpUserTimeout = .zero },
    Wrong("probeInterval", "or off") { $0.probeInterval = .zero },
    Wrong("probeTimeout", "above 0") { $0.probeTimeout = .zero },
    Wrong("reconnectDelay", "above 0") { $0.reconnectDelay = .zero },
    Wrong("reconnectDelay", "maximumReconnectDelay, 2") { $0.reconnectDelay = .seconds(3) },
    Wrong("multiplexedConnections", "1 to 1024") { $0.multiplexedConnections = 0 },
    Wrong("maximumExclusiveConnections", "above 0") { $0.maximumExclusiveConnections = 0 },
    Wrong("minimumExclusiveConnections", "\"-1\"") { $0.minimumExclusiveConnections = -1 },
    Wrong("minimumExclusiveConnections", "\"65\"", "maximumExclusiveConnections, 64") {
      $0.minimumExclusiveConnections = 65
    },
    Wrong("exclusiveIdleTime", "above 0") { $0.exclusiveIdleTime = .zero },
    Wrong("healthCheckInterval", "from 0") { $0.healthCheckInterval = .seconds(-1) },
    Wrong("maximumCommandsInFlight", "\"0\"") { $0.maximumCommandsInFlight = 0 },
    Wrong("maximumPendingCommands", "\"-5\"") { $0.maximumPendingCommands = -5 },
    Wrong("maximumQueuedBytes", "\"0\"") { $0.maximumQueuedBytes = 0 },
    Wrong("limits.maximumDepth", "\"0\"") { $0.limits.maximumDepth = 0 },
    Wrong("limits.maximumBulkLength", "\"0\"") { $0.limits.maximumBulkLength = 0 },
    Wrong("limits.maximumFrameLength", "\"-1\"") { $0.limits.maximumFrameLength = -1 },
    Wrong("endpoint", "port 0", "65535") { $0.endpoint = .tcp(host: "h", port: 0) },
    Wrong("endpoint", "port 65536") { $0.endpoint = .tcp(host: "h", port: 65_536) },
    Wrong("endpoint", "host \"\"") { $0.endpoint = .tcp(host: "", port: 1) },
    Wrong("endpoint", #"host "a\0""#) { $0.endpoint = .tcp(host: "a\0", port: 1) },
    Wrong("endpoint", "host \"[::1]\"") { $0.endpoint = .tcp(host: "[::1]", port: 1) },
    Wrong("endpoint", "path \"\"") { $0.endpoint = .unix(path: "") },
    Wrong("endpoint", #"path "/a\0b""#, "NUL") { $0.endpoint = .unix(path: "/a\0b") },
    Wrong("user", "\"a b\"") { $0.user = "a b" },
    Wrong("user", "not empty") { $0.user = "" },
    Wrong("password", "credentials") {
      ($0.password, $0.credentials) = ("topsecret", RedisCredentials(password: "x"))
    },
    Wrong("user", "credentials") { ($0.user, $0.credentials) = ("ada", RedisCredentials(password: "x")) },
  ]

  @Test(arguments: wrong) func namesOptionAndValue(_ wrong: Wrong) async throws {
    let options = {
      var options = RedisOptions()
      wrong.change(&options)
      return options
    }()
    let error = #expect(throws: RedisError.self) { try options.validate() }
    #expect(error?.code == .invalidConfiguration)
    for part in wrong.parts { #expect(error?.message.contains(part) == true, "\(part): \(String(describing: error))") }
    #expect(error?.message.contains("secret") == false)

    let connecting = await #expect(throws: RedisError.self) { try await Redis.connect(options) }
    #expect(connecting == error)
    let redis = Redis(options)
    let command = await #expect(throws: RedisError.self) { try await redis.execute("GET", "a") }
    #expect(command?.message == error?.message)
    #expect(command?.code == .invalidConfiguration)
    let lease = await #expect(throws: RedisError.self) { try await redis.withConnection { try await $0.ping() } }
    #expect(lease?.code == .invalidConfiguration)
    redis.close()
  }

  @Test func allProblemsAreInOneError() {
    var options = RedisOptions()
    options.database = -1
    options.connectTimeout = .zero
    options.user = ""
    let error = #expect(throws: RedisError.self) { try options.validate() }
    #expect(
      error?.message == """
        database is "-1"; expected a whole number from 0 up; connectTimeout is "0"; expected a number of seconds above 0; \
        user is ""; expected a name that is not empty, without spaces and NUL
        """)
  }

  @Test func urlsNameBoth() {
    let value = #expect(throws: RedisError.self) { try RedisOptions(url: "redis://h?command_timeout=-2") }
    #expect(
      value?.message
        == "Redis URL: commandTimeout (command_timeout) is \"-2\"; expected a number of seconds above 0")
    let contradiction = #expect(throws: RedisError.self) {
      try RedisOptions(url: "redis://h?min_connections=3&max_connections=2")
    }
    #expect(
      contradiction?.message
        == "Redis URL: minimumExclusiveConnections (min_connections) is \"3\", more than maximumExclusiveConnections, 2")
  }

  @Test func aHostThatHasAPasswordIsNotShown() {
    var options = RedisOptions()
    options.endpoint = .tcp(host: "ada:topsecret@h", port: 1)
    let error = #expect(throws: RedisError.self) { try options.validate() }
    #expect(error?.message.contains("topsecret") == false)
  }
}
