import Synchronization
import TypedRedis

/// What a test calls in one protocol, and what it does not call for a reason.
final class LiveNotes: Sendable {
  private struct State {
    var calls: [NotedCall] = []
    /// Forms whose calls are not in `calls` because the same question was asked again.
    var repeated: Set<CommandForm> = []
    var leftOut: [String: String] = [:]
  }

  private let state = Mutex(State())

  /// While a test asks the same again and again, only the last time is what the replies are compared of.
  @TaskLocal static var attempt: Attempt?

  /// One of several times that the same is asked.
  final class Attempt: Sendable {
    fileprivate let calls = Mutex<[(call: NotedCall, notes: LiveNotes)]>([])

    /// Ends the attempt; nobody asks again if it counts.
    func end(counts: Bool) {
      for (call, notes) in calls.withLock({ $0 }) {
        notes.state.withLock { state in
          if counts {
            state.calls.append(call)
          } else if let form = call.form {
            state.repeated.insert(form)
          }
        }
      }
    }
  }

  /// In the order in which they were made.
  var calls: [NotedCall] { state.withLock { $0.calls } }

  var called: Set<CommandForm> {
    state.withLock { state in state.repeated.union(state.calls.compactMap(\.form)) }
  }

  func add(_ call: NotedCall) {
    if let attempt = Self.attempt {
      attempt.calls.withLock { $0.append((call, self)) }
    } else {
      state.withLock { $0.calls.append(call) }
    }
  }

  /// Notes that a form, or a command with all its forms, is not called, and why.
  func leaveOut(_ name: String, because reason: String) {
    state.withLock { $0.leftOut[name] = reason }
  }

  func reason(toLeaveOut form: CommandForm) -> String? {
    state.withLock { $0.leftOut[form.description] ?? $0.leftOut[form.descriptor.name.description] }
  }
}

/// One call and what came of it.
final class NotedCall: Sendable {
  enum Outcome: Sendable {
    /// What the form's default callback makes of the reply, whichever type the caller wants.
    case value(any Sendable, of: RESPValue)
    case refusal(ServerError)
    /// The client gave up or lost the connection.
    case failure(RedisError)
    /// A reply that its form cannot read.
    case misfit(RedisError, RESPValue)
    case pending
  }

  /// The form that its words select; nil if the specification does not know the command.
  let form: CommandForm?
  let words: [String]
  private let state = Mutex(Outcome.pending)

  init(words: [RedisBytes]) {
    form = CommandCatalog.lookup(words)
    self.words = words.map(\.description)
  }

  init(_ form: CommandForm, words: [String], _ outcome: Outcome) {
    self.form = form
    self.words = words
    state.withLock { $0 = outcome }
  }

  var outcome: Outcome {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }

  func note(_ reply: RESPValue) {
    guard let form else { return }
    if let error = reply.error {
      outcome = .refusal(error)
      return
    }
    do throws(RedisError) {
      outcome = .value(try form.decode(reply), of: reply)
    } catch {
      outcome = .misfit(error, reply)
    }
  }
}
