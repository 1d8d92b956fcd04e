import RedisTransport

extension PendingCall {
  /// Makes it one that is on its way to no node. False if nobody waits for it any more.
  func beginsAnew() -> Bool {
    guard state != .finished else { return false }
    state = .queued
    (preparation as? ClusterPreparation)?.isAsking = false
    return true
  }
}

/// What a node is told ahead of a call that was sent on to it.
final class ClusterPreparation: CallPreparation {
  /// Whether the call is let in to a slot that is on its way, the next time it is sent.
  var isAsking = false
  /// Scripts that the call runs, as they are sent; loaded wherever it goes.
  private let scripts: [[UInt8]]
  private let timeout: UInt64

  init(for call: PendingCall, scripts: [[UInt8]] = []) {
    timeout = call.timeout
    self.scripts = scripts
  }

  /// The word that lets it in comes last.
  func makeAhead() -> PendingCall? {
    var ahead: PendingCall?
    for script in scripts { ahead = silent(after: ahead) { $0.appendWords(of: script) } }
    if isAsking { ahead = silent(after: ahead) { Commands.ASKING().encode(into: &$0) } }
    isAsking = false
    return ahead
  }

  /// A command whose reply is nobody's.
  private func silent(after earlier: PendingCall?, encode: @escaping (inout CommandEncoder) -> Void) -> PendingCall {
    let call = PendingCall(timeout: timeout) { step in
      if case .encode(let encoder) = step { encode(&encoder.pointee) }
    }
    call.staysWithConnection = true
    call.preparation = earlier.map { Earlier($0) }
    return call
  }

  private final class Earlier: CallPreparation {
    private var call: PendingCall?
    init(_ call: PendingCall) { self.call = call }
    func makeAhead() -> PendingCall? { call.take() }
  }
}
