/// One call of a script, with its keys counted. How it is sent is for whoever sends it: by its digest, or with its text.
struct ScriptCall<Result: Sendable>: Sendable {
  let script: RedisScript<Result>
  let keys: [RedisValue]
  let arguments: [RedisValue]

  /// - Throws: `invalidArgument` if the script takes another number of keys.
  init(
    _ script: RedisScript<Result>, keys: [any RedisValueConvertible], arguments: [any RedisValueConvertible]
  ) throws(RedisError) {
    try checkCount(of: keys, expected: script.keyCount, by: "the script")
    self.script = script
    self.keys = keys.map(\.redisValue)
    self.arguments = arguments.map(\.redisValue)
  }

  var bySHA1: Commands.EVALSHA { Commands.EVALSHA(sha1: script.sha1, keys: keys, arguments: arguments) }
  var readOnlyBySHA1: Commands.EVALSHA_RO { Commands.EVALSHA_RO(sha1: script.sha1, keys: keys, arguments: arguments) }
  var withText: Commands.EVAL { Commands.EVAL(script: script.text, keys: keys, arguments: arguments) }
  var readOnlyWithText: Commands.EVAL_RO { Commands.EVAL_RO(script: script.text, keys: keys, arguments: arguments) }
  /// Has the server keep the text.
  var loading: Commands.SCRIPT.LOAD { Commands.SCRIPT.LOAD(script: script.text) }
}

/// Whether a script or function is given as many keys as it says it takes.
func checkCount(of keys: [any RedisValueConvertible], expected: Int?, by what: String) throws(RedisError) {
  guard let expected, keys.count != expected else { return }
  throw RedisError(.invalidArgument, "\(what) takes \(expected) key\(expected == 1 ? "" : "s"), not \(keys.count)")
}

extension RedisError {
  /// Whether a server does not know the script of a digest, which it then did not run. What a script itself returns as an error is
  /// in its own words.
  var isUnknownScript: Bool {
    guard code == .server, let server else { return false }
    return server.kind == "NOSCRIPT" && server.message.hasPrefix("No matching script")
  }
}
