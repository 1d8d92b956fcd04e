import RESP

/// What happens to a command whose connection broke before its reply came.
package enum ReplayDecision: Sendable, Equatable {
  case sendAgain
  case fail(mayHaveBeenApplied: Bool)

  package static let maximumAttempts: UInt8 = 5

  /// A command that cannot have been executed is sent again; one that may have been only if the
  /// specification says that a second time does no harm.
  package static func decide(wasSent: Bool, isRetrySafe: Bool, attempts: UInt8) -> ReplayDecision {
    guard attempts < maximumAttempts else { return .fail(mayHaveBeenApplied: wasSent && !isRetrySafe) }
    if !wasSent || isRetrySafe { return .sendAgain }
    return .fail(mayHaveBeenApplied: true)
  }
}
