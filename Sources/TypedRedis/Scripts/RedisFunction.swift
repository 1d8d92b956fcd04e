/// A function of a library on the server, and the type of what it returns.
///
///     let distance = RedisFunction("distance", keys: 1, isReadOnly: true, returning: Double.self)
///     let kilometres = try await redis.run(distance, keys: ["cities"], arguments: ["Palermo", "Catania"])
///
/// ``RedisLibrary`` brings the library to the server. Since Redis 7.0 and Valkey 7.2.
public struct RedisFunction<Result: Sendable>: Sendable {
  /// As the library registers it.
  public let name: String
  /// How many keys a call has to name; nil for any number.
  public let keyCount: Int?
  /// Whether the function only reads: the library has to register it with the flag `no-writes`. Calls are repeated after a break,
  /// and may run on replicas.
  public let isReadOnly: Bool
  let read: @Sendable (inout RESPReader) throws(RedisError) -> Result

  /// - Parameters:
  ///   - name: as the library registers it.
  ///   - keys: how many keys a call has to name; nil for any number.
  ///   - isReadOnly: whether it only reads, and is registered with the flag `no-writes`.
  ///   - returning: what the reply is read as.
  public init(
    _ name: String, keys: Int? = nil, isReadOnly: Bool = false, returning: Result.Type = Result.self
  ) where Result: RESPDecodable {
    self.init(name, keys, isReadOnly) { reader throws(RedisError) in try Result(from: &reader) }
  }

  /// A function whose result does not matter.
  public init(
    _ name: String, keys: Int? = nil, isReadOnly: Bool = false, returning: Void.Type = Void.self
  ) where Result == Void {
    self.init(name, keys, isReadOnly) { reader throws(RedisError) in try reader.readAnything() }
  }

  private init(
    _ name: String, _ keyCount: Int?, _ isReadOnly: Bool,
    read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) {
    self.name = name
    self.keyCount = keyCount
    self.isReadOnly = isReadOnly
    self.read = read
  }
}

extension RedisFunction: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.keyCount == right.keyCount && left.isReadOnly == right.isReadOnly
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension RedisCommandRunner {
  /// A function to call here or on any other client; the same as ``RedisFunction/init(_:keys:isReadOnly:returning:)``.
  public func function<Result: RESPDecodable>(
    _ name: String, keys: Int? = nil, isReadOnly: Bool = false, returning: Result.Type
  ) -> RedisFunction<Result> {
    RedisFunction(name, keys: keys, isReadOnly: isReadOnly, returning: returning)
  }

  /// A function whose result does not matter.
  public func function(
    _ name: String, keys: Int? = nil, isReadOnly: Bool = false, returning: Void.Type = Void.self
  ) -> RedisFunction<Void> {
    RedisFunction(name, keys: keys, isReadOnly: isReadOnly)
  }

  /// Calls a function of a loaded library and reads what it returns.
  ///
  /// - Parameters:
  ///   - keys: every key that the function touches.
  ///   - arguments: its other arguments, values of different types if need be.
  /// - Throws: ``RedisError``: `invalidArgument` for a wrong number of keys, before anything is sent; `server` for an error of the
  ///   function's, which may have changed something before, or if there is no such function. If `mayHaveBeenApplied` is true nobody
  ///   knows whether it ran: only a read-only function is called again by itself.
  @discardableResult
  public func run<Result>(
    _ function: RedisFunction<Result>, keys: [any RedisValueConvertible] = [],
    arguments: [any RedisValueConvertible] = []
  ) async throws(RedisError) -> Result {
    let call = try FunctionCall(function, keys: keys, arguments: arguments)
    if function.isReadOnly { return try await run(call.readOnly, reading: function.read) }
    return try await run(call.ordinary, reading: function.read)
  }
}

/// One call of a function, with its keys counted.
struct FunctionCall<Result: Sendable>: Sendable {
  let function: RedisFunction<Result>
  let keys: [RedisValue]
  let arguments: [RedisValue]

  /// - Throws: `invalidArgument` if the function takes another number of keys.
  init(
    _ function: RedisFunction<Result>, keys: [any RedisValueConvertible], arguments: [any RedisValueConvertible]
  ) throws(RedisError) {
    try checkCount(of: keys, expected: function.keyCount, by: "the function \(function.name)")
    self.function = function
    self.keys = keys.map(\.redisValue)
    self.arguments = arguments.map(\.redisValue)
  }

  var ordinary: Commands.FCALL { Commands.FCALL(function: function.name, keys: keys, arguments: arguments) }
  var readOnly: Commands.FCALL_RO { Commands.FCALL_RO(function: function.name, keys: keys, arguments: arguments) }
}
