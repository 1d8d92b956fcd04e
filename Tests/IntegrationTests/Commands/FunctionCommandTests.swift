import Testing

@testable import TypedRedis

private let numbers = """
  #!lua name=numbers
  redis.register_function('total', function(keys, args) return args[1] + args[2] end)
  redis.register_function{
    function_name = 'length', callback = function(keys, args) return #keys end,
    flags = {'no-writes'}, description = 'counts keys'}
  """

/// The functions of the group `scripting`.
extension Live {
  func checkFunctions() async {
    await check(Commands.FUNCTION.LOAD.self) { live async throws in
      #expect(try await live.functionLoad(code: numbers) == "numbers")
      #expect(try await live.functionLoad(replace: true, code: numbers) == "numbers")
      await #expect(throws: RedisError.self) { try await live.functionLoad(code: numbers) }
    }
    await check(Commands.FCALL.self) { live async throws in
      #expect(try await live.fcall(function: "total", arguments: [1, 2]).int == 3)
      await #expect(throws: RedisError.self) { try await live.fcall(function: "none", keys: ["k"]) }
    }
    await check(Commands.FCALL_RO.self) { live async throws in
      #expect(
        try await live.fcallRo(function: "length", keys: ["a", "b"], arguments: ["x"]).int == 2)
      await #expect(throws: RedisError.self) {
        try await live.fcallRo(function: "total", arguments: [1, 2])
      }
    }
    await check(Commands.FUNCTION.LIST.self) { live async throws in
      let libraries = try await live.functionList()
      #expect(libraries.map(\.name) == ["numbers"])
      #expect(libraries.first?.engine == "LUA")
      let functions = (libraries.first?.functions ?? []).sorted { $0.name < $1.name }
      #expect(functions.map(\.name) == ["length", "total"])
      #expect(functions.first?.description == "counts keys" && functions.last?.description == nil)
      #expect(functions.first?.flags == ["no-writes"] && functions.last?.flags == [])
      #expect(try await live.functionList(pattern: "x*").isEmpty)
    }
    await check(Commands.FUNCTION.LIST.WithCode.self) { live async throws in
      #expect(try await live.functionListWithCode().first?.code.string == numbers)
      let library = try await live.functionListWithCode(pattern: "num*", as: String.self).first
      #expect(library?.code == numbers && library?.functions.count == 2)
      #expect(try await live.functionListWithCode(pattern: "x*").isEmpty)
    }
    await check(Commands.FUNCTION.LIST.WithCode.self) { live async throws in
      // Code and description are bytes that need not be text.
      let head = "#!lua name=odd\nredis.register_function{function_name='odd', callback=function() end, description='"
      let code = Array(head.utf8) + [255] + Array("'}".utf8)
      try await live.functionLoad(code: code)
      let library = try #require(try await live.functionListWithCode(pattern: "odd").first)
      #expect(library.code.bytes == code)
      #expect(library.functions.first?.description?.bytes == [255])
      #expect(try await live.functionList(pattern: "odd").first?.functions.first?.flags == [])
      try await live.functionDelete(libraryName: "odd")
    }
    await check(Commands.FUNCTION.STATS.self) { live async throws in
      let stats = try await live.functionStats()
      #expect(stats.running == nil)
      #expect(stats.engines["LUA"]?.libraries == 1 && stats.engines["LUA"]?.functions == 2)
    }
  }

  func checkFunctionLibraries() async {
    await check(Commands.FUNCTION.DUMP.self) { live async throws in
      #expect(try await live.functionDump().isEmpty == false)
      #expect(try await live.functionDump(as: [UInt8].self).isEmpty == false)
    }
    await check(Commands.FUNCTION.DELETE.self) { live async throws in
      try await live.functionDelete(libraryName: "numbers")
      await #expect(throws: RedisError.self) { try await live.functionDelete(libraryName: "numbers") }
    }
    await check(Commands.FUNCTION.RESTORE.self) { live async throws in
      try await live.redis.functionLoad(replace: true, code: numbers)
      let dump = try await live.redis.functionDump()
      await #expect(throws: RedisError.self) { try await live.functionRestore(serializedValue: dump) }
      try await live.functionRestore(serializedValue: dump, policy: .replace)
      try await live.functionRestore(serializedValue: dump, policy: .flush)
      try await live.redis.functionDelete(libraryName: "numbers")
      try await live.functionRestore(serializedValue: dump, policy: .append)
      #expect(try await live.redis.fcall(function: "total", arguments: [2, 3]).int == 5)
    }
    await check(Commands.FUNCTION.FLUSH.self) { live async throws in
      try await live.functionFlush(mode: .async)
      try await live.functionFlush(mode: .sync)
      try await live.functionFlush()
      #expect(try await live.redis.functionList().isEmpty)
    }
    await check(Commands.FUNCTION.HELP.self) { live async throws in
      #expect(try await live.functionHelp().first?.hasPrefix("FUNCTION") == true)
    }
  }
}
