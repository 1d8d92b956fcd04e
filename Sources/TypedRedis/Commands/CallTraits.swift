/// What a call has to know about its command, in a form that costs nothing to look at.
public struct CallTraits: Sendable, Hashable {
  /// The server may hold the reply back.
  public let isBlocking: Bool
  /// Executing the command a second time does no harm.
  public let isRetrySafe: Bool
  /// A reply stays what the server would say until one of the command's keys is changed. See ``CommandDescriptor/isCacheable``.
  public let isCacheable: Bool
  /// An error reply may come from a script, which may have changed something before.
  public let runsScripts: Bool
  /// It is about the login, and servers may say nothing to one that they refuse while other replies are on their way: nothing
  /// else may be under way meanwhile.
  public let isAlone: Bool
  /// On which connections the command makes sense.
  public let scope: CommandScope
  /// How the server answers.
  public let delivery: ReplyDelivery

  /// Those of a command that nothing special is known of, unless told otherwise.
  @inlinable @inline(__always)
  public init(
    isBlocking: Bool = false, isRetrySafe: Bool = false, isCacheable: Bool = false, runsScripts: Bool = false,
    isAlone: Bool = false, scope: CommandScope = .shared, delivery: ReplyDelivery = .reply
  ) {
    self.isBlocking = isBlocking
    self.isRetrySafe = isRetrySafe
    self.isCacheable = isCacheable
    self.runsScripts = runsScripts
    self.isAlone = isAlone
    self.scope = scope
    self.delivery = delivery
  }
}

extension CommandDescriptor {
  /// Executing the command a second time does no harm.
  var isRetrySafe: Bool { flags.contains(.readonly) && scope == .shared && delivery == .reply && mayBeRetried }

  /// The same facts that the generated `traits` of the command's type state.
  public var traits: CallTraits {
    CallTraits(
      isBlocking: flags.contains(.blocking),
      isRetrySafe: isRetrySafe,
      isCacheable: isCacheable, runsScripts: flags.contains(.scriptRunner), isAlone: flags.contains(.noAuth),
      scope: scope, delivery: delivery)
  }
}
