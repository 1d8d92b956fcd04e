/// What a descriptor is watched for, or ready for.
struct Readiness: OptionSet, Sendable {
  let rawValue: UInt8
  static let readable = Readiness(rawValue: 1)
  static let writable = Readiness(rawValue: 2)
  /// Hung up or broken; reading tells which.
  static let failed = Readiness(rawValue: 4)
}

/// The seam to the operating system: which descriptors are ready, and being woken while waiting.
protocol Poller: AnyObject {
  func add(_ descriptor: Int32, for interest: Readiness) throws(SystemError)
  func change(_ descriptor: Int32, to interest: Readiness)
  func remove(_ descriptor: Int32)

  /// Waits until something is ready, `wake` was called, or so many milliseconds went by
  /// (-1: for ever), and calls `body` for each ready descriptor.
  func wait(milliseconds: Int32, _ body: (Int32, Readiness) -> Void)

  /// Ends a `wait`, from any thread.
  func wake()
}

/// A failed system call.
struct SystemError: Error {
  var call: StaticString
  var number: Int32
}

/// The backends there are.
package enum PollerKind: String, Sendable, CaseIterable {
  /// The best one for this system.
  case automatic
  case poll

  func make() throws(SystemError) -> any Poller {
    #if os(Linux)
      switch self {
      case .automatic: return try EpollPoller()
      case .poll: return try PollPoller()
      }
    #else
      return try PollPoller()
    #endif
  }
}
