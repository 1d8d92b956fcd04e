/// Where in a cluster a request goes.
enum RequestRoute: Equatable, Sendable {
  /// To the node that has the slot.
  case slot(UInt16)
  /// To one primary, whichever.
  case anyPrimary
  case allPrimaries
  case allNodes
  /// In parts, one for each slot of its keys.
  case split([RequestPart])
}

/// The part of a request whose keys are in one slot.
struct RequestPart: Equatable, Sendable {
  var slot: UInt16
  /// One command as it is sent.
  var bytes: [UInt8]
  /// Which of the request's keys these are, counted from 0.
  var positions: [Int]
}

extension RequestRoute {
  /// Decides by what the specification says of the command.
  ///
  /// - Throws: ``RedisError`` with code `crossSlot` if keys are in different slots and the command cannot be split, `unsupported`
  ///   if it is for the caller to say which node is meant, `invalidArgument` if words are missing behind the last key.
  static func of(_ words: EncodedWords, _ descriptor: CommandDescriptor) throws(RedisError) -> RequestRoute {
    let keys = RequestKeys(of: words, descriptor.keySpecs)
    guard let first = keys.slots.first else {
      if keys.cannotBeTold { throw .nodeIsNeeded("its words do not tell where its keys are", descriptor) }
      return try withoutKeys(descriptor)
    }
    guard let other = keys.slots.firstIndex(where: { $0 != first }) else { return .slot(first) }
    if descriptor.requestPolicy == .multiShard, let spec = keys.onlySpec {
      return .split(try RequestSplit(words, spec, keys).parts(descriptor))
    }
    throw .crossSlot(keys.key(at: 0, in: words), keys.key(at: other, in: words), descriptor)
  }

  private static func withoutKeys(_ descriptor: CommandDescriptor) throws(RedisError) -> RequestRoute {
    let route: RequestRoute
    switch descriptor.requestPolicy {
    case nil, .multiShard: return .anyPrimary
    case .special: throw .nodeIsNeeded("it means one node, and any node would answer something else", descriptor)
    case .allShards: route = .allPrimaries
    case .allNodes: route = .allNodes
    }
    // Better said now than when all of them have answered.
    guard descriptor.responsePolicy != .special else {
      throw RedisError.answersDiffer.with(command: descriptor.name.description)
    }
    return route
  }
}

extension RedisError {
  static func nodeIsNeeded(_ reason: String, _ descriptor: CommandDescriptor) -> RedisError {
    RedisError(.unsupported, "a cluster does not know where to send it: \(reason); name a node (target:)")
      .with(command: descriptor.name.description)
  }
}
