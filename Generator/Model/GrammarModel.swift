/// How the arguments of a command follow each other on the wire, with marks at those that tell its forms apart.
struct GrammarModel: Sendable, Hashable {
  indirect enum Item: Sendable, Hashable {
    /// A word that stands for itself.
    case word(String)
    case value
    /// A number and as many of these.
    case counted(Item)
    case group([Item])
    case choice([Item])
    case optional(Item)
    /// One or more.
    case repeated(Item, areNumbers: Bool)
    /// Any of these, in any order.
    case anyOrder([Item])
    case marked(Int, Item)
  }

  struct Form: Sendable, Hashable {
    var name: String?
    /// Paths of the arguments that are always sent, and of those that are not offered.
    var with: [String]
    var without: [String]
  }

  var items: [Item]
  /// The numbers of marks, by the paths of the arguments.
  var marks: [String: Int]
  var forms: [Form]
}
