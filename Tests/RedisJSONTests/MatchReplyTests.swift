import RedisJSON
import Testing
import TypedRedis

/// What paths find: `$` paths answer with a list of matches, paths of the old kind and commands without a path with one.
@Suite struct MatchReplyTests {
  @Test func numbersOfAPath() throws {
    for reply in ["*3\r\n:3\r\n$-1\r\n:0\r\n", "*3\r\n:3\r\n_\r\n:0\r\n"] {
      #expect(try read(Commands.JSON_ARRLEN.self, reply) == [3, nil, 0])
      #expect(try read(Commands.JSON_ARRAPPEND.self, reply) == [3, nil, 0])
      #expect(try read(Commands.JSON_ARRINSERT.self, reply) == [3, nil, 0])
      #expect(try read(Commands.JSON_ARRTRIM.self, reply) == [3, nil, 0])
      #expect(try read(Commands.JSON_OBJLEN.self, reply) == [3, nil, 0])
      #expect(try read(Commands.JSON_STRLEN.self, reply) == [3, nil, 0])
      #expect(try read(Commands.JSON_STRAPPEND.self, reply) == [3, nil, 0])
    }
    #expect(try read(Commands.JSON_ARRLEN.self, ":3\r\n") == [3])
    #expect(try read(Commands.JSON_ARRLEN.self, "*0\r\n") == [])
    #expect(try read(Commands.JSON_STRLEN.self, "$-1\r\n") == [])
    #expect(try read(Commands.JSON_DEBUG_MEMORY.self, "*2\r\n:24\r\n:8\r\n") == [24, 8])
    #expect(try read(Commands.JSON_DEBUG_MEMORY.self, ":24\r\n") == [24])
  }

  @Test func numbersOfADocument() throws {
    for (reply, number) in [(":3\r\n", 3), ("*1\r\n:3\r\n", 3), ("$-1\r\n", nil), ("_\r\n", nil), ("*1\r\n_\r\n", nil)] {
      #expect(try read(Commands.JSON_ARRLEN.Root.self, reply) == number)
      #expect(try read(Commands.JSON_OBJLEN.Root.self, reply) == number)
      #expect(try read(Commands.JSON_STRLEN.Root.self, reply) == number)
      #expect(try read(Commands.JSON_STRAPPEND.Root.self, reply) == number)
    }
    #expect(try read(Commands.JSON_DEBUG_MEMORY.Root.self, ":24\r\n") == 24)
  }

  @Test func togglesInThreeSpellings() throws {
    #expect(try read(Commands.JSON_TOGGLE.self, "*3\r\n:1\r\n:0\r\n$-1\r\n") == [true, false, nil])
    #expect(try read(Commands.JSON_TOGGLE.self, "*3\r\n:1\r\n:0\r\n_\r\n") == [true, false, nil])
    #expect(try read(Commands.JSON_TOGGLE.self, "true".bulk) == [true])
    #expect(try read(Commands.JSON_TOGGLE.self, "+false\r\n") == [false])
  }

  @Test func placesInArrays() throws {
    let places: [JSONArrayIndex] = [.at(2), .notFound, .notAnArray]
    #expect(try read(Commands.JSON_ARRINDEX.self, "*3\r\n:2\r\n:-1\r\n$-1\r\n") == places)
    #expect(try read(Commands.JSON_ARRINDEX.self, "*3\r\n:2\r\n:-1\r\n_\r\n") == places)
    #expect(try read(Commands.JSON_ARRINDEX.self, ":-1\r\n") == [.notFound])
    #expect(places.map(\.index) == [2, nil, nil])
    #expect(throws: RedisError.self) { try read(Commands.JSON_ARRINDEX.self, ":-2\r\n") }
  }

  @Test func elementsTakenOut() throws {
    for null in ["$-1\r\n", "_\r\n"] {
      #expect(try read(Commands.JSON_ARRPOP.self, "*2\r\n" + #"{"a":1}"#.bulk + null) == [#"{"a":1}"#, nil])
      #expect(try read(Commands.JSON_ARRPOP.Root.self, null) == nil)
    }
    #expect(try read(Commands.JSON_ARRPOP.self, "7".bulk) == ["7"])
    #expect(try read(Commands.JSON_ARRPOP.Root.self, "7".bulk) == "7")
  }

  @Test func namesOfMembers() throws {
    let names = "*2\r\n" + "a".bulk + "b".bulk
    #expect(try read(Commands.JSON_OBJKEYS.self, "*3\r\n\(names)$-1\r\n*0\r\n") == [["a", "b"], nil, []])
    #expect(try read(Commands.JSON_OBJKEYS.self, "*3\r\n\(names)_\r\n*0\r\n") == [["a", "b"], nil, []])
    #expect(try read(Commands.JSON_OBJKEYS.self, names) == [["a", "b"]])
    #expect(try read(Commands.JSON_OBJKEYS.self, "*0\r\n") == [])
    for reply in [names, "*1\r\n\(names)"] {
      #expect(try read(Commands.JSON_OBJKEYS.Root.self, reply) == ["a", "b"])
    }
    #expect(try read(Commands.JSON_OBJKEYS.Root.self, "*1\r\n" + "a".bulk) == ["a"])
    #expect(try read(Commands.JSON_OBJKEYS.Root.self, "$-1\r\n") == [])
  }

  /// RESP3 has one more list around all of it.
  @Test func typesOfValues() throws {
    let list = "*2\r\n+string\r\n+object\r\n"
    for reply in [list, "*1\r\n\(list)"] {
      #expect(try read(Commands.JSON_TYPE.self, reply) == [.string, .object])
    }
    for reply in ["*-1\r\n", "*1\r\n_\r\n", "*0\r\n", "*1\r\n*0\r\n"] {
      #expect(try read(Commands.JSON_TYPE.self, reply) == [])
    }
    for reply in ["+integer\r\n", "*1\r\n+integer\r\n", "*1\r\n*1\r\n+integer\r\n"] {
      #expect(try read(Commands.JSON_TYPE.self, reply) == [.integer])
      #expect(try read(Commands.JSON_TYPE.Root.self, reply) == .integer)
    }
    #expect(try read(Commands.JSON_TYPE.Root.self, "*1\r\n_\r\n") == nil)
    #expect(try read(Commands.JSON_TYPE.Root.self, "$-1\r\n") == nil)
  }

  @Test(arguments: ["object", "array", "string", "integer", "number", "boolean", "null", "date"])
  func typesGoBackToTheirNames(name: String) throws {
    #expect(JSONType(name: name).name == name)
    #expect((JSONType(name: name) == .other(name)) == (name == "date"))
  }
}
