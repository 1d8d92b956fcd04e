import Foundation
import TestSupport

@testable import RedisGenerator

/// Has the compiler check generated sources, together with the library's own sources that they stand on and a stand-in for the rest.
struct TypeCheck {
  static var isPossible: Bool { ToolRun.swiftCompiler != nil }

  private static let sources = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../Sources").standardizedFileURL.path

  /// Whether the generated code is Redis' own, on which the types of replies that are written by hand stand.
  var includesReplies = false
  /// Sources that the generated code counts on.
  var additions = ""

  private static let standIn = """
    public protocol RedisCommandRunner: Sendable {}
    public protocol RedisConnectionCommandRunner: RedisCommandRunner {}
    extension RedisCommandRunner {
      public func run<C: RedisCommand>(_ command: C) async throws(RedisError) -> C.Response {
        throw RedisError(.unsupported, "")
      }
      public func run<C: RedisCommand, Result: Sendable>(
        _ command: C,
        reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
      ) async throws(RedisError) -> Result {
        throw RedisError(.unsupported, "")
      }
    }
    public struct CommandLibrary: Sendable {
      public init(
        _ name: String, _ commands: [any RedisCommand.Type], grammars: [(name: StaticString, text: StaticString)]
      ) {}
    }
    public enum ChainStart: Sendable {}
    public enum ChainPair<Earlier: Sendable, Last: Sendable>: Sendable {}
    public struct CommandChain<Responses: Sendable>: Sendable {
      public typealias Appended<Response: Sendable> = CommandChain<ChainPair<Responses, Response>>
      public func run<C: RedisCommand>(_ command: C) -> Appended<C.Response> { Appended() }
      public func run<C: RedisCommand, Response: Sendable>(
        _ command: C,
        reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Response
      ) -> Appended<Response> {
        Appended()
      }
      public func run() async throws(RedisError) -> ChainOutcome<Responses> { ChainOutcome() }
    }
    public struct ChainOutcome<Responses: Sendable>: Sendable {
      func result<Response: Sendable>(_ position: Int) -> Result<Response, RedisError> {
        .failure(RedisError(.unsupported, ""))
      }
    }
    public struct TransactionOutcome<Responses: Sendable>: Sendable {
      func outcome() throws -> ChainOutcome<Responses> { ChainOutcome() }
    }
    """

  /// The types of replies that stand on nothing generated.
  private static let independentReplies = ["ScanPage", "TimeToLive", "ExpirationTime"]

  /// What the compiler says; nothing if all is well.
  func complaints(about files: [EmittedFile]) async throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("type-check-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    var paths = library
    for (name, text) in files.map({ ($0.path, $0.text) }) + [("StandIn.swift", Self.standIn + "\n" + additions)] {
      let url = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: url)
      paths.append(url.path)
    }
    let arguments =
      [
        "-typecheck", "-parse-as-library", "-module-name", "TypedRedis", "-package-name", "generated",
        "-swift-version", "6", "-enable-upcoming-feature", "NonisolatedNonsendingByDefault",
        "-enable-upcoming-feature", "ExistentialAny",
      ] + paths
    return await ToolRun.run([ToolRun.swiftCompiler ?? "swiftc"] + arguments).output
  }

  /// The codec, and what commands are made of.
  private var library: [String] {
    let replies =
      includesReplies ? ["TypedRedis/Replies"] : Self.independentReplies.map { "TypedRedis/Replies/\($0).swift" }
    let folders = [
      "RESP", "TypedRedis/Commands", "TypedRedis/Catalog/FoldedBytes.swift", "TypedRedis/Catalog/Grammar/RequestGrammar.swift",
    ]
    return (folders + replies).flatMap(swiftFiles)
  }

  private func swiftFiles(_ path: String) -> [String] {
    let path = Self.sources + "/" + path
    if path.hasSuffix(".swift") { return [path] }
    let files = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".swift") }.sorted().map { "\(path)/\($0)" }
  }
}
