import RedisJSON
import Testing
import TypedRedis

@Suite struct DocumentReplyTests {
  @Test func textOfDocuments() throws {
    let text = #"[{"name":"Zoë"}]"#
    #expect(try read(Commands.JSON_GET.self, text.bulk) == RedisBytes(text))
    for null in ["$-1\r\n", "_\r\n"] {
      #expect(try read(Commands.JSON_GET.self, null) == nil)
      #expect(try read(Commands.JSON_MGET.self, "*2\r\n" + text.bulk + null) == [RedisBytes(text), nil])
    }
  }

  @Test func whetherSomethingWasSet() throws {
    #expect(try read(Commands.JSON_SET.self, "+OK\r\n"))
    #expect(try read(Commands.JSON_MERGE.self, "+OK\r\n"))
    #expect(try read(Commands.JSON_MSET.self, "+OK\r\n"))
    for null in ["$-1\r\n", "_\r\n"] {
      #expect(try !read(Commands.JSON_SET.self, null))
      #expect(try !read(Commands.JSON_MERGE.self, null))
      #expect(try !read(Commands.JSON_MSET.self, null))
    }
  }

  @Test func counts() throws {
    #expect(try read(Commands.JSON_DEL.self, ":2\r\n") == 2)
    #expect(try read(Commands.JSON_FORGET.self, ":0\r\n") == 0)
    #expect(try read(Commands.JSON_CLEAR.self, ":1\r\n") == 1)
  }

  @Test func errorsOfTheServerAreThrown() {
    let error = #expect(throws: RedisError.self) { try read(Commands.JSON_ARRLEN.self, "-ERR could not perform this\r\n") }
    #expect(error?.code == .server)
  }

  @Test func keysAreWhereTheClusterLooks() {
    #expect(Commands.JSON_MGET.descriptor.keySpecs == [
      KeySpec(begin: .index(1), find: .range(last: -2, step: 1, limit: 0), access: [.readOnly, .access])
    ])
  }
}
