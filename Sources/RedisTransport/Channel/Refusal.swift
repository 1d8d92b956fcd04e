import RESP

/// An error reply that says the command was not executed, though not for any fault of its own.
package struct Refusal: Sendable {
  package enum Remedy: Sendable, Equatable {
    /// It passes: ask again after a while.
    case wait
    /// This connection leads to the wrong place or has lost its login: a new one may not.
    case reconnect
    /// Another node of a cluster has the keys: ask there.
    case redirect(Redirection)
  }

  package let remedy: Remedy
  package let error: RedisError

  /// Nil if the error is the command's own.
  ///
  /// - Parameter expectsReadOnly: whether it is no surprise that the server refuses to write: whoever wants to is told.
  package init?(errorReply frame: UnsafeRawBufferPointer, expectsReadOnly: Bool = false) {
    if let redirection = Redirection(errorReply: frame) {
      remedy = .redirect(redirection)
      error = RedisError(server: ServerError(line: String(decoding: frame.dropFirst().dropLast(2), as: UTF8.self)))
      return
    }
    let word = frame.dropFirst().prefix { $0 != UInt8(ascii: " ") && $0 != 13 }
    let kind = String(decoding: word, as: UTF8.self)
    guard let remedy = Refusal.remedies[kind], !(expectsReadOnly && kind == Refusal.readOnly) else { return nil }
    var reader = RESPReader(frame)
    do {
      _ = try reader.readValue()
      return nil
    } catch {
      self.error = error
      self.remedy = remedy
    }
  }

  package var isRedirection: Bool {
    if case .redirect = remedy { true } else { false }
  }

  /// Whether errors that begin with this word are not the command's own.
  package static func passes(_ word: String) -> Bool { remedies[word] != nil }

  private static let readOnly = "READONLY"

  /// By the error's first word.
  private static let remedies: [String: Remedy] = [
    // Data is being loaded, or a replica has lost its primary.
    "LOADING": .wait, "MASTERDOWN": .wait,
    // A script runs.
    "BUSY": .wait,
    // A cluster is moving the keys, or has lost some of its nodes.
    "TRYAGAIN": .wait, "CLUSTERDOWN": .wait,
    // What was the primary is a replica now; behind the same name there may be another one.
    readOnly: .reconnect,
    "NOAUTH": .reconnect,
  ]
}
