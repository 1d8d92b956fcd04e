import TypedRedis

/// What is measured: a client, and redis-benchmark told to go to the same server.
struct Target {
  let redis: Redis
  let reference: ReferenceBenchmark
  /// Lives as long as this; nil if the server was there before.
  private let server: OwnServer?

  /// A server that runs already.
  init(_ options: RedisOptions, benchmark: String) async throws(BenchError) {
    do { redis = try await Redis.connect(options) } catch { throw BenchError("--url: \(error)") }
    reference = ReferenceBenchmark(program: benchmark, connection: options)
    server = nil
  }

  /// A server that is started for this.
  init(starting server: OwnServer, benchmark: String) async throws {
    redis = try await server.connect()
    reference = ReferenceBenchmark(program: benchmark, connection: server.options)
    self.server = server
  }

  func end() {
    redis.close()
    server?.stop()
  }

  /// A server of our own that speaks TLS.
  ///
  /// - Throws: ``BenchError`` that says what is missing on this machine.
  static func secure(benchmark: String) async throws -> Target {
    let program = try Program.server()
    // Asked to speak TLS with too little to go on, a server says what it misses: a certificate, or all of TLS.
    let (_, output, _) = try ChildProcess.run(program, ["--port", "0", "--tls-port", "1", "--logfile", ""])
    guard output.contains("tls-cert-file") else { throw BenchError("\(program) was built without TLS") }
    let help = try ChildProcess.run(benchmark, ["--help"])
    guard (help.output + help.errors).contains("--tls") else { throw BenchError("\(benchmark) was built without TLS") }
    return try await Target(starting: OwnServer(program, isSecure: true), benchmark: benchmark)
  }
}
