import RESP

/// Back-pressure: a connection whose owner has no room for what it sends unasked is not read from for a while. What the server has
/// to say then waits in the systems' buffers, and after that in its own.
extension Connection {
  /// Reads no more until `resumeReading`. On the loop's thread.
  ///
  /// - Returns: false if it goes on reading for now, since replies are under way whose deadlines would pass.
  @discardableResult
  package func pauseReading() -> Bool {
    guard phase == .ready, pendingCount == 0, descriptor >= 0 else { return false }
    guard !isPaused else { return true }
    isPaused = true
    // A peer that hangs up meanwhile would be announced without end.
    loop.unregister(descriptor)
    probeTimer?.cancel()
    return true
  }

  /// Reads again, first what has arrived already. On the loop's thread, and not while it is being read from.
  package func resumeReading() {
    guard isPaused else { return }
    isPaused = false
    guard phase == .ready else { return }
    do {
      try loop.register(descriptor, self, writable: isWatchingForWrites)
    } catch {
      return close(error)
    }
    lastReceived = .now
    handleFrames()
    if phase != .closed, !isPaused { receive() }
    if hasStood { probeWhenSilent() }
  }
}
