/// How a consumer of a group works. See ``RedisClient/withConsumer(of:group:consumer:options:_:)``.
public struct StreamConsumerOptions: Sendable {
  /// Where a group begins that is not there yet.
  public var start = StreamStart.beginning
  /// Whether groups, and streams, that are not there when the consumer begins are made.
  public var createsGroup = true
  /// Whether a group that disappears later, with the data of a server that has lost it, is made again, at the beginning of what is
  /// in the stream then. Without it the consumer ends, with the server's error of kind `NOGROUP`.
  public var recreatesGroup = false
  /// How many entries wait in this process beyond those that tasks are ready to take. With several streams up to one more of each.
  public var prefetch = 8
  /// How long one read waits at the server for new entries. Longer is cheaper; nothing waits for its end.
  public var blockTime = Duration.seconds(5)
  /// How long an entry has to be left alone to be taken over: from a consumer that is gone, and from one that did not acknowledge
  /// it. So this is also how long a retry takes to come, at least, in this process as in others. Entries that this process still
  /// holds are kept from others meanwhile, however long that takes.
  ///
  /// Nil to take over nothing, and to keep nothing from others.
  public var minIdleTime: Duration? = .seconds(60)
  /// Where entries go that are delivered again and again; nil to deliver them forever.
  public var deadLetters: DeadLetterPolicy?
  /// Told what happens that no caller sees. Must not wait.
  public var observe: (@Sendable (StreamConsumerEvent) -> Void)?

  public init() {}
}

/// Where a consumer group begins.
public enum StreamStart: Sendable, Hashable {
  /// With what is in the stream already.
  case beginning
  /// With what comes from now on.
  case end
  /// With what comes after the entry with this ID.
  case after(String)

  var id: String {
    switch self {
    case .beginning: "0"
    case .end: "$"
    case .after(let id): id
    }
  }
}

/// When an entry is given up, and where it goes then.
///
/// The move is one step for the server: the entry is added to the stream of dead letters and acknowledged, or neither, and only if
/// it was still pending. So no entry is lost on the way, and none is there twice. It stays in its own stream as well.
///
/// An entry that cannot be moved, because the stream of dead letters is none for example, stays pending and is not delivered any
/// more; each time that a consumer comes by, it tries again and tells of a ``StreamConsumerEvent/failed(stream:id:deliveries:error:)``.
/// One that is not in its stream any more is acknowledged, and becomes no dead letter.
///
/// A dead letter has the fields of the entry, after those that ``DeadLetter`` names.
public struct DeadLetterPolicy: Sendable {
  /// The key of the stream that gets the dead letters. In a cluster it has to be in the same slot as the entries' stream.
  public var stream: RedisValue
  /// After how many deliveries an entry is given up. What the server counts: also deliveries that were lost with a connection or
  /// a process before any code has seen the entry.
  public var deliveries: Int
  /// About how many dead letters are kept, of which the oldest go; nil for all of them.
  public var maximumLength: Int?
  /// Makes the reason of what a handler threw.
  public var reason: @Sendable (any Error) -> String = { String(describing: $0) }

  public init(stream: some RedisValueConvertible, after deliveries: Int, maximumLength: Int? = nil) {
    self.stream = stream.redisValue
    self.deliveries = max(1, deliveries)
    self.maximumLength = maximumLength
  }
}

/// What happens to a consumer that no caller sees otherwise.
public enum StreamConsumerEvent: Sendable {
  /// The server could not be asked; it is asked again after a while.
  case interrupted(RedisError)
  /// The group was not there, and was made.
  case groupCreated(stream: RedisBytes)
  /// An entry that was delivered before is delivered again, to this consumer.
  case takenOver(stream: RedisBytes, id: String, deliveries: Int)
  /// A handler threw this, or the entry could not be acknowledged, or not be moved to the dead letters. It stays pending, unless it
  /// becomes a dead letter.
  case failed(stream: RedisBytes, id: String, deliveries: Int, error: any Error)
  /// An entry was moved to the dead letters. Not told of if the connection broke before the server could say so.
  case deadLettered(stream: RedisBytes, id: String, deliveries: Int, reason: String)
}
