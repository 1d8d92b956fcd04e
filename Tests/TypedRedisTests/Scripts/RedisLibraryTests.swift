import Testing

@testable import TypedRedis

@Suite struct RedisLibraryTests {
  private let library = RedisLibrary(name: "geometry", version: 3, code: "local a = 1")

  @Test func codeTellsNameAndVersion() {
    #expect(library.code == "#!lua name=geometry\nlocal a = 1\n-- library version 3\n")
    #expect(LibraryMark(in: library.code)?.version == 3)
    #expect(library.declaredName == "geometry")
    let own = RedisLibrary(name: "geometry", version: 4, code: "#!lua name=other\nlocal a = 1")
    #expect(own.code == "#!lua name=other\nlocal a = 1\n-- library version 4\n")
    #expect(own.declaredName == "other")
    #expect(RedisLibrary(name: "x", version: 1, code: "#!lua\n").declaredName == nil)
  }

  @Test(arguments: [
    ("", nil), ("-- library version x", nil), (" -- library version 1", nil), ("-- library version 99999999999999999999", nil),
    ("-- library version 1\r\n-- library version 2\r\nend", 2), ("-- library version -1", -1),
  ] as [(String, Int?)]) func marks(_ code: String, _ version: Int?) {
    #expect(LibraryMark(in: code)?.version == version)
  }

  @Test func statuses() {
    func status(_ code: String?) -> RedisLibraryStatus { RedisLibraryStatus(of: library, found: code) }
    #expect(status(nil) == .missing)
    #expect(status("#!lua name=geometry\n") == .unversioned)
    #expect(status(library.code) == .current)
    #expect(status(RedisLibrary(name: "geometry", version: 3, code: "local a = 2").code) == .changed)
    #expect(status(RedisLibrary(name: "geometry", version: 2, code: "local a = 1").code) == .older(version: 2))
    #expect(status(RedisLibrary(name: "geometry", version: 10, code: "local a = 1").code) == .newer(version: 10))
  }

  @Test func aNameThatTheCodeContradicts() async throws {
    let runner = CannedRunner("*0\r\n")
    let library = RedisLibrary(name: "mine", version: 1, code: "#!lua name=yours\nlocal a = 1")
    let error = await #expect(throws: RedisError.self) { try await library.load(on: runner) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message == "the code of the library mine says that its name is yours")
    let missing = await #expect(throws: RedisError.self) { try await library.check(on: runner) }
    #expect(missing?.code == .unsupported)
    #expect(missing?.message == "the library mine was expected in version 1: no library of this name is there")
  }
}
