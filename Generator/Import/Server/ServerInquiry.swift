import RESP
import RedisTransport
import Synchronization

/// What is asked on a new connection, one question after the other: a state machine that knows no socket.
///
/// It says who it is, and then asks for all commands, what is written about them, and the modules.
struct ServerInquiry: ConnectionHandshake {
  /// A question, by the words that are sent.
  enum Question: String, Sendable {
    case hello = "HELLO"
    case authenticate = "AUTH"
    case select = "SELECT"
    case identity = "INFO server"
    case commands = "COMMAND"
    case docs = "COMMAND DOCS"
    case modules = "MODULE LIST"
  }

  /// Which question has no answer yet, for whoever gives up waiting.
  final class Pending: Sendable {
    private let question = Mutex<Question?>(nil)
    var current: Question? { question.withLock { $0 } }
    func begin(_ asked: Question?) { question.withLock { $0 = asked } }
  }

  private let address: ServerAddress
  private let pending: Pending
  private var questions: [Question] = []
  private var answers: [String: RESPValue] = [:]
  private var protocolVersion: Int

  init(_ address: ServerAddress, pending: Pending) {
    self.address = address
    self.pending = pending
    protocolVersion = address.protocolVersion
  }

  mutating func start(into encoder: inout CommandEncoder) {
    questions = [.hello]
    if address.database != 0 { questions.append(.select) }
    questions += [.commands, .docs, .modules]
    ask(into: &encoder)
  }

  mutating func restart(into encoder: inout CommandEncoder) { start(into: &encoder) }

  mutating func receive(_ reply: RESPValue, into encoder: inout CommandEncoder) -> HandshakeProgress {
    guard !questions.isEmpty else {
      return .failed(RedisError(.protocolViolation, "the server said more than it was asked"))
    }
    let question = questions.removeFirst()
    answers[question.rawValue] = reply
    if let error = reply.error, let failure = failure(question, error) { return .failed(failure) }
    guard questions.isEmpty else {
      ask(into: &encoder)
      return .waiting
    }
    pending.begin(nil)
    return .ready(HandshakeResult(protocolVersion: protocolVersion, server: answers))
  }

  /// The error that an error reply means, unless the server can be asked without.
  private mutating func failure(_ question: Question, _ error: ServerError) -> RedisError? {
    switch question {
    // A server before version 6, or one that speaks no RESP3.
    case .hello where error.kind == "ERR" || error.kind == "NOPROTO":
      protocolVersion = 2
      questions.insert(.identity, at: 0)
      if address.password != nil { questions.insert(.authenticate, at: 0) }
      return nil
    case .docs, .modules, .identity: return nil
    default:
      return RedisError(.handshakeFailed, "the server refused \(question.rawValue): \(error.description)")
    }
  }

  private func ask(into encoder: inout CommandEncoder) {
    guard let question = questions.first else { return }
    pending.begin(question)
    encoder.beginCommand()
    for word in words(question) { encoder.append(word) }
    encoder.endCommand()
  }

  private func words(_ question: Question) -> [String] {
    let user = address.user
    switch question {
    case .hello:
      let login = address.password.map { ["AUTH", user ?? "default", $0] } ?? []
      return ["HELLO", "\(protocolVersion)"] + login
    case .authenticate: return ["AUTH"] + [user, address.password].compactMap { $0 }
    case .select: return ["SELECT", "\(address.database)"]
    default: return question.rawValue.split(separator: " ").map { String($0) }
    }
  }
}
