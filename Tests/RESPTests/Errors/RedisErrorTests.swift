import RESP
import Testing

@Suite struct RedisErrorTests {
  @Test func describesWhereItIs() {
    let error = RedisError.unexpected("double", got: .array).at(.field("score")).at(.index(3))
    #expect(error.description == #"element 3, field "score": expected double, got array"#)
    #expect(error.path == [.index(3), .field("score")])
    #expect(
      error.with(command: "ZRANGE").description == #"ZRANGE: element 3, field "score": expected double, got array"#)
    #expect(RedisError(.timedOut, "too late").at(.key("a")).description == #"key "a": too late"#)
    #expect(RedisError.missingField("name").description == #"field "name": is missing"#)
  }

  @Test func saysThatACommandMayHaveBeenApplied() {
    let error = RedisError(.connectionClosed, "the connection was closed")
    #expect(!error.mayHaveBeenApplied)
    let marked = error.markingMayHaveBeenApplied()
    #expect(marked.mayHaveBeenApplied)
    #expect(marked.description == "the connection was closed (the command may have been applied)")
    #expect(!error.mayHaveBeenApplied)
  }

  @Test func isOnePointerWide() {
    #expect(MemoryLayout<RedisError>.size == MemoryLayout<Int>.size)
  }

  @Test func comparesByContents() {
    let one = RedisError(.timedOut, "late").with(command: "GET")
    let other = RedisError(.timedOut, "late").with(command: "GET")
    #expect(one == other)
    #expect(Set([one, other]).count == 1)
    #expect(one != other.at(.index(0)))
  }

  @Test func carriesTheServersError() {
    let error = RedisError(server: ServerError(line: "WRONGTYPE Operation against a key"))
    #expect(error.code == .server)
    #expect(error.server?.kind == "WRONGTYPE")
    #expect(error.message == "WRONGTYPE Operation against a key")
  }
}

@Suite struct ServerErrorTests {
  @Test(arguments: [
    ("WRONGTYPE Operation against a key", "WRONGTYPE", "Operation against a key"),
    ("ERR", "ERR", ""),
    ("MOVED 3999 127.0.0.1:6381", "MOVED", "3999 127.0.0.1:6381"),
    ("Function not found", "", "Function not found"),
    ("ERR  two spaces", "ERR", "two spaces"),
    (" ERR", "", "ERR"),
    ("", "", ""),
    ("UNKILLABLE Sorry", "UNKILLABLE", "Sorry"),
    ("É x", "", "É x"),
  ])
  func takesTheLineApart(line: String, kind: String, message: String) {
    let error = ServerError(line: line)
    #expect(error.kind == kind)
    #expect(error.message == message)
    #expect(error.description == line)
  }

  @Test func isPutTogether() {
    #expect(ServerError(kind: "ERR", message: "no").description == "ERR no")
    #expect(ServerError(kind: "ERR", message: "").description == "ERR")
    #expect(ServerError(kind: "", message: "odd").description == "odd")
  }
}
