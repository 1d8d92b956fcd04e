import TestSupport
import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func hyperloglog(_ server: LiveServer) async throws {
    // A server of its own: the self test keeps it from answering anybody else for long.
    let real = try RealServer(server.binary)
    defer { real.stop() }
    try await Live.run(group: "hyperloglog", on: server, at: real.url) { live in
      let key = try await live.freshKeys("hyperloglog")

      await live.check(Commands.PFADD.self) { live async throws in
        #expect(try await live.pfadd(key: key("a"), elements: ["x", "y", "z"]))
        #expect(try await live.pfadd(key: key("a"), elements: ["x"]) == false)
        #expect(try await live.pfadd(key: key("b"), elements: ["z", "w"]))
        #expect(try await live.pfadd(key: key("empty")))
      }
      await live.check(Commands.PFCOUNT.self) { live async throws in
        #expect(try await live.pfcount(keys: [key("a")]) == 3)
        #expect(try await live.pfcount(keys: [key("a"), key("b")]) == 4)
        #expect(try await live.pfcount(keys: [key("none")]) == 0)
      }
      await live.check(Commands.PFMERGE.self) { live async throws in
        try await live.pfmerge(destination: key("all"), sources: [key("a"), key("b")])
        try await live.pfmerge(destination: key("all"))
        #expect(try await live.pfcount(keys: [key("all")]) == 4)
      }
      await live.check(Commands.PFDEBUG.Encoding.self) { live async throws in
        #expect(try await live.pfdebugEncoding(key: key("a")) == "sparse")
      }
      await live.check(Commands.PFDEBUG.Decode.self) { live async throws in
        #expect(try await live.pfdebugDecode(key: key("a")).contains("v:"))
      }
      await live.check(Commands.PFDEBUG.ToDense.self) { live async throws in
        #expect(try await live.pfdebugToDense(key: key("a")))
        #expect(try await live.pfdebugToDense(key: key("a")) == false)
        #expect(try await live.pfdebugEncoding(key: key("a")) == "dense")
      }
      await live.check(Commands.PFDEBUG.self) { live async throws in
        let registers = try await live.pfdebugGetreg(key: key("b"))
        #expect(registers.count == 16384)
        #expect(registers.filter { $0 != 0 }.count == 2)
      }
      await live.check(Commands.PFDEBUG.Simd.self, redis: "8.0", valkey: "9.0") { live async throws in
        #expect(try await live.pfdebugSimd(mode: .off) == "disabled")
        // Says "disabled" again where the processor has nothing of the kind.
        #expect(["enabled", "disabled"].contains(try await live.pfdebugSimd(mode: .on)))
      }
      await live.check(Commands.PFSELFTEST.self) { live async throws in
        try await live.pfselftest()
      }
    }
  }
}
