import RedisTransport

/// Calls that the cluster makes itself.
enum ClusterCalls {
  /// Lets the next command on the connection in, to a slot that is on its way. What was to be ahead of that stays ahead of both.
  static func asking(for call: PendingCall) -> PendingCall {
    let asking = silent(like: call) { Commands.ASKING().encode(into: &$0) }
    asking.ahead = call.ahead
    return asking
  }

  /// A command whose reply is nobody's, with the deadline of another one.
  static func silent(like call: PendingCall, encode: @escaping (inout CommandEncoder) -> Void) -> PendingCall {
    let silent = PendingCall(timeout: call.timeout) { step in
      if case .encode(let encoder) = step { encode(&encoder.pointee) }
    }
    silent.staysWithConnection = true
    silent.started = call.started
    silent.deadline = call.deadline
    return silent
  }
}
