import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The end of a connection, from either side.
extension Connection {
  func closedByPeer(_ error: RedisError) {
    if phase == .handshaking, !hasStood {
      return close(
        RedisError(.connectFailed, "cannot set up a connection to \(endpoint): \(error.message)"))
    }
    if let call = inFlight.first, call.delivery == .close {
      _ = inFlight.popFirst()
      answerOK(call)
    }
    close(error)
  }

  /// Closes as soon as every command that it has taken has its reply. No more may be given to it.
  package func retire() {
    isRetiring = true
    closeIfDone()
  }

  func closeIfDone() {
    guard isRetiring, pendingCount == 0 else { return }
    close(RedisError(.connectionClosed, "the connection was replaced by a new one"))
  }

  /// Closes the socket; the owner gets the commands that have no outcome.
  package func close(_ error: RedisError) {
    guard phase != .closed else { return }
    phase = .closed
    // Whoever comes a moment later is told the same.
    if error.code == .clientClosed { refusal = error }
    forgetConnecting()
    probeTimer?.cancel()
    dropSocket()
    if hasStood { counted.disconnected = 1 } else { counted.connectFailures = 1 }
    var unsent: [PendingCall] = []
    var sent: [PendingCall] = []
    for call in inFlight.removeAll() where call.state != .finished {
      if call.endOffset > sentTotal { unsent.append(call) } else { sent.append(call) }
    }
    unsent += queued.removeAll()
    streamReceiver.take()?(.closed(error))
    guard let owner else { return PendingCall.reject(sent: sent, unsent: unsent, error) }
    self.owner = nil
    owner.connectionClosed(self, because: error, unsent: unsent, sent: sent)
  }

  private func dropSocket() {
    guard descriptor >= 0 else { return }
    tls?.close(descriptor)
    tls = nil
    loop.unregister(descriptor)
    closeDescriptor(descriptor)
    descriptor = -1
  }
}

private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }
