/// The namespace of the generated command types: `Commands.ZADD`, `Commands.CLIENT.LIST`.
public enum Commands {}

/// One call of a command: its arguments, how they are written and how the reply is read.
///
/// Generated types conform; so can types of your own.
public protocol RedisCommand<Response>: Sendable {
  associatedtype Response: Sendable

  /// What the specification says about the command.
  static var descriptor: CommandDescriptor { get }

  /// The part of the descriptor that every call looks at. Derived from it by default.
  static var traits: CallTraits { get }

  /// Appends the command's name and its arguments. The caller frames them.
  func encode(into encoder: inout CommandEncoder)

  /// Reads one reply that is not an error.
  static func decode(_ reader: inout RESPReader) throws(RedisError) -> Response

  /// How long the server may hold the reply back because of these arguments.
  var blocking: BlockingTime { get }

  /// What the specification says about this call, from which a cluster tells where to send it. That of the type by default;
  /// something else for a type that stands for several commands.
  var callDescriptor: CommandDescriptor { get }
}

extension RedisCommand {
  public static var traits: CallTraits { descriptor.traits }

  public var blocking: BlockingTime { .none }

  @inlinable public var callDescriptor: CommandDescriptor { Self.descriptor }
}
