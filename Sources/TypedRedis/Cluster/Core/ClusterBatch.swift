import RedisTransport

/// A call that several nodes carry out: a pipeline, or a command that is split or goes to many. On the loop's thread.
///
/// Its commands become parts, each for one node. The parts for one node leave in one write, in their order; one that is redirected
/// or was lost goes on by itself. Replies are kept as they came until all are there, and are then given to the call in the order of
/// its commands.
final class ClusterBatch {
  /// One command of the call.
  struct Command {
    let descriptor: CommandDescriptor
    var parts: [Int] = []
    /// What each part has of the command's keys, if it was split by them.
    var split: [RequestPart] = []

    var isRetrySafe: Bool { descriptor.traits.isRetrySafe }
  }

  /// What one node does of a command.
  struct Part {
    let command: Int
    /// What is sent: where it is in `bytes`.
    let bytes: Range<Int>
    /// The node that is meant, whatever slots it has; nil for whichever has the keys.
    let bound: ClusterNode?
    var outcome: Outcome?
  }

  enum Outcome {
    /// Where the reply is in `replies`.
    case reply(Range<Int>)
    case failure(RedisError)
    /// The node that was meant is no part of the cluster any more.
    case dropped
  }

  let original: PendingCall
  let core: ClusterCore
  private(set) var bytes: [UInt8] = []
  private(set) var commands: [Command] = []
  private(set) var parts: [Part] = []
  private var replies: [UInt8] = []
  private var left = 0
  /// In the order in which nodes were first needed.
  private var groups: [ClusterGroup] = []
  /// Commands that go ahead of the others, to each node that has some of them: where they are in `bytes`.
  private var ahead: [(command: Int, bytes: Range<Int>)] = []

  init(_ original: PendingCall, _ core: ClusterCore) {
    self.original = original
    self.core = core
  }

  /// Sends everything, or nothing if one of the commands cannot be sent anywhere.
  ///
  /// - Parameters:
  ///   - bytes: the commands, as they are sent.
  ///   - nodes: where all of them go, whatever the specification says; nil for where that says.
  func start(
    _ bytes: [UInt8], _ described: [(range: Range<Int>, descriptor: CommandDescriptor)], to nodes: [ClusterNode]? = nil
  ) {
    self.bytes = bytes
    core.loop.refreshTime()
    original.accepted(at: core.loop.now)
    for (position, command) in described.enumerated() {
      commands.append(Command(descriptor: command.descriptor))
      if position < Int(original.preparations) {
        ahead.append((position, command.range))
        continue
      }
      if let nodes {
        for node in nodes { add(position, command.range, to: node, isBound: true) }
        continue
      }
      do throws(RedisError) {
        try place(position, command.range, route(of: command.range, command.descriptor))
      } catch {
        return original.reject(error.of(command.descriptor))
      }
    }
    left = parts.count
    guard left > 0 else { return original.reject(RedisError(.timedOut, "no node of the cluster is known")) }
    let groups = groups
    self.groups = []
    for group in groups { group.send() }
  }

  private func route(of range: Range<Int>, _ descriptor: CommandDescriptor) throws(RedisError) -> RequestRoute {
    try bytes.withUnsafeBufferPointer { bytes throws(RedisError) in
      let command = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes.dropFirst(range.lowerBound).prefix(range.count)))
      if let slot = RequestRoute.plainSlot(of: command, descriptor) { return .slot(slot) }
      return try RequestRoute.of(EncodedWords(command), descriptor)
    }
  }

  private func place(_ command: Int, _ range: Range<Int>, _ route: RequestRoute) throws(RedisError) {
    guard let descriptor = commands.dropFirst(command).first?.descriptor else { return }
    let reads = descriptor.flags.contains(.readonly)
    switch route {
    case .slot(let slot): add(command, range, to: try node(for: slot, reads))
    case .anyPrimary:
      let words = Array(bytes.dropFirst(range.lowerBound).prefix(range.count))
      guard let node = words.withUnsafeBytes({ core.anyPrimary(for: $0) }) else {
        throw RedisError(.timedOut, "no node of the cluster is known")
      }
      add(command, range, to: node)
    case .allPrimaries:
      for shard in core.map.shards { add(command, range, to: shard.primary, isBound: true) }
    case .allNodes:
      for node in core.map.allNodes { add(command, range, to: node, isBound: true) }
    case .split(let split):
      commands[command].split = split
      for part in split {
        let start = bytes.count
        bytes += part.bytes
        add(command, start..<bytes.count, to: try node(for: part.slot, reads))
      }
    }
  }

  private func node(for slot: UInt16, _ reads: Bool) throws(RedisError) -> ClusterNode {
    if let node = core.node(for: slot, reads: reads) { return node }
    core.suspectMap()
    // Some primary, which says where to go, or that nobody serves the slot; then the part waits by itself.
    guard let node = core.anyPrimary() else { throw RedisError(.timedOut, "no node serves slot \(slot)") }
    return node
  }

  private func add(_ command: Int, _ range: Range<Int>, to node: ClusterNode, isBound: Bool = false) {
    let group = group(for: node)
    append(command, range, to: group, isBound)
  }

  private func append(_ command: Int, _ range: Range<Int>, to group: ClusterGroup, _ isBound: Bool) {
    commands[command].parts.append(parts.count)
    group.parts.append(parts.count)
    parts.append(Part(command: command, bytes: range, bound: isBound ? group.node : nil))
  }

  private func group(for node: ClusterNode) -> ClusterGroup {
    if let group = groups.first(where: { $0.node === node }) { return group }
    let group = ClusterGroup(self, node)
    groups.append(group)
    for (command, range) in ahead { append(command, range, to: group, true) }
    return group
  }

  // MARK: Outcomes

  func descriptor(of part: Int) -> CommandDescriptor? {
    parts.dropFirst(part).first.flatMap { commands.dropFirst($0.command).first?.descriptor }
  }

  /// A part's reply, which may be an error.
  func take(_ frame: UnsafeRawBufferPointer, for part: Int) {
    let start = replies.count
    replies.append(contentsOf: frame)
    end(part, .reply(start..<replies.count))
  }

  func end(_ part: Int, _ outcome: Outcome) {
    guard parts.indices.contains(part), parts[part].outcome == nil else { return }
    parts[part].outcome = outcome
    left -= 1
    if left == 0 { finish() }
  }

  /// Goes on with a part by itself, wherever it has to go now.
  func restart(_ part: Int, after refusal: Refusal? = nil, from node: ClusterNode? = nil) -> Bool {
    let call = ClusterPartCall.make(part, of: self)
    guard let bound = parts.dropFirst(part).first?.bound else { return core.adopt(call, after: refusal, from: node) }
    // It is redirected nowhere.
    guard let refusal, !refusal.isRedirection else { return false }
    return core.adopt(call, after: refusal, from: node, for: TargetRouter(core, .node(bound.endpoint)))
  }

  /// What has to go ahead of a part at a node that did not get it.
  func preparation(like call: PendingCall) -> PendingCall? {
    ahead.reduce(nil) { earlier, command in
      let frame = Array(bytes.dropFirst(command.bytes.lowerBound).prefix(command.bytes.count))
      let silent = ClusterCalls.silent(like: call) { $0.appendWords(of: frame) }
      silent.ahead = earlier
      return silent
    }
  }

  private func finish() {
    let limits = core.options.node.limits
    for position in commands.indices {
      if original.state == .finished { return }
      let isLast = position == commands.count - 1
      do throws(RedisError) {
        try withReply(to: position) { bytes in
          var reader = RESPReader(bytes, limits: limits)
          if isLast { original.deliver(&reader) } else { original.deliverPart(&reader) }
        }
      } catch {
        if isLast { original.endLast(error) } else { original.failPart(error) }
      }
    }
  }

  /// One node has refused what others have carried out: that error alone would say that nothing was done.
  private func partError(in frames: [[UInt8]]) -> RedisError? {
    let errors = frames.filter { $0.first == UInt8(ascii: "-") }
    guard let first = errors.first, errors.count < frames.count else { return nil }
    return RedisError(server: ServerError(line: String(decoding: first.dropFirst().dropLast(2), as: UTF8.self)))
      .markingMayHaveBeenApplied()
  }

  private func withReply(to command: Int, _ body: (UnsafeRawBufferPointer) -> Void) throws(RedisError) {
    guard let command = commands.dropFirst(command).first else { return }
    var frames: [Range<Int>] = []
    var split: [RequestPart] = []
    var failure: RedisError?
    for (number, part) in command.parts.enumerated() {
      switch parts.dropFirst(part).first?.outcome {
      case .reply(let range):
        frames.append(range)
        if let piece = command.split.dropFirst(number).first { split.append(piece) }
      case .failure(let error): failure = failure ?? error
      case .dropped, nil: break
      }
    }
    let succeeds = command.descriptor.responsePolicy == .oneSucceeded && !frames.isEmpty
    if let failure, !succeeds {
      // What the others did is done.
      throw frames.isEmpty || command.isRetrySafe ? failure : failure.markingMayHaveBeenApplied()
    }
    if command.parts.count == 1, let range = frames.first {
      return replies.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
    let all = frames.map { Array(replies[$0]) }
    if !command.isRetrySafe, !succeeds, let error = partError(in: all) { throw error }
    let merged =
      command.split.isEmpty
      ? try ReplyMerge.merge(all, command.descriptor.responsePolicy)
      : try ReplyMerge.merge(
        all, of: split, keys: command.split.reduce(0) { $0 + $1.positions.count }, command.descriptor.responsePolicy)
    merged.withUnsafeBytes(body)
  }
}
