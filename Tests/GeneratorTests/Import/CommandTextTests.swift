import Foundation
import Testing

@testable import RedisGenerator

@Suite struct CommandTextTests {
  /// What an import writes looks like what is there: only long schemas were broken by hand.
  @Test func commandsAreWrittenAsTheyStandInTheProject() throws {
    let path = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../Generator/Base.json").standardizedFileURL
    let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let diagnostics = Diagnostics()
    let document = SpecReader.read(file: "commands.json", text: text, diagnostics: diagnostics)
    let members = MemberText(Array(text.utf8))
    #expect(members.members.map { $0.name.uppercased() } == document.commands.map(\.name))
    var different: [String] = []
    for (member, command) in zip(members.members, document.commands) {
      let text = MemberText(Array(members.text(member.value).utf8))
      // What is empty says nothing.
      let own = text.members.filter { text.text($0.value) != "[]" }
      let written = CommandText.members(of: command)
      #expect(own.map(\.name) == written.map(\.name), "\(command.name)")
      for (old, new) in zip(own, written) where text.text(old.value) != new.value && new.name != "reply_schema" {
        different.append("\(command.name) \(new.name): \(text.text(old.value)) \(new.value)")
      }
    }
    #expect(different == [])
  }

  @Test func membersOfAnyText() {
    let text = #"{ "a" : {"x": "}\"]"} ,"b":[1,[2]],"c" :"\\","d":-1.5e3 , "e":null}  "#
    let members = MemberText(Array(text.utf8))
    #expect(members.members.map(\.name) == ["a", "b", "c", "d", "e"])
    #expect(members.members.map { members.text($0.value) } == [#"{"x": "}\"]"}"#, "[1,[2]]", #""\\""#, "-1.5e3", "null"])
    for cut in text.indices {
      // Whatever is cut off, there is an end.
      _ = MemberText(Array(text[..<cut].utf8)).members
    }
  }
}
