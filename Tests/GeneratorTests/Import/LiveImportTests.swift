import Foundation
import TestSupport
import Testing

@testable import RedisGenerator

/// Imports from real servers.
@Suite struct LiveImportTests {
  private func read(_ binary: ServerBinary, _ query: String = "") throws -> ImportedSpecification {
    let diagnostics = Diagnostics()
    let specification = SpecSource(try RealServer.shared(binary).url + query).read(diagnostics)
    #expect(diagnostics.sorted.filter { $0.severity == .error }.map(\.description) == [])
    return try #require(specification)
  }

  private func text(_ specification: ImportedSpecification) -> String {
    SpecificationMerge(
      text: "", ours: SpecDocument(file: "", commands: []), source: specification,
      options: .init(takesSummaries: true)
    ).text
  }

  @Test(arguments: ServerBinary.all) func bothProtocolsSayTheSame(_ binary: ServerBinary) throws {
    let (two, three) = (try read(binary, "?protocol=2"), try read(binary, "?protocol=3"))
    #expect(two.commands.count > 200)
    #expect(two.server == three.server)
    #expect(two.server?.kind == binary.kind.rawValue)
    // Byte by byte, and in the same order.
    #expect(text(two) == text(three))
  }

  @Test(arguments: ServerBinary.all) func aSocketAndAPasswordLeadToTheSame(_ binary: ServerBinary) throws {
    let server = try RealServer(binary, arguments: ["--requirepass", "p@ss"])
    defer { server.stop() }
    let diagnostics = Diagnostics()
    #expect(SpecSource(server.url).load(diagnostics: diagnostics) == nil)
    #expect(diagnostics.sorted.first?.message.contains("NOAUTH") == true)
    let login = "unix://:p%40ss@\(server.socketPath)"
    let names = SpecSource(login).load(diagnostics: Diagnostics())?.commands.map(\.name)
    #expect(try read(binary).document.commands.map(\.name) == names)
    let wrong = Diagnostics()
    #expect(SpecSource(login.replacing("p%40ss", with: "secret")).load(diagnostics: wrong) == nil)
    #expect(wrong.sorted.map(\.message) == ["the server refused HELLO: \(wrongPassword(binary))"])
  }

  private func wrongPassword(_ binary: ServerBinary) -> String {
    "WRONGPASS invalid username-password pair or user is disabled."
  }

  /// Nothing of commands.json is lost by what a server says: its merge reads without errors, and every command stays.
  @Test(arguments: ServerBinary.all) func theProjectsSpecificationTakesThem(_ binary: ServerBinary) throws {
    let path = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../Generator/Base.json").standardizedFileURL
    let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let ours = SpecReader.read(file: "commands.json", text: text, diagnostics: Diagnostics())
    let merge = SpecificationMerge(text: text, ours: ours, source: try read(binary), options: .init())
    let diagnostics = Diagnostics()
    let after = SpecReader.read(file: "merged", text: merge.text, diagnostics: diagnostics)
    #expect(diagnostics.sorted.filter { $0.severity == .error }.map(\.description) == [])
    #expect(Set(ours.commands.map(\.name)).isSubset(of: after.commands.map(\.name)))
    // Older servers have nothing to add, whatever they say otherwise.
    if binary.kind == .redis && !binary.isAtLeast("8.10.0") { #expect(merge.text == text) }
    for (old, new) in zip(ours.commands, after.commands) where merge.new.isEmpty {
      #expect(old.summary == new.summary && old.group == new.group && old.since == new.since, "\(old.name)")
      #expect(old.replySchema == nil || new.replySchema != nil)
    }
    // What was merged says all that the server says.
    let again = SpecificationMerge(text: merge.text, ours: after, source: try read(binary), options: .init())
    #expect(again.text == merge.text)
  }

  /// What servers share they say alike, but for what was looked at and is really different.
  @Test func sharedFactsAreEqual() throws {
    func name(_ binary: ServerBinary) -> String {
      "\(binary.kind.rawValue) \(binary.version.prefix(2).map { String($0) }.joined(separator: "."))"
    }
    guard let newest = ServerBinary.all.first(where: { name($0) == RealDifferences.reference }) else { return }
    let reference = try facts(newest)
    for binary in ServerBinary.all {
      guard let real = RealDifferences.members[name(binary)] else { continue }
      var found: [String: [String]] = [:]
      for (command, members) in try facts(binary).sorted(by: { $0.key < $1.key }) {
        guard let other = reference[command] else { continue }
        for (member, text) in members where other[member] != text { found[member, default: []].append(command) }
      }
      for member in Set(found.keys).union(real.keys).sorted() {
        #expect(found[member]?.joined(separator: ", ") == real[member], "\(binary) \(member)")
      }
    }
  }

  /// What goes over the wire: not the names of arguments, nor since when there is something.
  private func facts(_ binary: ServerBinary) throws -> [String: [String: String]] {
    var facts: [String: [String: String]] = [:]
    for command in try read(binary).document.commands {
      var members = Dictionary(CommandText.members(of: command), uniquingKeysWith: { first, _ in first })
      for name in ["summary", "since", "deprecated_since", "replaced_by", "doc_flags"] { members[name] = nil }
      members["arguments"] = command.arguments.map(wire).joined(separator: " ")
      for name in ["acl_categories", "command_flags", "hints", "key_specs"] { members[name] = members[name] ?? "" }
      facts[command.name] = members
    }
    return facts
  }

  private func wire(_ argument: ArgumentSpec) -> String {
    let inner = argument.children.map(wire).joined(separator: " ")
    return "(\(argument.type.rawValue) \(argument.token ?? "") \(argument.optional) \(argument.multiple) \(argument.multipleToken) \(inner))"
  }
}
