import Foundation
import Testing

@testable import RedisGenerator

@Suite struct ChangeSetTests {
  private let marked = GeneratedMarker.text(of: nil) + "\n"

  @Test func comparesWritesAndRemoves() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let output = folder.path + "/out"
    try folder.write(marked + "same", to: "out/Same.swift")
    try folder.write(marked + "old", to: "out/Stale.swift")
    try folder.write(marked, to: "out/deep/LeftOver.swift")
    try folder.write("// mine\n", to: "out/Mine.swift")
    let another = GeneratedMarker.text(of: LibraryModel(file: "x.redis-commands.json"))
    try folder.write(another, to: "out/Another.swift")
    try folder.write(marked, to: "out/notes.txt")
    try folder.write(marked, to: "elsewhere/Other.swift")
    let files = [
      (path: output + "/Stale.swift", text: marked + "new"),
      (path: output + "/Same.swift", text: marked + "same"),
      (path: output + "/new/Missing.swift", text: marked),
    ]

    let changes = ChangeSet(files: files, folders: [output, output, folder.path + "/none"], claims: { $0 == "commands.json" })
    #expect(changes.changes.map(\.kind) == [.stale, .leftOver, .missing])
    #expect(changes.changes.map(\.old) == [marked + "old", marked, nil])
    #expect(changes.changes.map(\.new) == [marked + "new", nil, marked])
    #expect(changes.unchanged == 1)

    let before = try modified(output + "/Same.swift")
    var heard: [String] = []
    try changes.apply { heard.append($0.path) }
    #expect(heard.count == 3)
    #expect(folder.read("out/Stale.swift") == marked + "new")
    #expect(folder.read("out/new/Missing.swift") == marked)
    #expect(folder.read("out/deep/LeftOver.swift") == nil)
    #expect(folder.read("out/Mine.swift") == "// mine\n")
    #expect(folder.read("out/Another.swift") == another)
    #expect(folder.read("out/notes.txt") == marked)
    #expect(folder.read("elsewhere/Other.swift") == marked)
    #expect(try modified(output + "/Same.swift") == before)
    #expect(ChangeSet(files: files, folders: [output], claims: { $0 == "commands.json" }).isEmpty)
  }

  @Test func aFileThatIsNotTextIsStale() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.path + "/a.swift"
    try Data([0xff, 0xfe]).write(to: URL(fileURLWithPath: path))
    let changes = ChangeSet(files: [(path, "\u{fffd}\u{fffd}")], folders: [], claims: { _ in false })
    #expect(changes.changes.map(\.kind) == [.stale])
  }

  private func modified(_ path: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
}

@Suite struct GeneratedFilesTests {
  private let paths = Paths(Options(output: "out", testsOutput: "tests"), currentDirectory: "/p")

  private func files(_ path: String, _ text: String = GeneratedMarker.text(of: nil)) -> GeneratedFiles {
    GeneratedFiles([EmittedFile(path: path, text: text, kind: .source)], paths: paths)
  }

  @Test func landInTheirFolders() {
    let emitted = [
      EmittedFile(path: "A.swift", text: GeneratedMarker.text(of: nil), kind: .source),
      EmittedFile(path: "x/A.swift", text: GeneratedMarker.text(of: nil), kind: .test),
    ]
    let files = GeneratedFiles(emitted, paths: paths)
    #expect(files.files.map(\.path) == ["/p/out/A.swift", "/p/tests/x/A.swift"])
    #expect(files.faults.isEmpty)
  }

  @Test(arguments: ["", "/etc/x", "../x", "a/../../x", "a//b", "./x"])
  func neverLeaveTheirFolders(path: String) {
    #expect(files(path).files.isEmpty)
    #expect(files(path).faults.count == 1)
  }

  @Test func carryTheMark() {
    #expect(files("A.swift", "let a = 1").faults.count == 1)
  }

  @Test func areThereOnce() {
    let file = EmittedFile(path: "A.swift", text: GeneratedMarker.text(of: nil), kind: .source)
    let other = EmittedFile(path: "a.swift", text: GeneratedMarker.text(of: nil), kind: .source)
    #expect(
      GeneratedFiles([file, other], paths: paths).faults == ["out/a.swift is generated twice"])
  }
}
