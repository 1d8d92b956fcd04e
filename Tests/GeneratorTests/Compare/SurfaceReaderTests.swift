import Foundation
import Testing

@testable import RedisGenerator

/// What is read back from generated files is what the model says.
@Suite struct SurfaceReaderTests {
  private static let package = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL

  private func check(_ model: APIModel, _ files: [EmittedFile]) {
    let read = SurfaceReader.read(files.map(\.text)).surface
    let made = APISurface(model)
    #expect(SurfaceComparison.changes(from: made, to: read) == [])
    #expect(SurfaceComparison.changes(from: read, to: made) == [])
    #expect(Set(read.methods) == Set(made.methods))
    #expect(Set(read.types) == Set(made.types))
    #expect(read.methods.count == made.methods.count)
    #expect(read.types.count == made.types.count)
  }

  @Test func theProjectsOwn() throws {
    let text = { (name: String) in try String(contentsOf: Self.package.appendingPathComponent(name), encoding: .utf8) }
    let resolved = Resolved(try text("Generator/Base.json"), overrides: try text("Generator/Overrides.json"))
    check(resolved.model, Emitter.emit(resolved.model))
  }

  @Test(arguments: [weirdSpecification, inventedSpecification])
  func strangeOnes(specification: String) {
    let resolved = Resolved(specification, overrides: "{\"commands\": {\(inventedOverrides)}}")
    check(resolved.model, Emitter.emit(resolved.model))
  }

  /// In one file, methods of chains stand behind the methods of the last command.
  @Test func aLibrarysOwn() throws {
    var model = Resolved(command("X", argument("a")), overrides: #"{"commands": {"X": {"reply": "bytes"}}}"#).model
    model.library = LibraryModel(file: "Odd.redis-commands.json")
    let files = Emitter.emit(model, Emitter.Layout(isSingleFile: true, hasTests: false))
    check(model, files)
    let code = try #require(SurfaceReader.read(files.map(\.text)).code[.init(command: "X")])
    #expect(!code.contains { $0.contains("Appended<") })
  }

  @Test func codeAndCommentsAreApart() throws {
    let text = Emitter.emit(Resolved(command("X", argument("a"), members: #""summary": "One.","#)).model).map(\.text)
    let reader = SurfaceReader.read(text)
    let other = SurfaceReader.read(
      Emitter.emit(Resolved(command("X", argument("a"), members: #""summary": "Two.","#)).model).map(\.text))
    #expect(reader.code == other.code)
    #expect(reader.comments != other.comments)
    #expect(try #require(reader.code[.init(command: "X")]).allSatisfy { !$0.hasPrefix("//") })
  }

  /// Files that are no longer as they were written: nothing to trip over.
  @Test(arguments: [
    "", "extension Commands {", "public struct X: RedisCommand {", "  public func x(",
    "extension RedisCommandRunner {\n  public func x(a: (Int, b: Int", "extension Commands {\n  public enum\n  public enum E {\n    case (\n",
    "    public static let descriptor = CommandDescriptor(name: \"",
    "public struct R<Value: RESPDecodable>: RESPRecord {\n  public init(a: [Int: (\n", ")\n))(((", "public enum E: RESP {\n  case a(Int, b: = )\n",
  ])
  func brokenFiles(text: String) {
    _ = SurfaceReader.read([text, text])
  }
}
