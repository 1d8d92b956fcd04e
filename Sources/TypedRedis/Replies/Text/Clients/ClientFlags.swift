/// What is special about a connection: a set of letters, those included that have no name here because servers differ in them.
public struct ClientFlags: OptionSet, Sendable, Hashable {
  /// A bit for each letter, small ones first.
  public let rawValue: UInt64

  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// From the server's letters. `N` says that there are none.
  public init(letters: some StringProtocol) {
    rawValue = letters.utf8.reduce(0) { bits, letter in
      letter == UInt8(ascii: "N") ? bits : bits | Self.bit(of: letter)
    }
  }

  private init(_ letter: Unicode.Scalar) { rawValue = Self.bit(of: UInt8(ascii: letter)) }

  public static let primary = ClientFlags("M")
  public static let replica = ClientFlags("S")
  public static let monitor = ClientFlags("O")
  public static let subscribed = ClientFlags("P")
  /// In a transaction.
  public static let queueing = ClientFlags("x")
  /// A watched key was changed: the transaction will not be carried out.
  public static let transactionDoomed = ClientFlags("d")
  /// In a blocking command.
  public static let blocked = ClientFlags("b")
  public static let unblocked = ClientFlags("u")
  public static let tracking = ClientFlags("t")
  public static let trackingBroken = ClientFlags("R")
  public static let broadcastTracking = ClientFlags("B")
  public static let unixSocket = ClientFlags("U")
  /// Reads from a replica in a cluster.
  public static let readOnly = ClientFlags("r")
  /// Exempt from eviction of clients.
  public static let noEvict = ClientFlags("e")
  /// Reads without changing how recently keys were used.
  public static let noTouch = ClientFlags("T")
  public static let closingAfterReply = ClientFlags("c")
  public static let closingSoon = ClientFlags("A")

  private static let alphabet = [UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z")].joined()

  private static func bit(of letter: UInt8) -> UInt64 {
    switch letter {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 1 << UInt64(letter - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): 1 << UInt64(letter - UInt8(ascii: "A") + 26)
    default: 0
    }
  }

  /// The letters, small ones first.
  public var letters: String {
    String(decoding: Self.alphabet.filter { rawValue & Self.bit(of: $0) != 0 }, as: UTF8.self)
  }
}

extension ClientFlags: CustomStringConvertible {
  public var description: String { letters }
}
