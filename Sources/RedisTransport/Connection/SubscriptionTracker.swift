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

  package init() {}

  package var isEmpty: Bool { names.values.allSatisfy(\.isEmpty) }

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

  package mutating func note(_ notice: Notice) {
    guard notice.isConfirmation, let channel = notice.channel else { return }
    if let beginning = SubscriptionTracker.beginning(of: notice.kind) {
      names[beginning]?.remove(channel)
    } else {
      names[notice.kind, default: []].insert(channel)
    }
  }

  /// Notes that there are no subscriptions any more.
  package mutating func forgetSubscriptions() { names = [:] }

  /// The kind that began what a confirmation of this kind ends; nil if it ends nothing.
  private static func beginning(of kind: String) -> String? {
    guard let un = kind.firstRange(of: "un") else { return nil }
    return String(kind[..<un.lowerBound] + kind[un.upperBound...])
  }
}
