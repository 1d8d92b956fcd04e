import Synchronization
import TestSupport

@testable import RESP
@testable import RedisTransport

/// One command asks, one answer is enough.
private struct ShortHandshake: ConnectionHandshake {
  mutating func start(into encoder: inout CommandEncoder) {
    encoder.beginCommand()
    encoder.append(RedisValue.string("HELLO"))
    encoder.endCommand()
  }

  mutating func restart(into encoder: inout CommandEncoder) { start(into: &encoder) }

  mutating func receive(_ reply: RESPValue, into encoder: inout CommandEncoder) -> HandshakeProgress {
    .ready(HandshakeResult(protocolVersion: 3))
  }
}

/// A scripted server, and channels to it.
final class ChannelTestServer: Sendable {
  private let server: ScriptedServer
  private let notes: Notes

  private final class Notes: Sendable {
    let commands = Mutex<[String]>([])
    let connections = Mutex(0)
  }

  /// What it was sent after the handshakes, in the order in which it came.
  var commands: [String] { notes.commands.withLock { $0 } }
  var connections: Int { notes.connections.withLock { $0 } }

  /// `answer` gets the words of a command and the number of its connection. Nil hangs up.
  init(hangsUp: Bool = false, _ answer: @escaping @Sendable (_ words: [String], _ connection: Int) -> String?) throws {
    let notes = Notes()
    self.notes = notes
    server = try ScriptedServer { peer, connection in
      notes.connections.withLock { $0 += 1 }
      while let words = peer.command() {
        if words[0] == "HELLO" {
          peer.send("+OK\r\n")
          if hangsUp { return peer.close() }
          continue
        }
        notes.commands.withLock { $0.append(words.joined(separator: " ")) }
        guard let text = answer(words, connection) else { return peer.close() }
        peer.send(text)
      }
    }
  }

  func stop() { server.stop() }

  var endpoint: Endpoint { .tcp(host: "127.0.0.1", port: server.port) }

  func channel(_ change: (inout ConnectionOptions) -> Void = { _ in }) -> ReconnectingChannel {
    ReconnectingChannel(loop: .shared, options: options(change))
  }

  func pool(_ change: (inout ConnectionOptions) -> Void = { _ in }) -> ConnectionPool {
    ConnectionPool(loop: .shared, options: options(change))
  }

  private func options(_ change: (inout ConnectionOptions) -> Void) -> ConnectionOptions {
    var options = ConnectionOptions(endpoint: endpoint) { ShortHandshake() }
    options.probe = { encoder in encoder.append(RedisValue.string("PING")) }
    change(&options)
    return options
  }

  /// Sends words through anything that takes calls, and gives the reply.
  static func ask(
    _ words: String..., retrySafe: Bool = false, within timeout: Duration = .seconds(5), by submit: (PendingCall) -> Void
  ) async throws(RedisError) -> String {
    let outcome: Result<String, RedisError> = await withUnsafeContinuation { continuation in
      let call = PendingCall(isRetrySafe: retrySafe, timeout: timeout.saturatedNanoseconds) { step in
        switch step {
        case .name, .describe: break
        case .encode(let encoder):
          for word in words { encoder.pointee.append(RedisValue.string(word)) }
        case .reply(let reader):
          do throws(RedisError) {
            continuation.resume(returning: .success(try reader.pointee.readValue().string ?? ""))
          } catch {
            continuation.resume(returning: .failure(error))
          }
        case .failOne(let error), .fail(let error): continuation.resume(returning: .failure(error))
        }
      }
      submit(call)
    }
    return try outcome.get()
  }

  static func bulk(_ text: String) -> String { "$\(text.utf8.count)\r\n\(text)\r\n" }
}
