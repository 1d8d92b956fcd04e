import RedisTransport

extension SubscriptionCall {
  /// The command, to be sent on the subscriptions' connection.
  var command: any RedisCommand {
    let names = topics.map(\.name)
    return switch (kind, isBeginning) {
    case (.channel, true): Commands.SUBSCRIBE(channels: names)
    case (.channel, false): Commands.UNSUBSCRIBE(channels: names)
    case (.pattern, true): Commands.PSUBSCRIBE(patterns: names)
    case (.pattern, false): Commands.PUNSUBSCRIBE(patterns: names)
    case (.shardChannel, true): Commands.SSUBSCRIBE(channels: names)
    case (.shardChannel, false): Commands.SUNSUBSCRIBE(channels: names)
    }
  }

  /// Whether confirmations are for what it names. The connection counts those of its kind, and a server may end another subscription
  /// unasked at the same time, in the same words: then nobody knows what stands.
  fileprivate func check(_ reader: inout RESPReader) throws(RedisError) {
    var names: Set<RedisBytes> = []
    for _ in 0..<(try reader.readArrayHeader()) {
      let words = try reader.readArrayHeader()
      for index in 0..<words {
        if index == 1 { names.insert(try reader.readBytes()) } else { try reader.skip() }
      }
    }
    guard names == Set(topics.map(\.name)) else {
      throw RedisError(.protocolViolation, "what the server confirmed is not what it was asked for")
    }
  }
}

extension RedisTopic.Kind {
  /// The command that begins a subscription, whose name errors have.
  var descriptor: CommandDescriptor {
    switch self {
    case .channel: Commands.SUBSCRIBE.descriptor
    case .pattern: Commands.PSUBSCRIBE.descriptor
    case .shardChannel: Commands.SSUBSCRIBE.descriptor
    }
  }

  /// What a server calls the end of a subscription that it announces.
  private static let ends: [String: RedisTopic.Kind] = [
    SubscriptionTracker.kind(of: Commands.UNSUBSCRIBE.descriptor.name): .channel,
    SubscriptionTracker.kind(of: Commands.PUNSUBSCRIBE.descriptor.name): .pattern,
    SubscriptionTracker.kind(of: Commands.SUNSUBSCRIBE.descriptor.name): .shardChannel,
  ]

  init?(endedBy word: UnsafeRawBufferPointer) {
    guard let kind = Self.ends[String(decoding: word, as: UTF8.self)] else { return nil }
    self = kind
  }
}

extension PendingCall {
  /// - Parameter completion: nil for confirmed, else why not. On the loop's thread.
  static func subscription(
    _ call: SubscriptionCall, timeout: UInt64, completion: @escaping (RedisError?) -> Void
  ) -> PendingCall {
    let command = call.command
    let descriptor = type(of: command).descriptor
    let pending = PendingCall(delivery: .push, timeout: timeout) { step in
      switch step {
      case .name(let name): name.pointee = descriptor.name
      case .describe(_, let description): description.set(descriptor)
      case .encode(let encoder): command.encode(into: &encoder.pointee)
      case .failOne(let error), .fail(let error): completion(error.of(descriptor))
      case .reply(let reader):
        do throws(RedisError) {
          let kind = try reader.pointee.peekKind()
          // An error is thrown by reading it.
          if kind == .error || kind == .blobError { _ = try reader.pointee.readValue() }
          try call.check(&reader.pointee)
          completion(nil)
        } catch {
          completion(error.of(descriptor))
        }
      }
    }
    // On another connection everything is subscribed to anew.
    pending.staysWithConnection = true
    return pending
  }
}
