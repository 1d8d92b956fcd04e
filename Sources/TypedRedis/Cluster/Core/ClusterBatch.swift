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

    var isRetrySafe: Bool { descriptor.isRetrySafe }
  }

  /// What one node does of a command.
  struct Part {
    let command: Int
    /// What is sent: where it is in `bytes`.
    let bytes: Range<Int>
    /// The node that is meant, whatever slots it has; nil for whichever has the keys.
    var bound: ClusterNode?
    var outcome: Outcome?
  }

  enum Outcome {
    /// Where the reply is in `replies`.
    case reply(Range<Int>)
    case failure(RedisError)
    /// The node that was meant is no part of the cluster any more.
    case dropped
  }

  /// Where commands go that were not asked where their keys are.
  enum Place {
    case nodes([ClusterNode])
    case slot(UInt16)
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
  ///   - wanted: where all of them go, whatever the specification says; nil for where that says.
  func start(
    _ bytes: [UInt8], _ described: [(range: Range<Int>, descriptor: CommandDescriptor)], to wanted: Place? = nil
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
      do throws(RedisError) {
        switch wanted {
        case .nodes(let nodes): for node in nodes { add(position, command.range, to: node, isBound: true) }
        case .slot(let slot): try place(position, command.range, .slot(slot))
        case nil: try place(position, command.range, route(of: command.range, command.descriptor))
        }
      } catch {
        // Nothing was sent.
        groups = []
        return original.reject(error.of(command.descriptor))
      }
    }
    left = parts.count
    guard left > 0 else { return original.reject(.noNodeIsKnown) }
    sendGroups()
  }

  private func sendGroups() {
    let groups = groups
    self.groups = []
    for group in groups { group.send() }
  }

  /// Sends parts that could not stay where they were, each to where it belongs now, those for one node together and in their order.
  ///
  /// - Parameters:
  ///   - refusals: how often servers could not take them yet.
  ///   - lost: the node that has left, if one has.
  func sendAgain(_ again: some Sequence<Int>, refusals: UInt8, without lost: ClusterNode? = nil) {
    for part in again {
      guard let present = parts.dropFirst(part).first, present.outcome == nil else { continue }
      do throws(RedisError) {
        guard let node = try destination(of: present, refusals, without: lost) else {
          end(part, .dropped)
          continue
        }
        if present.bound != nil { parts[part].bound = node }
        group(for: node, refusals).parts.append(part)
      } catch {
        end(part, .failure(error))
      }
    }
    sendGroups()
  }

  /// Nil if the part is for a node that has left, and nobody takes its place.
  private func destination(of part: Part, _ refusals: UInt8, without lost: ClusterNode?) throws(RedisError) -> ClusterNode? {
    guard let descriptor = commands.dropFirst(part.command).first?.descriptor else { return nil }
    if let bound = part.bound {
      guard bound === lost else { return bound }
      guard descriptor.requestPolicy == .allShards else { return nil }
      // Whoever has its slots now.
      let asked = commands.dropFirst(part.command).first?.parts.compactMap { parts.dropFirst($0).first?.bound } ?? []
      let successor = core.map.primaries.first { primary in !asked.contains { $0 === primary } }
      guard let successor else { throw RedisError(.connectionClosed, "\(bound.endpoint) has left the cluster") }
      return successor
    }
    switch try route(of: part.bytes, descriptor) {
    case .slot(let slot): return try node(for: slot, descriptor.flags.contains(.readonly) && refusals == 0)
    default:
      guard let node = core.anyPrimary() else { throw .noNodeIsKnown }
      return node
    }
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
      guard let node = bytes.frame(range).withUnsafeBytes({ core.anyPrimary(for: $0) }) else { throw .noNodeIsKnown }
      add(command, range, to: node)
    case .allPrimaries:
      for node in core.map.primaries { add(command, range, to: node, isBound: true) }
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

  private func group(for node: ClusterNode, _ refusals: UInt8) -> ClusterGroup {
    if let group = groups.first(where: { $0.node === node }) { return group }
    let group = ClusterGroup(self, node, refusals: refusals)
    groups.append(group)
    return group
  }

  private func group(for node: ClusterNode) -> ClusterGroup {
    if let group = groups.first(where: { $0.node === node }) { return group }
    let group = group(for: node, 0)
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

  /// Sends a part on by itself, to where a server has said. False if it cannot go on.
  func redirect(_ part: Int, after refusal: Refusal, from node: ClusterNode) -> Bool {
    guard parts.dropFirst(part).first?.bound == nil else { return false }
    return core.adopt(ClusterPartCall.make(part, of: self), after: refusal, from: node)
  }

  /// What has to go ahead of a part at a node that did not get it.
  var scripts: [[UInt8]] { ahead.map { bytes.frame($0.bytes) } }

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

  /// Whether nodes do not matter that have not answered.
  private func isEnough(_ frames: [Range<Int>], for policy: ResponsePolicy?) -> Bool {
    switch policy {
    case .oneSucceeded: !frames.isEmpty
    // That one node has nothing says nothing of the others.
    case .anyPresent: frames.contains { ReplyMerge.isPresent(Array(replies[$0])) }
    default: false
    }
  }

  private func withReply(to command: Int, _ body: (UnsafeRawBufferPointer) -> Void) throws(RedisError) {
    guard let command = commands.dropFirst(command).first else { return }
    var frames: [Range<Int>] = []
    var split: [RequestPart] = []
    var failure: RedisError?
    var isInDoubt = false
    for (number, part) in command.parts.enumerated() {
      switch parts.dropFirst(part).first?.outcome {
      case .reply(let range):
        frames.append(range)
        if let piece = command.split.dropFirst(number).first { split.append(piece) }
      case .failure(let error):
        failure = failure ?? error
        isInDoubt = isInDoubt || error.mayHaveBeenApplied
      case .dropped, nil: break
      }
    }
    let succeeds = isEnough(frames, for: command.descriptor.responsePolicy)
    if let failure, !succeeds {
      // What the others did is done.
      isInDoubt = isInDoubt || !frames.isEmpty && !command.isRetrySafe
      throw isInDoubt ? failure.markingMayHaveBeenApplied() : failure
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
