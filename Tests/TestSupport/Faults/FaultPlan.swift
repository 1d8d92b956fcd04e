/// Which way bytes go through a proxy.
public enum FaultDirection: Int, Sendable, CaseIterable {
  /// From the client to the server.
  case requests
  /// From the server to the client.
  case replies
}

/// How a connection is ended from outside.
public enum FaultEnding: String, Sendable, CaseIterable {
  /// Both ends see the other close. What was under way is lost.
  case close
  /// Only the end that receives in this direction sees the other close; the other direction goes on.
  case halfClose
  /// Both ends see a reset.
  case reset
}

/// One thing that a proxy does to a stream of bytes.
public enum Fault: Sendable, Equatable {
  /// What comes before is written by itself.
  case split
  /// What comes next is held back for so many microseconds.
  case delay(Int)
  /// Nothing is read for so many microseconds, so that whoever writes is held up in the end.
  case stall(Int)
  case end(FaultEnding)
}

/// What becomes of a connection that a client makes.
public enum ConnectionFate: Sendable, Equatable {
  case serve
  /// Reset as soon as it is there.
  case refuse
  /// Accepted, read from, never answered.
  case blackhole
}

/// Which faults happen, and how often.
public struct FaultProfile: Sendable, Equatable {
  /// How many bytes pass between two faults of one direction, every order of magnitude as often as the others.
  public var spacing = 1...65_536
  /// How often each fault is drawn, relative to the others.
  public var splits = 1
  public var delays = 0
  public var stalls = 0
  /// Microseconds.
  public var delay = 100...5_000
  /// Microseconds.
  public var stall = 20_000...100_000
  /// After how many bytes of one direction a connection is ended; nil for never.
  public var lifetime: ClosedRange<Int>?
  /// How it is ended: one of these.
  public var endings = FaultEnding.allCases
  /// The share of connections that are reset at once.
  public var refusals = 0.0
  /// The share of connections that nobody answers on.
  public var blackholes = 0.0
  /// What is done to replies that makes them unreadable; nil for nothing. Never by chance: most flipped bytes of a reply nobody can
  /// notice.
  public var corruption: FrameCorruption?

  public init() {}

  /// Everything in small pieces, and nothing worse.
  public static var pieces: FaultProfile {
    var profile = FaultProfile()
    profile.spacing = 1...64
    return profile
  }

  /// A bad network: pieces, delays, stalls, and connections that end in every way after up to a megabyte.
  public static var rough: FaultProfile {
    var profile = FaultProfile()
    profile.splits = 40
    profile.delays = 6
    profile.stalls = 1
    profile.lifetime = 2_000...1_000_000
    profile.refusals = 0.1
    return profile
  }
}

/// What a proxy does, drawn from a seed. Nothing here depends on time: the same seed makes the same faults at the same
/// bytes of the same connection, however the bytes arrive.
///
///     let plan = FaultPlan(seed: 7, profile: .rough)
///     var cursor = plan.cursor(of: 0, .replies)   // what is done to the replies of the first connection
public struct FaultPlan: Sendable, Equatable {
  public var seed: UInt64
  /// Nil for a proxy that does nothing but what it is told at run time.
  public var profile: FaultProfile?

  public init(seed: UInt64, profile: FaultProfile) {
    self.seed = seed
    self.profile = profile
  }

  private init() { seed = 0 }

  /// Everything passes as it comes.
  public static var none: FaultPlan { FaultPlan() }

  /// What becomes of the connection with this number, counted from 0 as clients make them.
  public func fate(of connection: Int) -> ConnectionFate {
    guard let profile else { return .serve }
    var random = SplitMix(seed: seed).part(connection * 4 + 3)
    if random.happens(profile.refusals) { return .refuse }
    return random.happens(profile.blackholes) ? .blackhole : .serve
  }

  /// What is done to one direction of a connection.
  public func cursor(of connection: Int, _ direction: FaultDirection) -> FaultCursor {
    guard let profile else { return FaultCursor() }
    return FaultCursor(profile, SplitMix(seed: seed).part(connection * 4 + direction.rawValue))
  }
}
