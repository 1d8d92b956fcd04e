import Testing

@testable import RedisGenerator

@Suite struct PathsTests {
  @Test func thePackageIsFoundUpwards() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("", to: "Package.swift")
    try folder.write("", to: "commands.json")
    try folder.write("", to: "Tools/Package.swift")
    try folder.write("", to: "Tools/x/y")
    let paths = Paths(Options(output: "out"), currentDirectory: folder.path + "/Tools/x")
    #expect(paths.specification == folder.path + "/commands.json")
    #expect(paths.overrides == folder.path + "/Generator/Overrides.json")
    #expect(paths.testsOutput == folder.path + "/Tests/TypedRedisTests/Generated")
    // What the user types is relative to where the user is.
    #expect(paths.output == folder.path + "/Tools/x/out")
  }

  @Test func withoutAPackageItIsTheCurrentFolder() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let paths = Paths(Options(), currentDirectory: folder.path)
    #expect(paths.specification == folder.path + "/commands.json")
    #expect(paths.output == folder.path + "/Sources/TypedRedis/Generated")
  }

  @Test func aGivenPackageIsWhereEverythingStarts() {
    let options = Options(specification: "s.json", output: "/abs/out/", packagePath: "../p")
    let paths = Paths(options, currentDirectory: "/a/b")
    #expect(paths.specification == "/a/p/s.json")
    #expect(paths.overrides == "/a/p/Generator/Overrides.json")
    #expect(paths.output == "/abs/out")
  }

  @Test func aLibraryIsBesideItsFiles() {
    let options = Options(specification: "Sources/Mine/cool.redis-commands.json")
    let paths = Paths(options, currentDirectory: "/a/b")
    #expect(paths.library?.name == "cool")
    #expect(paths.module == "Mine")
    #expect(paths.overrides == "/a/b/Sources/Mine/cool.redis-overrides.json")
    #expect(paths.output == "/a/b/Sources/Mine/Generated")
    #expect(paths.testsOutput == nil)
    #expect(LibraryModel(file: ".redis-commands.json") == nil)
    #expect(LibraryModel(file: "commands.json") == nil)
  }

  @Test func aPackageHasItsOwnSpecificationAndLibraries() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    for file in ["Package.swift", "commands.json", "Sources/A/x.redis-commands.json", "Sources/B/y.redis-commands.json"] {
      try folder.write("", to: file)
    }
    try folder.write("", to: "Tests/BTests/T.swift")
    let all = Paths.all(Options(), currentDirectory: folder.path)
    #expect(all.map { $0.library?.name } == [nil, "x", "y"])
    #expect(all.map(\.testsOutput) == [all[0].testsOutput, nil, folder.path + "/Tests/BTests/Generated"])
    #expect(Paths.all(Options(specification: "commands.json"), currentDirectory: folder.path).count == 1)
  }

  @Test func pathsAreShownFromTheCurrentFolder() {
    let paths = Paths(Options(packagePath: "p"), currentDirectory: "/a/b")
    #expect(paths.display(paths.specification) == "p/commands.json")
    #expect(paths.display("/a/bc") == "/a/bc")
    #expect(Paths(Options(packagePath: "."), currentDirectory: "/").display("/x") == "x")
  }
}
