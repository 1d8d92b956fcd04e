import Testing

@testable import RedisTransport

@Suite struct RedirectionTests {
  private func read(_ frame: String) -> Redirection? {
    Array(frame.utf8).withUnsafeBytes { Redirection(errorReply: $0) }
  }

  private func moved(_ slot: UInt16, _ host: String, _ port: Int) -> Redirection {
    Redirection(kind: .moved, slot: slot, host: host, port: port)
  }

  @Test func addresses() {
    #expect(read("-MOVED 3999 127.0.0.1:6381\r\n") == moved(3999, "127.0.0.1", 6381))
    #expect(read("-ASK 0 node-1.example:1\r\n") == Redirection(kind: .ask, slot: 0, host: "node-1.example", port: 1))
    #expect(read("-MOVED 16383 2001:db8::1:65535\r\n") == moved(16383, "2001:db8::1", 65535))
    #expect(read("-MOVED 1 [2001:db8::1]:7000\r\n") == moved(1, "2001:db8::1", 7000))
    // The host that has answered.
    #expect(read("-MOVED 1 :7000\r\n") == moved(1, "", 7000))
    #expect(read("-MOVED 1 ?:7000\r\n") == moved(1, "", 7000))
  }

  @Test(arguments: [
    "", "-", "-MOVED", "-MOVED \r\n", "-MOVED 1\r\n", "-MOVED 1 \r\n", "-MOVED 1 host\r\n", "-MOVED 1 host:\r\n",
    "-MOVED 1 host:0\r\n", "-MOVED 1 host:65536\r\n", "-MOVED 1 host:-1\r\n", "-MOVED 1 host:+1\r\n", "-MOVED 16384 h:1\r\n",
    "-MOVED -1 h:1\r\n", "-MOVED x h:1\r\n", "-MOVED  h:1\r\n", "-MOVED 99999999999999999999 h:1\r\n",
    "-MOVED 1 h:99999999999999999999\r\n", "-MOVED 1 h:1", "-MOVED 1 h:1\r", "-MOVED 1 h:1\n",
    // A script met it, and has perhaps done a part of its work.
    "-MOVED 1 h:1 script: f_1, on @user_script:1.\r\n", "-MOVED 1 h:1 \r\n", "-MOVED 1  h:1\r\n",
    "+MOVED 1 h:1\r\n", "-moved 1 h:1\r\n", "-ASKING 1 h:1\r\n", "-TRYAGAIN 1 h:1\r\n", "-MOVED 1 h\u{7}:1\r\n",
  ]) func nothingElse(_ frame: String) {
    #expect(read(frame) == nil)
  }

  @Test func anyBeginningIsHarmless() {
    let frame = Array("-MOVED 3999 [::1]:6381\r\n".utf8)
    for length in 0..<frame.count {
      #expect(Array(frame.prefix(length)).withUnsafeBytes { Redirection(errorReply: $0) } == nil)
    }
  }
}
