/// How the arguments of a command follow each other, and which of them tell its forms apart.
struct RequestGrammar: Sendable, Hashable {
  indirect enum Item: Sendable, Hashable {
    /// A word that stands for itself, in upper case.
    case word([UInt8])
    case value
    /// A number that is followed by as many of these.
    case counted([Item])
    case group([Item])
    case choice([Item])
    case optional([Item])
    /// One or more. A list of numbers never goes to the end of the words whatever they are, as a list of keys may.
    case repeated([Item], areNumbers: Bool)
    /// Any of these, in any order, also several times.
    case anyOrder([Item])
    /// Matching it is worth noting.
    case marked(Int, Item)
  }

  struct Form: Sendable, Hashable {
    /// nil for the main form.
    var name: String?
    var with: UInt64 = 0
    var without: UInt64 = 0
  }

  var items: [Item] = []
  var forms: [Form] = []
}

/// The grammar of one command as it is generated, to be parsed when it is needed.
struct GrammarText: Sendable {
  let name: StaticString
  let text: StaticString

  init(_ name: StaticString, _ text: StaticString) {
    self.name = name
    self.text = text
  }
}
