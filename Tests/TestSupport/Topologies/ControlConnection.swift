import Foundation

/// A plain blocking connection, for what tests tell servers beside the client under test.
final class ControlConnection {
  private let socket: LoopbackSocket
  private var pending: [UInt8] = []
  /// What of `pending` is read already.
  private var position = 0

  /// - Parameter seconds: how long a reply may take.
  init(port: Int, password: String? = nil, seconds: Int = 20) throws {
    socket = try LoopbackSocket.connect(port: port)
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if let password { try call("AUTH", password) }
  }

  deinit { socket.close() }

  /// Sends a command in RESP2 and waits for its reply.
  ///
  /// - Throws: ``ControlFailure`` if it is an error, or none comes.
  @discardableResult
  func call(_ words: String...) throws -> ControlReply { try call(words.map { Array($0.utf8) }) }

  @discardableResult
  func call(_ words: [[UInt8]]) throws -> ControlReply {
    var request = Array("*\(words.count)\r\n".utf8)
    for word in words { request += Array("$\(word.count)\r\n".utf8) + word + [13, 10] }
    let name = words.prefix(3).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    guard socket.write(request) else { throw ControlFailure(command: name, reply: "cannot be sent") }
    guard let reply = read() else { throw ControlFailure(command: name, reply: "has no reply") }
    if case .error(let text) = reply { throw ControlFailure(command: name, reply: text) }
    return reply
  }

  private func read() -> ControlReply? {
    guard let line = line(), let kind = line.utf8.first else { return nil }
    let rest = String(line.dropFirst())
    switch kind {
    case UInt8(ascii: "+"): return .text(rest)
    case UInt8(ascii: "-"): return .error(rest)
    case UInt8(ascii: ":"): return Int(rest).map { .integer($0) }
    case UInt8(ascii: "$"):
      guard let count = Int(rest) else { return nil }
      return count < 0 ? .null : take(count).map { .bytes($0) }
    case UInt8(ascii: "*"):
      var elements: [ControlReply] = []
      for _ in 0..<max(0, Int(rest) ?? 0) {
        guard let element = read() else { return nil }
        elements.append(element)
      }
      return .array(elements)
    default: return nil
    }
  }

  private func fill() -> Bool {
    guard let bytes = socket.read() else { return false }
    pending.removeFirst(position)
    position = 0
    pending += bytes
    return true
  }

  private func line() -> String? {
    while true {
      if let end = pending[position...].firstIndex(of: 13), end + 1 < pending.count {
        defer { position = end + 2 }
        return String(decoding: pending[position..<end], as: UTF8.self)
      }
      guard fill() else { return nil }
    }
  }

  private func take(_ count: Int) -> [UInt8]? {
    while pending.count - position < count + 2 {
      guard fill() else { return nil }
    }
    defer { position += count + 2 }
    return Array(pending[position..<position + count])
  }
}

enum ControlReply: Sendable {
  case text(String)
  case error(String)
  case integer(Int)
  case bytes([UInt8])
  case null
  case array([ControlReply])

  /// Lines of a longer text end as the server ends them.
  var text: String {
    switch self {
    case .text(let text), .error(let text): text
    case .integer(let number): "\(number)"
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .null, .array: ""
    }
  }

  var bytes: [UInt8] { if case .bytes(let bytes) = self { bytes } else { Array(text.utf8) } }

  var integer: Int { if case .integer(let number) = self { number } else { Int(text) ?? 0 } }

  var elements: [ControlReply] { if case .array(let elements) = self { elements } else { [] } }

  /// The value of a line `name:value`.
  func field(_ name: String) -> String? {
    text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
  }
}

/// What a server said to a command that had to succeed.
public struct ControlFailure: Error, CustomStringConvertible {
  let command: String
  let reply: String

  public var description: String { "\(command): \(reply)" }
}
