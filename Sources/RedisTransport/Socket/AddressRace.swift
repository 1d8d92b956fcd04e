/// Which of a host's addresses to try when: the next one a while after the one before, or at once when that failed. The
/// first to stand wins (RFC 8305).
struct AddressRace: Sendable {
  enum Action: Sendable, Equatable {
    /// Try the address with this index, and call `timePassed` after `AddressRace.stagger` unless something happens first.
    case attempt(Int)
    case wait
    /// Every address was tried in vain.
    case giveUp
  }

  /// The time that an address has before the next one is tried beside it, in nanoseconds.
  static let stagger: UInt64 = 250_000_000

  private let count: Int
  private var next = 0
  private var underWay = 0

  init(addresses count: Int) { self.count = count }

  mutating func start() -> Action { tryNext() }

  mutating func timePassed() -> Action { tryNext() }

  mutating func attemptFailed() -> Action {
    underWay -= 1
    return tryNext()
  }

  private mutating func tryNext() -> Action {
    guard next < count else { return underWay > 0 ? .wait : .giveUp }
    defer {
      next += 1
      underWay += 1
    }
    return .attempt(next)
  }

  /// The two families in turn, beginning with that of the first, in the order that the resolver gave them.
  static func interleave<Address>(_ addresses: [Address], family: (Address) -> Int32) -> [Address] {
    guard let first = addresses.first else { return [] }
    let (preferred, others) = (
      addresses.filter { family($0) == family(first) }, addresses.filter { family($0) != family(first) }
    )
    var ordered: [Address] = []
    for index in 0..<max(preferred.count, others.count) {
      if index < preferred.count { ordered.append(preferred[index]) }
      if index < others.count { ordered.append(others[index]) }
    }
    return ordered
  }
}
