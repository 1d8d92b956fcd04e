import Foundation

extension ServerBinary {
  /// Waits until a process that was just started answers PING with one of these beginnings.
  func waitUntilAnswering(on port: Int, with answers: [String], logging log: String) throws {
    for _ in 0..<600 {
      if let socket = try? LoopbackSocket.connect(port: port) {
        defer { socket.close() }
        socket.write("PING\r\n")
        let answer = socket.read() ?? []
        if answers.contains(where: { answer.starts(with: Array($0.utf8)) }) { return }
      }
      usleep(50_000)
    }
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? "no log"
    throw ServerDidNotStart(binary: self, log: String(text.suffix(2000)))
  }
}

public struct ServerDidNotStart: Error {
  public let binary: ServerBinary
  public let log: String
}
