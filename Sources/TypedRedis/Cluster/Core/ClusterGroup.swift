import RedisTransport

/// What one node has to do of a batch: one write, and replies in the same order. On the loop's thread.
final class ClusterGroup: CallKeeper {
  let node: ClusterNode
  var parts: [Int] = []
  private let batch: ClusterBatch
  private var answered = 0

  init(_ batch: ClusterBatch, _ node: ClusterNode) {
    self.batch = batch
    self.node = node
  }

  func send() {
    let original = batch.original
    let descriptors = parts.compactMap { batch.descriptor(of: $0) }
    let name: StaticString = descriptors.first?.name ?? ""
    let call = PendingCall(
      delivery: .replies, isRetrySafe: descriptors.allSatisfy(\.traits.isRetrySafe),
      runsScripts: descriptors.contains { $0.flags.contains(.scriptRunner) }, timeout: original.timeout,
      task: original.waitingTask, commands: UInt32(clamping: parts.count)
    ) { [self] step in
      switch step {
      case .name(let pointer): pointer.pointee = name
      case .describe: break
      case .encode(let encoder): encode(into: &encoder.pointee)
      case .reply(let reader): reader.pointee.withRemainingBytes { take($0) }
      case .failOne(let error), .fail(let error): fail(error)
      }
    }
    call.started = original.started
    call.deadline = original.deadline
    call.keeper = self
    node.channel.accept(call)
  }

  private func encode(into encoder: inout CommandEncoder) {
    batch.bytes.withUnsafeBytes { bytes in
      for part in parts.dropFirst(answered) {
        guard let range = batch.parts.dropFirst(part).first?.bytes else { continue }
        encoder.append(commands: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
    }
  }

  private func take(_ frame: UnsafeRawBufferPointer) {
    guard let part = parts.dropFirst(answered).first else { return }
    answered += 1
    if frame.first == UInt8(ascii: "-"), let refusal = Refusal(errorReply: frame),
      batch.core.options.node.retriesServerErrors, batch.restart(part, after: refusal, from: node)
    {
      return
    }
    batch.take(frame, for: part)
  }

  /// Of what has no reply, reads may be sent again that were lost with others.
  private func fail(_ error: RedisError) {
    let rest = parts.dropFirst(answered)
    answered = parts.count
    for part in rest {
      let isSafe = batch.descriptor(of: part)?.traits.isRetrySafe ?? false
      if isSafe, error.code == .connectionClosed, !isBound(part), batch.restart(part) { continue }
      batch.end(part, .failure(error))
    }
  }

  private func isBound(_ part: Int) -> Bool { batch.parts.dropFirst(part).first?.bound != nil }

  // MARK: It could not stay

  /// Parts go on by themselves, except those that are for this node.
  func place(_ call: PendingCall) {
    guard call.state != .finished else { return }
    let rest = parts.dropFirst(answered)
    let isGone = !batch.core.isKnown(node)
    if !isGone, rest.allSatisfy(isBound) {
      call.state = .queued
      return node.channel.accept(call)
    }
    call.letGo()
    answered = parts.count
    let bound = rest.filter(isBound)
    if !isGone, !bound.isEmpty {
      let group = ClusterGroup(batch, node)
      group.parts = Array(bound)
      group.send()
    }
    for part in rest {
      if !isBound(part) {
        _ = batch.restart(part)
      } else if isGone {
        batch.end(part, .dropped)
      }
    }
  }

  func takes(_ call: PendingCall, after refusal: Refusal, from channel: ReconnectingChannel) -> Bool { false }
}
