import RedisTransport

/// What one node has to do of a batch: one write, and replies in the same order. On the loop's thread.
final class ClusterGroup: CallKeeper {
  let node: ClusterNode
  var parts: [Int] = []
  private let batch: ClusterBatch
  private var answered = 0
  /// Those that the node could not take yet.
  private var refused: [Int] = []
  /// What it said.
  private var reason: RedisError?
  /// How often servers could not take them before.
  private let refusals: UInt8

  init(_ batch: ClusterBatch, _ node: ClusterNode, refusals: UInt8 = 0) {
    self.batch = batch
    self.node = node
    self.refusals = refusals
  }

  /// On the node's first connection, over which what a task sends one after the other stays in order.
  func send() { node.core.channel.accept(makeCall()) }

  private func makeCall() -> PendingCall {
    let original = batch.original
    let descriptors = parts.compactMap { batch.descriptor(of: $0) }
    let name: StaticString = descriptors.first?.name ?? ""
    let call = PendingCall(
      delivery: .replies, isRetrySafe: descriptors.allSatisfy(\.isRetrySafe),
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
    call.refusals = refusals
    return call
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
    if !isPutOff(part, frame) { batch.take(frame, for: part) }
    if answered == parts.count { holdRefused() }
  }

  /// Whether a reply is none yet: the part goes on elsewhere, or later.
  private func isPutOff(_ part: Int, _ frame: UnsafeRawBufferPointer) -> Bool {
    guard frame.first == UInt8(ascii: "-"), let refusal = Refusal(errorReply: frame) else { return false }
    switch refusal.remedy {
    case .redirect: return batch.redirect(part, after: refusal, from: node)
    case .wait:
      let isScript = batch.descriptor(of: part)?.flags.contains(.scriptRunner) ?? false
      guard batch.core.options.node.retriesServerErrors, !isScript || refusal.error.server?.isOfCluster == true else {
        return false
      }
      refused.append(part)
      reason = reason ?? refusal.error
      return true
    case .reconnect: return false
    }
  }

  /// Together, so that they stay in order.
  private func holdRefused() {
    guard let reason, !refused.isEmpty else { return }
    let later = ClusterGroup(batch, node, refusals: refusals)
    later.parts = refused
    refused = []
    batch.core.suspectMap()
    batch.core.hold(later.makeCall(), because: reason)
  }

  /// Of what has no reply, reads may be sent again that were lost with others.
  private func fail(_ error: RedisError) {
    let rest = parts.dropFirst(answered)
    answered = parts.count
    let safe = rest.filter { error.code == .connectionClosed && isSafe($0) }
    for part in rest where !safe.contains(part) { batch.end(part, .failure(error)) }
    for part in refused { batch.end(part, .failure(reason ?? error)) }
    refused = []
    if !safe.isEmpty { batch.sendAgain(safe, refusals: refusals) }
  }

  /// Whether a second time does no harm; not for this node alone, which may have left.
  private func isSafe(_ part: Int) -> Bool {
    !isBound(part) && batch.descriptor(of: part)?.isRetrySafe ?? false
  }

  private func isBound(_ part: Int) -> Bool { batch.parts.dropFirst(part).first?.bound != nil }

  // MARK: It could not stay

  func place(_ call: PendingCall) {
    guard call.state != .finished else { return }
    let rest = parts.dropFirst(answered)
    let isGone = !batch.core.isKnown(node)
    if !isGone, rest.allSatisfy(isBound) {
      call.state = .queued
      return node.core.channel.accept(call)
    }
    let refusals = call.refusals
    call.letGo()
    answered = parts.count
    batch.sendAgain(rest, refusals: refusals, without: isGone ? node : nil)
  }

  func takes(_ call: PendingCall, after refusal: Refusal, from channel: ReconnectingChannel) -> Bool { false }
}
