import Foundation
import Testing

@testable import RedisGenerator

/// The project's own specification with other arguments, as the next version of a server might have them, under overrides that know
/// nothing of it: the code is generated, and valid.
@Suite struct ChangedCommandsTests {
  private static let package = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL

  private typealias Edit = @Sendable (ArgumentSpec) -> [ArgumentSpec]

  private struct Change: Sendable {
    var command: String
    var path: String
    var edit: Edit
  }

  private static func changed(_ edit: @escaping @Sendable (inout ArgumentSpec) -> Void) -> Edit {
    { argument in
      var copy = argument
      edit(&copy)
      return [copy]
    }
  }

  private static func retyped(_ type: ArgumentSpec.Kind, token: String? = nil) -> Edit {
    changed { argument in
      argument.type = type
      argument.children = []
      argument.token = token ?? argument.token
    }
  }

  private static let isRequired = changed { $0.optional = false }
  private static let isGone: Edit = { _ in [] }

  private static func renamed(_ name: String) -> Edit { changed { $0.name = name } }

  /// In a block that is called `name`.
  private static func nested(_ name: String, optional: Bool = false) -> Edit {
    { argument in
      var block = argument
      (block.name, block.type, block.token) = (name, .block, nil)
      (block.multiple, block.optional, block.children) = (false, optional, [argument])
      return [block]
    }
  }

  private static func alsoWith(_ names: String...) -> Edit {
    changed { argument in
      for name in names {
        var word = argument
        (word.name, word.type, word.token, word.children) = (name, .pureToken, name.uppercased(), [])
        (word.optional, word.multiple) = (false, false)
        argument.children.append(word)
      }
    }
  }

  private static let changes: [Change] = [
    Change(command: "ACL LOG", path: "operation", edit: retyped(.integer)),
    Change(command: "ARGET", path: "index", edit: retyped(.pureToken, token: "INDEX")),
    Change(command: "BITFIELD", path: "operation", edit: retyped(.string)),
    Change(command: "BLPOP", path: "timeout", edit: renamed("seconds-to-wait")),
    Change(command: "CLIENT KILL", path: "filter", edit: retyped(.string)),
    Change(command: "EXPIRE", path: "condition", edit: isGone),
    Change(command: "FUNCTION LOAD", path: "replace", edit: isRequired),
    Change(command: "GEOSEARCH", path: "by", edit: nested("where")),
    Change(command: "GETEX", path: "expiration", edit: retyped(.integer)),
    Change(command: "HRANDFIELD", path: "options", edit: retyped(.pureToken, token: "WITHVALUES")),
    Change(command: "LMPOP", path: "where", edit: retyped(.string)),
    Change(command: "LPOP", path: "count", edit: isRequired),
    Change(command: "MSET", path: "data", edit: retyped(.key)),
    Change(command: "SCAN", path: "count", edit: isRequired),
    Change(command: "SET", path: "get", edit: isGone),
    Change(command: "SET", path: "condition", edit: alsoWith("self", "none", "init", "default")),
    Change(command: "SORT", path: "order", edit: nested("in", optional: true)),
    Change(command: "SPOP", path: "count", edit: changed { $0.multiple = true }),
    Change(command: "XADD", path: "trim", edit: isGone),
    Change(command: "XCLAIM", path: "justid", edit: isRequired),
    Change(command: "XREAD", path: "milliseconds", edit: retyped(.double)),
    Change(command: "ZADD", path: "data.score", edit: retyped(.string)),
    Change(command: "ZRANDMEMBER", path: "options", edit: isRequired),
    Change(command: "ZRANGE", path: "withscores", edit: renamed("with-scores")),
    Change(command: "ZUNION", path: "aggregate", edit: alsoWith("avg", "average")),
  ]

  private let diagnostics = Diagnostics()
  private let before: Comparison.Side
  private let after: Comparison.Side
  private let model: APIModel

  init() throws {
    let text = { (name: String) in try String(contentsOf: Self.package.appendingPathComponent(name), encoding: .utf8) }
    let unheard = Diagnostics()
    let document = SpecReader.read(file: "commands.json", text: try text("Generator/Base.json"), diagnostics: unheard)
    let overrides = Overrides.read(
      file: "Overrides.json", text: try text("Generator/Overrides.json"), diagnostics: unheard)
    before = Comparison.Side(
      name: "before", document: document, model: Resolver.resolve(document, overrides, unheard))
    var changed = document
    for change in Self.changes {
      let index = try #require(changed.commands.firstIndex { $0.name == change.command }, "\(change.command)")
      let isThere = changed.commands[index].arguments.edit(change.path, change.edit)
      #expect(isThere, "\(change.command) \(change.path)")
    }
    model = Resolver.resolve(changed, overrides, diagnostics)
    after = Comparison.Side(name: "after", document: changed, model: model)
  }

  @Test func areOnlyWarnedAbout() {
    #expect(diagnostics.sorted.filter { $0.severity == .error }.map(\.description) == [])
    #expect(diagnostics.warningCount > 10)
  }

  @Test func noReplyLosesItsType() {
    #expect(model.commands.flatMap(\.forms).filter { $0.reply.source == .unknown }.map(\.typePath) == [])
  }

  @Test func allChangesAreFound() {
    let comparison = Comparison(before, after)
    #expect(Set(comparison.commands.map(\.name)) == Set(Self.changes.map(\.command)))
    #expect(comparison.step == .major)
    // Methods of other commands are what they were.
    #expect(Set(comparison.api.compactMap(\.command)).isSubset(of: Set(Self.changes.map(\.command))))
  }

  /// Where a count is always sent, the command answers as the form with a count does.
  @Test func formsThatAreAlwaysMeantTakeThePlaceOfTheMainOne() throws {
    let lpop = try #require(model.commands.first { $0.name == "LPOP" })
    #expect(lpop.forms.map(\.name) == [nil])
    #expect(lpop.forms.map(\.method) == ["lpop"])
    #expect(lpop.forms.map { $0.body.parameters.map(\.label) } == [["key", "count"]])
    #expect(lpop.forms.map { "\($0.reply.type)" } == ["[bytes]?"])
    #expect(lpop.grammar == nil)
  }

  @Test(.enabled(if: TypeCheck.isPossible, "there is no compiler"))
  func theCodeIsAcceptedByTheCompiler() async throws {
    let sources = Emitter.emit(model).filter { $0.kind == .source }
    let complaints = try await TypeCheck(includesReplies: true).complaints(about: sources)
    #expect(complaints == "")
  }
}
