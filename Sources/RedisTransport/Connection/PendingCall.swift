import RESP

/// One command on its way: how to write it and whom to tell of the outcome.
///
/// Everything here is touched on the thread of one loop, from when the call is accepted until it
/// is finished. It is not generic, and its one closure is compiled for the command's own types:
/// methods of a generic class would be called without knowing them.
@usableFromInline
package class PendingCall: @unchecked Sendable {
  /// What the owner of a call is asked to do.
  @usableFromInline
  package enum Step {
    /// Tell the command's name.
    case name(UnsafeMutablePointer<StaticString>)
    /// Tell what is known of the command, or of the one of a batch at this position, to whoever decides where it goes.
    case describe(Int, CallDescription)
    /// Append the command's words; of a batch, all the commands that have no reply yet, each with its beginning and end.
    /// Once per attempt, and to measure it.
    case encode(UnsafeMutablePointer<CommandEncoder>)
    /// Take the reply, an error reply included; those of a batch in the order of its commands. Not after `fail`.
    case reply(UnsafeMutablePointer<RESPReader>)
    /// Take the failure of the next command of a batch, in the place of its reply.
    case failOne(RedisError)
    /// Take the failure: of everything that has no reply. At most once, and not after the last reply.
    case fail(RedisError)
  }

  package enum State: UInt8 {
    /// Not encoded yet.
    case queued
    /// Handed to the socket, completely or in part.
    case sent
    /// Has its outcome. If it was sent, it stays in line to swallow its reply.
    case finished
  }

  /// How the server answers.
  @usableFromInline
  package enum Delivery: UInt8 {
    case reply, reset, push, none, close, stream
    /// With one reply for each command of a batch, which are written together.
    case replies
  }

  @exclusivity(unchecked) package final var state = State.queued
  package final let delivery: Delivery
  /// Whether it may be sent again when its connection broke and nobody knows if it was executed.
  package final let isRetrySafe: Bool
  /// Whether an error reply may come from a script, which may have changed something before.
  package final let runsScripts: Bool
  /// Whether it is about its connection, and means nothing on another one or at another time.
  package final var staysWithConnection = false
  /// Whether nothing else may be under way meanwhile.
  package final let isAlone: Bool
  /// How often it has been handed to a connection that broke.
  package final var attempts: UInt8 = 0
  /// Nanoseconds from acceptance to failure; `.max` for none.
  package final let timeout: UInt64
  @exclusivity(unchecked) package final var started = MonotonicTime(nanoseconds: 0)
  @exclusivity(unchecked) package final var deadline = MonotonicTime.never
  /// How many commands it is.
  package final let commands: UInt32
  /// Replies that have come, those that are held back included.
  @exclusivity(unchecked) package final var answered: UInt32 = 0
  /// How many of them had come before it was sent the last time.
  @exclusivity(unchecked) final var answeredBefore: UInt32 = 0
  /// How many replies are yet to come.
  @inline(__always) final var expected: UInt32 { commands &- answered }
  /// Whether no command of it is executed unless the last one is: a transaction.
  package final let isAtomic: Bool
  /// Whether other calls count on being carried out after it: it is not sent again when the server could not take it yet.
  package final let isFollowed: Bool
  /// Whether a transaction did not begin, so that its commands may have been executed one by one.
  @exclusivity(unchecked) final var hasNotBegun = false
  /// Replies to a batch that say it was not executed, as long as no other one has come.
  @exclusivity(unchecked) final var heldBack: [HeldBackReply] = []
  /// Position in the connection's output from which on the server may have executed some of it.
  @exclusivity(unchecked) package final var endOffset: UInt64 = 0
  /// Words of a subscription command as it was encoded, its name included.
  package final var confirmationWords = 0
  @exclusivity(unchecked) private final var task: WaitingTask?
  /// Let go of with the outcome: a command that is given up may stay in line for long.
  @exclusivity(unchecked) private final var handler: ((Step) -> Void)?
  /// Who decides where it goes if it cannot stay where it was sent; nil for its connection's owner.
  package final var keeper: (any CallKeeper)?
  /// Makes what has to be sent directly ahead of it, in the same write; nil for nothing.
  package final var preparation: (any CallPreparation)?
  /// How large the command is, where it had to wait and that was measured.
  package final var queuedBytes = 0
  /// How often the server could not take it yet.
  package final var refusals: UInt8 = 0
  /// How often it was sent on to another server.
  package final var redirections: UInt8 = 0
  /// How many of its commands are there for the others, on whichever server those are carried out.
  package final let preparations: UInt32

  @usableFromInline
  package init(
    delivery: Delivery = .reply, isRetrySafe: Bool = false, runsScripts: Bool = false,
    isAlone: Bool = false, timeout: UInt64 = .max, task: WaitingTask? = nil, commands: UInt32 = 1,
    isAtomic: Bool = false, isFollowed: Bool = false, preparations: UInt32 = 0, handler: @escaping (Step) -> Void
  ) {
    self.commands = commands
    self.isAtomic = isAtomic
    self.isFollowed = isFollowed
    self.preparations = preparations
    self.delivery = delivery
    self.isRetrySafe = isRetrySafe
    self.runsScripts = runsScripts
    self.isAlone = isAlone
    self.timeout = timeout
    self.task = task
    self.handler = handler
  }

  /// Whether its time is so short that the beginning of the loop's tick is not exact enough for when it starts.
  @inline(__always)
  package final var isUrgent: Bool { timeout < 5_000_000_000 }

  @inline(__always)
  package final func accepted(at now: MonotonicTime) {
    guard deadline == .never else { return }
    started = now
    deadline = now.advanced(byNanoseconds: timeout)
  }

  /// Gives it all of its time once more.
  package final func extend(from now: MonotonicTime) {
    deadline = now.advanced(byNanoseconds: timeout)
  }

  @inline(__always)
  package final func encode(into encoder: inout CommandEncoder) {
    guard let handler else { return }
    withUnsafeMutablePointer(to: &encoder) { handler(.encode($0)) }
  }

  @inline(__always)
  package final func deliver(_ reader: inout RESPReader) {
    guard state != .finished, let handler = takeHandler() else { return }
    finish()
    withUnsafeMutablePointer(to: &reader) { handler(.reply($0)) }
  }

  /// Delivers one of the replies of a batch that has further ones to come.
  @inline(__always)
  package final func deliverPart(_ reader: inout RESPReader) {
    guard state != .finished, let handler else { return }
    withUnsafeMutablePointer(to: &reader) { handler(.reply($0)) }
  }

  /// Delivers the failure of one of the commands of a batch that has further ones.
  package final func failPart(_ error: RedisError) {
    guard state != .finished, let handler else { return }
    handler(.failOne(error))
  }

  /// Delivers the failure of the last command, or of the only one.
  package final func endLast(_ error: RedisError) {
    guard delivery == .replies else { return reject(error) }
    guard state != .finished, let handler = takeHandler() else { return }
    finish()
    handler(.failOne(error))
  }

  /// Ends it without telling anybody: something else is done in its place.
  package final func letGo() {
    handler = nil
    finish()
  }

  package final func reject(_ error: @autoclosure () -> RedisError) { end(error())?.tell() }

  /// A failure of which its caller has not been told yet. Whoever is told may do anything, close the connection for example.
  package struct Rejection {
    let handler: (Step) -> Void
    let error: RedisError

    func tell() { handler(.fail(error)) }
  }

  /// Fails it, of which its caller is yet to be told.
  final func end(_ error: @autoclosure () -> RedisError) -> Rejection? {
    guard state != .finished else { return nil }
    // Before the state changes: the error may depend on it.
    let error = error()
    let handler = takeHandler()
    finish()
    return handler.map { Rejection(handler: $0, error: error) }
  }

  /// Fails calls whose connection is gone.
  static func reject(sent: [PendingCall], unsent: [PendingCall], _ error: RedisError) {
    for call in unsent { call.reject(error) }
    for call in sent { call.reject(error.markingMayHaveBeenApplied()) }
  }

  @inline(__always)
  final func finish() {
    state = .finished
    task = nil
    if keeper != nil { keeper = nil }
  }

  /// A subscription's name is asked for as long as its confirmations may come.
  @inline(__always)
  private final func takeHandler() -> ((Step) -> Void)? {
    delivery == .push ? handler : handler.take()
  }

  /// Has what is known of its command, or of one of several, written to where `description` says. Nothing once it has its outcome.
  package final func describe(_ position: Int, _ description: CallDescription) { handler?(.describe(position, description)) }

  package final var name: StaticString {
    var name: StaticString = ""
    withUnsafeMutablePointer(to: &name) { handler?(.name($0)) }
    return name
  }

  /// Who waits for it, to be asked by calls that are made on its behalf and end before it.
  package final var waitingTask: WaitingTask? { task }

  package final var isCancelled: Bool { task?.isCancelled ?? false }

  package enum Overdue {
    case none
    case timedOut(Rejection?)
    case cancelled(Rejection?)
  }

  /// Ends it if it waits for longer than its caller is willing to.
  package final func endIfOverdue(_ now: MonotonicTime, because reason: RedisError? = nil) -> Overdue {
    guard state != .finished else { return .none }
    if isCancelled { return .cancelled(end(inDoubtIfSent(RedisError.taskCancelled))) }
    guard deadline <= now else { return .none }
    let waited = Duration.nanoseconds(Int64(clamping: timeout))
    let why = reason.map { ": \($0.message)" } ?? ""
    return .timedOut(end(inDoubtIfSent(RedisError(.timedOut, "\(missing) within \(waited)\(why)"))))
  }

  /// What did not happen, if a deadline passes now.
  package var missing: String { state == .sent ? "no reply" : "not sent" }

  private final func inDoubtIfSent(_ error: RedisError) -> RedisError {
    state == .sent ? error.markingMayHaveBeenApplied() : error
  }
}
