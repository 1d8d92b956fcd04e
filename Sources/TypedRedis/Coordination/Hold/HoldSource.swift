import RedisTransport

/// Where holds come from: a lock, or a semaphore.
protocol HoldSource: Sendable {
  var redis: any RedisClient { get }
  var ttl: Duration { get }
  /// For errors: `the lock "jobs"`.
  var description: String { get }

  /// Takes it for a token, or goes on holding it if the token has it already.
  func acquire(_ token: String, on redis: any RedisClient) async throws(RedisError) -> HoldAnswer
  /// False if the token does not hold it any more.
  func extend(_ token: String, on redis: any RedisClient) async throws(RedisError) -> Bool
  /// False if the token did not hold it any more.
  func release(_ token: String, on redis: any RedisClient) async throws(RedisError) -> Bool
}

enum HoldAnswer: Sendable, Hashable {
  /// With a number that is higher than those of all holders before, where there are such numbers.
  case granted(number: Int)
  /// With the time until it may be free, if that is known.
  case taken(for: Duration?)
}

extension HoldAnswer: RESPDecodable {
  /// Two integers: a number of the holder, and if that is 0 the milliseconds to wait.
  init(from reader: inout RESPReader) throws(RedisError) {
    let answer = try [Int](from: &reader)
    guard let number = answer.first, let wait = answer.last, answer.count == 2 else {
      throw RedisError(.unexpectedReply, "expected two integers, got \(answer.count)")
    }
    self = number > 0 ? .granted(number: number) : .taken(for: wait >= 0 ? .milliseconds(wait) : nil)
  }
}

extension HoldSource {
  /// The client without what its owner replaced of responses, and with a deadline that is not beyond `limit`.
  func client(within limit: Duration) -> any RedisClient {
    var client = redis
    client.responseCallbacks = ResponseCallbacks()
    let usual = Duration.nanoseconds(Int64(clamping: client.context.deadlines.command))
    return client.withTimeout(min(usual, max(limit, .milliseconds(1))))
  }
}

extension Duration {
  /// What locks and the like can be held for, and waited for: clocks have room for it.
  var bounded: Duration { min(max(self, .zero), .seconds(315_360_000)) }

  /// Rounded up: what a server forgets, it must not forget before the client does.
  var wholeMilliseconds: Int { Int(clamping: saturatedNanoseconds / 1_000_000) + (saturatedNanoseconds % 1_000_000 == 0 ? 0 : 1) }

  /// Rounded up.
  var wholeMicroseconds: Int { Int(clamping: saturatedNanoseconds / 1000) + (saturatedNanoseconds % 1000 == 0 ? 0 : 1) }
}
