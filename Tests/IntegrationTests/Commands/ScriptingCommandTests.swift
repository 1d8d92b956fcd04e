import TestSupport
import Testing

@testable import TypedRedis

extension CommandTests {
  /// On a server of their own, because flushing and killing is everyone's business.
  @Test(arguments: LiveServer.all) func scripting(_ server: LiveServer) async throws {
    try await server.inBothProtocols(group: "scripting") { session async throws in
      // Scripts count as slow, and can be killed, after a millisecond.
      let own = try RealServer(server.binary, arguments: ["--lua-time-limit", "1"])
      defer { own.stop() }
      try await session.run(at: own.url) { live in
        await live.checkScripts()
        await live.checkReadOnlyScripts()
        await live.checkScriptCache()
        await live.checkScriptDebugging()
        await live.checkFunctions()
        await live.checkFunctionLibraries()
        await live.checkKilling()
      }
    }
  }
}

extension Live {
  fileprivate func checkScripts() async {
    await check(Commands.EVAL.self) { live async throws in
      #expect(try await live.eval(script: "return 1 + 1").int == 2)
      let echo = try await live.eval(
        script: "return {KEYS[1], ARGV[1], ARGV[2]}", keys: ["k"], arguments: ["a", "b"])
      #expect(try echo.decode(as: [String].self) == ["k", "a", "b"])
      #expect(try await live.eval(script: "return false").isNull)
      let done = try await live.eval(
        script: "return redis.call('SET', KEYS[1], ARGV[1])", keys: ["scripting:a"], arguments: [7])
      #expect(done.string == "OK")
      #expect(try await live.redis.get(key: "scripting:a", as: Int.self) == 7)
      let error = await #expect(throws: RedisError.self) {
        try await live.eval(script: "return redis.error_reply('MYERR no')")
      }
      #expect(error?.server?.kind == "MYERR")
    }
    await check(Commands.EVAL.self) { live async throws in
      // With the newer protocol a script can return its types.
      let number = try await live.eval(script: "redis.setresp(3) return {double = 1.5}")
      #expect(number.double == 1.5)
      let flag = try await live.eval(script: "redis.setresp(3) return true")
      #expect(flag.bool == true)
    }
    await check(Commands.EVALSHA.self) { live async throws in
      let sha = try await live.redis.scriptLoad(script: "return ARGV[1] * 2")
      #expect(try await live.evalsha(sha1: sha, arguments: [21]).int == 42)
      let error = await #expect(throws: RedisError.self) {
        try await live.evalsha(sha1: String(repeating: "0", count: 40), keys: ["k"])
      }
      #expect(error?.server?.kind == "NOSCRIPT")
    }
  }

  fileprivate func checkReadOnlyScripts() async {
    await check(Commands.EVAL_RO.self) { live async throws in
      #expect(
        try await live.evalRo(
          script: "return redis.call('EXISTS', KEYS[1])", keys: ["scripting:none"]).int == 0)
      await #expect(throws: RedisError.self) {
        try await live.evalRo(
          script: "return redis.call('SET', KEYS[1], ARGV[1])", keys: ["scripting:a"],
          arguments: ["x"])
      }
    }
    await check(Commands.EVALSHA_RO.self) { live async throws in
      let sha = try await live.redis.scriptLoad(script: "return #KEYS + #ARGV")
      #expect(
        try await live.evalshaRo(sha1: sha, keys: ["k", "l"], arguments: ["a"]).int == 3)
      #expect(try await live.evalshaRo(sha1: sha).int == 0)
    }
  }

  fileprivate func checkScriptCache() async {
    await check(Commands.SCRIPT.LOAD.self) { live async throws in
      let sha = try await live.scriptLoad(script: "return 5")
      #expect(sha.count == 40)
      await #expect(throws: RedisError.self) { try await live.scriptLoad(script: "no lua") }
    }
    await check(Commands.SCRIPT.EXISTS.self) { live async throws in
      let sha = try await live.redis.scriptLoad(script: "return 5")
      #expect(try await live.scriptExists(sha1s: [sha, "none"]) == [true, false])
    }
    await check(Commands.SCRIPT.SHOW.self) { live async throws in
      let sha = try await live.redis.scriptLoad(script: "return 5")
      #expect(try await live.scriptShow(sha1: sha) == "return 5")
      #expect(try await live.scriptShow(sha1: sha, as: String.self) == "return 5")
      let bytes = Array("return '".utf8) + [255] + Array("'".utf8)
      let odd = try await live.redis.scriptLoad(script: bytes)
      #expect(try await live.scriptShow(sha1: odd).bytes == bytes)
      let error = await #expect(throws: RedisError.self) {
        try await live.scriptShow(sha1: String(repeating: "0", count: 40))
      }
      #expect(error?.server?.kind == "NOSCRIPT")
    }
    await check(Commands.SCRIPT.FLUSH.self) { live async throws in
      let sha = try await live.redis.scriptLoad(script: "return 5")
      try await live.scriptFlush()
      try await live.scriptFlush(mode: .async)
      try await live.scriptFlush(mode: .sync)
      #expect(try await live.redis.scriptExists(sha1s: [sha]) == [false])
    }
    await check(Commands.SCRIPT.HELP.self) { live async throws in
      #expect(try await live.scriptHelp().first?.hasPrefix("SCRIPT") == true)
    }
  }

  fileprivate func checkScriptDebugging() async {
    await check(Commands.SCRIPT.DEBUG.self) { live async throws in
      try await live.withConnection { connection in
        try await connection.scriptDebug(mode: .yes)
        try await connection.scriptDebug(mode: .sync)
        try await connection.scriptDebug(mode: .no)
        #expect(try await connection.eval(script: "return 1").int == 1)
      }
    }
    await check(Commands.SCRIPT.DEBUG.self, redis: nil, valkey: "9.1") { live async throws in
      try await live.withConnection { connection in
        try await connection.scriptDebug(mode: .yes, engine: "lua")
        try await connection.scriptDebug(mode: .no)
      }
    }
  }

  /// Scripts that run until they are killed.
  fileprivate func checkKilling() async {
    await check(Commands.SCRIPT.KILL.self) { live async throws in
      let idle = await #expect(throws: RedisError.self) { try await live.scriptKill() }
      #expect(idle?.server?.kind == "NOTBUSY")
      try await live.withConnection { other in
        let running = Task { try await other.eval(script: "while true do end") }
        try await eventually("no script to kill") { await refusal { try await live.scriptKill() } == "no error" }
        let error = await #expect(throws: RedisError.self) { try await running.value }
        #expect(error?.server?.message.contains("killed") == true)
      }
    }
    await check(Commands.FUNCTION.KILL.self) { live async throws in
      let idle = await #expect(throws: RedisError.self) { try await live.functionKill() }
      #expect(idle?.server?.kind == "NOTBUSY")
      try await live.redis.functionLoad(
        replace: true,
        code: """
          #!lua name=forever
          redis.register_function('spin', function(keys, args) while true do end end)
          """)
      try await live.withConnection { other in
        let running = Task { try await other.fcall(function: "spin", arguments: ["x"]) }
        try await eventually("no function runs") { try await live.functionStats().running != nil }
        let function = try #require(try await live.functionStats().running)
        #expect(function.name == "spin" && function.duration >= .zero)
        #expect(function.command == ["FCALL", "spin", "0", "x"])
        try await eventually("no function to kill") { await refusal { try await live.functionKill() } == "no error" }
        let error = await #expect(throws: RedisError.self) { try await running.value }
        #expect(error?.server?.message.contains("killed") == true)
      }
    }
  }
}
