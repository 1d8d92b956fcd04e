extension HoldSource {
  /// Takes it, waiting for as long as others have it.
  ///
  /// - Returns: nil if they still have it when the time is over.
  func acquire(waitingAtMost limit: Duration) async throws(RedisError) -> Hold<Self>? {
    guard ttl > .zero else { throw RedisError(.invalidArgument, "\(description) cannot be held for \(ttl)") }
    let token = randomToken()
    var turn = WaitingTurn(from: .now, atMost: limit)
    var generator = SystemRandomNumberGenerator()
    var mayBeTaken = false
    do throws(RedisError) {
      while true {
        var hint: Duration?
        let sent = ContinuousClock.now
        do throws(RedisError) {
          switch try await acquire(token, on: client(within: ttl)) {
          case .granted(let number):
            let hold = Hold(self, token: token, number: number, sentAt: sent)
            if hold.loss == nil { return hold }
            // The answer took longer than the server holds it for.
            mayBeTaken = true
          case .taken(let time):
            mayBeTaken = false
            hint = time
          }
        } catch {
          guard error.mayHaveBeenApplied else { throw error }
          // Asking once more with the same token is the way to find out.
          mayBeTaken = true
          if error.code == .cancelled || turn.isOver(at: .now) { throw error }
        }
        guard let instant = turn.next(at: .now, hint: hint, using: &generator) else { break }
        try await pause(until: instant)
      }
    } catch {
      if mayBeTaken { abandon(token) }
      throw error
    }
    if mayBeTaken { abandon(token) }
    return nil
  }

  /// Gives back what the token may have, which nobody waits for: it would end by itself.
  func abandon(_ token: String) {
    Task { try? await release(token, on: client(within: ttl)) }
  }
}

/// Nobody else's.
private func randomToken() -> String {
  let digits = String(UInt64.random(in: .min ... .max), radix: 16)
  return "\(digits)-\(String(UInt64.random(in: .min ... .max), radix: 16))"
}
