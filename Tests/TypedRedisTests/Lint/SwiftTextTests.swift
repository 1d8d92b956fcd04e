import Testing

@Suite struct SwiftTextTests {
  private func texts(_ source: String) -> [String] { SwiftText(source).literals.map(\.text) }

  @Test func literalsAreFound() {
    #expect(texts(#"let a = "GET", b = "say \"x\"" + "\\""#) == ["GET", #"say \"x\""#, #"\\"#])
    #expect(texts(##"f(#"a"b"#, #"\#n"#)"##) == [#"a"b"#, #"\n"#])
    #expect(texts("\"\"\"\n  one \"two\"\n  \"\"\" + \"three\"") == ["\n  one \"two\"\n  ", "three"])
    #expect(texts("\"unfinished") == ["unfinished"])
  }

  @Test func interpolationsAreCode() {
    let text = SwiftText(#"f("a \(g(x, "b \(c)")) d") + h"#)
    #expect(text.literals.map(\.text) == ["b …", "a … d"])
    #expect(text.code == "f(\"\"g(x, \"\"c)) + h")
  }

  @Test func commentsAreNothing() {
    let text = SwiftText("a // \"GET\"\n/* \"x\" /* y */\n\"z\" */ b(\"SET\") // try!")
    #expect(text.literals == [SwiftText.Literal(line: 3, text: "SET")])
    #expect(text.code == "a \n\n b(\"\") ")
  }

  @Test func commandsAreFoundByTheirNames() throws {
    let names = try CommandNames(
      ProjectFile(path: "", text: #"{"GET": {}, "CLIENT LIST": {}, "SET": {}}"#))
    for text in ["GET", "get", "client list", "CLIENT", "client", "+SET\\r\\n", "use SET instead", "CLIENT LIST"] {
      #expect(names.occur(in: text), "\(text)")
    }
    for text in ["Get", "LIST", "get it", "the set", "RESET", "SETTER", ""] {
      #expect(!names.occur(in: text), "\(text)")
    }
  }

  @Test func exceptionsHaveToBeNeeded() {
    var exceptions = Exceptions(["a": ["x": "why", "y": "why not"]])
    let file = ProjectFile(path: "a", text: "")
    let covered = [exceptions.covers("x", in: file), exceptions.covers("z", in: file)]
    #expect(covered == [true, false])
    let elsewhere = exceptions.covers("x", in: ProjectFile(path: "b", text: ""))
    #expect(!elsewhere)
    #expect(exceptions.unneeded == ["a: y"])
  }
}
