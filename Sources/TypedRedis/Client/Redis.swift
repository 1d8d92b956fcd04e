import RedisTransport

/// A client for one Redis or Valkey server.
///
/// A small value over shared connections: copy it, pass it to tasks, keep it for as long as the
/// program runs. Ordinary commands of all tasks share one connection and are written together;
/// blocking ones get a connection of their own by themselves.
///
///     let redis = try await Redis.connect("redis://localhost:6379")
///     try await redis.set(key: "greeting", value: "hello")
///     let greeting = try await redis.get(key: "greeting", as: String.self)
///     redis.close()
public struct Redis: RedisCommandRunner {
  let core: RedisCore
  /// What this value does otherwise than its copies.
  public var settings = CallSettings()

  /// Where and how its commands run.
  public var context: CommandContext { CommandContext(router: core, settings: settings) }

  init(_ core: RedisCore) { self.core = core }

  /// Makes a client that connects with its first command. With options that are wrong, every command fails with the error of
  /// ``RedisOptions/validate()``.
  public init(_ options: RedisOptions) { core = RedisCore(options) }

  /// Connects to the server that a URL names.
  ///
  /// - Throws: ``RedisError``: `invalidConfiguration` for a wrong URL, else why there is no
  ///   connection.
  public static func connect(
    _ url: String = "redis://localhost:6379"
  ) async throws(RedisError) -> Redis {
    try await connect(RedisOptions(url: url))
  }

  /// Connects as the options say.
  ///
  /// - Throws: ``RedisError``: `invalidConfiguration` for wrong options, and why there is no connection within `connectTimeout`.
  public static func connect(_ options: RedisOptions) async throws(RedisError) -> Redis {
    try options.validate()
    let redis = Redis(options)
    if !options.connectsLazily {
      do {
        try await redis.core.connect()
      } catch {
        redis.close()
        throw error
      }
    }
    return redis
  }

  /// Where the client does its input and output. A task that prefers this executor does not
  /// change threads around a command, which is the fastest way to run many small ones.
  public var executor: EventLoop { core.loop }

  /// Runs `body` with a connection that nobody else uses, for commands that change or hold up
  /// their connection. It goes back to the pool afterwards: made as new if that is possible, else it is closed.
  ///
  /// Error replies are given to `body` as they are: on this connection nothing is sent a second time.
  ///
  /// - Parameter timeout: how long to wait for a connection; nil for the options' `leaseTimeout`.
  /// - Throws: ``RedisError`` with code `timedOut` if no connection is to be had in that time, with the reason in its
  ///   message; and whatever `body` throws.
  public func withConnection<Result>(
    timeout: Duration? = nil, _ body: (RedisConnection) async throws -> Result
  ) async throws -> Result {
    let router = try await core.lease(task: WaitingTask.current, timeout: timeout)
    let connection = RedisConnection(router, settings)
    defer { core.endLease(router) }
    return try await body(connection)
  }

  /// Closes the client's connections. Commands that wait fail with code `clientClosed`, as do
  /// later ones.
  public func close() { core.close() }
}
