import Testing

@testable import TypedRedis

@Suite struct GrammarParserTests {
  @Test func itemsAreRead() {
    let grammar = GrammarParser.parse(". 'nx' n{.} #{. .} {'A'} [.] ('B' | . .) (. .) <'C' [.]> 12:'D'")
    #expect(
      grammar?.items == [
        .value, .word(Array("NX".utf8)), .counted([.value]),
        .repeated([.value, .value], areNumbers: true), .repeated([.word([0x41])], areNumbers: false),
        .optional([.value]), .choice([.group([.word([0x42])]), .group([.value, .value])]),
        .group([.value, .value]), .anyOrder([.word([0x43]), .optional([.value])]),
        .marked(12, .word([0x44])),
      ])
    #expect(grammar?.forms == [])
  }

  @Test func formsAreRead() {
    let grammar = GrammarParser.parse("'A'; -1 -2; Other +1 -2; Both +1 +2;")
    #expect(
      grammar?.forms == [
        .init(name: nil, with: 0, without: 0b110), .init(name: "Other", with: 0b10, without: 0b100),
        .init(name: "Both", with: 0b110, without: 0), .init(),
      ])
  }

  @Test func quotesInWordsAreDoubled() {
    #expect(GrammarParser.parse("'' 'it''s' ''''")?.items == [
      .word([]), .word(Array("IT'S".utf8)), .word(Array("'".utf8)),
    ])
  }

  private static let faulty: [StaticString] = [
    "'open", "(", "( . ", ")", "[ . }", "n", "n.", "#.", "1", "1:", "64:.", "999999999999999999999:.", "?", ". | .",
    "; +", "; -x", "; +64", "; +1 oops?;;;]", "é", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[.",
  ]

  @Test(arguments: faulty) func whatIsNoGrammarIsRefused(text: StaticString) {
    #expect(GrammarParser.parse(text) == nil)
  }

  /// What is generated has a grammar for each command that needs one, with all of its forms.
  @Test func generatedGrammarsAreGrammars() throws {
    let texts = Dictionary(uniqueKeysWithValues: CommandLibrary.core.grammars.map { ($0.name.description, $0.text) })
    let commands = Dictionary(grouping: CommandLibrary.core.forms) { $0.descriptor.name.description }
    #expect(Set(texts.keys) == Set(commands.filter { $0.value.count > 1 }.keys))
    for (name, text) in texts {
      let grammar = try #require(GrammarParser.parse(text), "\(name)")
      #expect(grammar.forms.map(\.name) == commands[name]?.map { $0.descriptor.form?.description }, "\(name)")
      // Forms that ask for the same could not be told apart.
      let marks = Set(grammar.forms.map { [$0.with, $0.without] })
      #expect(marks.count == grammar.forms.count, "\(name)")
    }
  }
}

extension StaticString: @retroactive CustomTestStringConvertible {
  public var testDescription: String { description }
}
