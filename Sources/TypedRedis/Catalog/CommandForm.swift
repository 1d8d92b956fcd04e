/// One form of a command: the use of its options that has a type of reply of its own, and a typed method.
public struct CommandForm: Sendable {
  /// The type of its requests: `Commands.ZRANGE.WithScores`.
  public let command: any RedisCommand.Type

  /// The form whose requests are values of this type.
  public init<C: RedisCommand>(_ type: C.Type) { command = type }

  package init(opening type: any RedisCommand.Type) { command = type }

  /// What the specification says about it.
  public var descriptor: CommandDescriptor { command.descriptor }

  /// What its typed method returns.
  public var responseType: Any.Type { response(of: command) }

  private func response<C: RedisCommand>(of type: C.Type) -> Any.Type { C.Response.self }
}

extension CommandForm: Hashable {
  public static func == (a: CommandForm, b: CommandForm) -> Bool {
    ObjectIdentifier(a.command) == ObjectIdentifier(b.command)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(command)) }
}

extension CommandForm: CustomStringConvertible {
  /// `ZRANGE`, or `ZRANGE (WithScores)`
  public var description: String {
    let descriptor = descriptor
    guard let form = descriptor.form else { return descriptor.name.description }
    return "\(descriptor.name) (\(form))"
  }
}
