extension CommandDescriptor {
  /// Whether a reply stays what the server would say until one of the command's keys is changed, which is what the server
  /// announces to a cache (``Redis/withCache(_:)``).
  ///
  /// That is: it only reads, its output does not vary, it does not wait and runs no script, and the specification tells where
  /// all of its keys are; and nothing else is known against it (``mayBeCached``). Not among them are subcommands (`OBJECT ENCODING`, `XINFO GROUPS`, `MEMORY USAGE`), which look at how
  /// the server keeps a key, and modules' commands: of the changes of the one the server announces only some, and of the
  /// determinism of the other the specification says nothing.
  public var isCacheable: Bool {
    flags.contains(.readonly) && flags.isDisjoint(with: [.blocking, .scriptRunner, .noMandatoryKeys, .module])
      && determinism != .outputVaries && scope == .shared && delivery == .reply && mayBeCached && !hasSecrets
      && !isSubcommand && !keySpecs.isEmpty
      && keySpecs.allSatisfy { spec in
        spec.tellsAllKeys && spec.access.contains(.readOnly) && spec.access.isDisjoint(with: [.notKey, .variable])
      }
  }

  private var isSubcommand: Bool {
    name.withUTF8Buffer { $0.contains(UInt8(ascii: " ")) }
  }
}

extension KeySpec {
  /// Whether all the keys it stands for can be found among a request's words.
  var tellsAllKeys: Bool { begin != .unknown && find != .unknown && !access.contains(.incomplete) }
}

extension StaticName {
  init(_ value: StaticString) { self.init(stringLiteral: value) }
}
