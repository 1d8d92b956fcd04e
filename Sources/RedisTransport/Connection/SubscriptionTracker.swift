import RESP

/// Which channels, patterns and shard channels a connection is subscribed to, as far as the
/// server has confirmed.
///
/// A confirmation is of the kind that its command is named, in lower case, and what ends
/// subscriptions has an "un" in it. So the commands that were called say what to look for.
package struct SubscriptionTracker: Sendable {
  /// One frame that the server sent in connection with subscriptions.
  package struct Notice: Sendable, Hashable {
    package var kind: String
    package var channel: [UInt8]?
    package var isConfirmation: Bool
  }

  /// What arrives on channels, patterns and shard channels.
  private static let messages: Set<String> = ["message", "pmessage", "smessage"]

  /// Kinds of the confirmations of every command that was called on the connection.
  private var expected: Set<String> = []
  /// What is subscribed to, by the kind that confirmed it.
  private var names: [String: Set<[UInt8]>] = [:]

  /// How many names there are, of all kinds.
  private var count = 0

  package init() {}

  package var isEmpty: Bool { count == 0 }

  /// Notes that a command's confirmations may come from here on.
  package mutating func expectConfirmations(of command: StaticString) {
    expected.insert(SubscriptionTracker.kind(of: command))
  }

  /// The kind of a command's confirmations.
  package static func kind(of command: StaticString) -> String { command.description.lowercased() }

  /// How many confirmations a command gets that names `count` channels, where none stands for all
  /// there are.
  package func confirmations(of command: StaticString, naming count: Int) -> Int {
    if count > 0 { return count }
    let kind = SubscriptionTracker.kind(of: command)
    return max(1, names[SubscriptionTracker.beginning(of: kind) ?? kind]?.count ?? 0)
  }

  /// What `frame` says of subscriptions; nil if it is something else.
  package func notice(in frame: UnsafeRawBufferPointer) -> Notice? {
    var reader = RESPReader(frame)
    do {
      guard try reader.readArrayHeader() >= 2 else { return nil }
      let kind = try reader.readString()
      let isConfirmation = isExpected(kind)
      guard isConfirmation || SubscriptionTracker.messages.contains(kind) else { return nil }
      let channel = try RedisBytes?(from: &reader)?.bytes
      return Notice(kind: kind, channel: channel, isConfirmation: isConfirmation)
    } catch {
      return nil
    }
  }

  /// A server may also end by itself what was once asked for.
  private func isExpected(_ kind: String) -> Bool {
    if expected.contains(kind) { return true }
    guard let beginning = SubscriptionTracker.beginning(of: kind) else { return false }
    return expected.contains(beginning)
  }

  /// Notes what a server says in answer to a command.
  package mutating func note(_ notice: Notice) {
    guard notice.isConfirmation, SubscriptionTracker.beginning(of: notice.kind) == nil else { return noteEnd(notice) }
    guard let channel = notice.channel else { return }
    if names[notice.kind, default: []].insert(channel).inserted { count += 1 }
  }

  /// Notes what a server says unasked: it may end a subscription. One that it claims to have begun is none, and would take memory.
  package mutating func noteEnd(_ notice: Notice) {
    guard notice.isConfirmation, let channel = notice.channel,
      let beginning = SubscriptionTracker.beginning(of: notice.kind)
    else { return }
    if names[beginning]?.remove(channel) != nil { count -= 1 }
  }

  /// Notes that there are no subscriptions any more.
  package mutating func forgetSubscriptions() {
    names = [:]
    count = 0
  }

  /// Whether `frame` is what was published to a channel, seen from how servers write it: most frames are this, and reading
  /// them takes memory. False is no answer.
  package static func isMessage(_ frame: UnsafeRawBufferPointer) -> Bool {
    // `>3\r\n$7\r\nmessage\r\n`, `>4\r\n$8\r\npmessage\r\n`
    guard frame.count >= 17 else { return false }
    let word = UInt64(littleEndian: frame.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    switch word {
    case plain: return UInt32(littleEndian: frame.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) == sevenBytes
    case ofPattern, ofShard: return UInt32(littleEndian: frame.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) == eightBytes
    default: return false
    }
  }

  // As numbers whose first byte is the lowest.
  private static let plain: UInt64 = 0x0d_6567_6173_7365_6d  // message\r
  private static let ofPattern: UInt64 = 0x6567_6173_7365_6d70  // pmessage
  private static let ofShard: UInt64 = 0x6567_6173_7365_6d73  // smessage
  private static let sevenBytes: UInt32 = 0x0a0d_3724  // $7\r\n
  private static let eightBytes: UInt32 = 0x0a0d_3824

  /// The kind that began what a confirmation of this kind ends; nil if it ends nothing.
  private static func beginning(of kind: String) -> String? {
    guard let un = kind.firstRange(of: "un") else { return nil }
    return String(kind[..<un.lowerBound] + kind[un.upperBound...])
  }
}
