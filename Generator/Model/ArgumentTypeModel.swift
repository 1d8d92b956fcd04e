/// A type that is declared for arguments.
enum ArgumentTypeModel: Sendable, Hashable {
  case choice(EnumModel)
  case structure(StructModel)

  var name: TypeName {
    switch self {
    case .choice(let model): model.name
    case .structure(let model): model.name
    }
  }
}

/// Where a type is declared.
enum TypeName: Sendable, Hashable {
  /// At the top level of the module.
  case shared(String)
  /// Inside a command type: below `Commands`, then `owner`.
  case nested(owner: [String], String)

  var last: String {
    switch self {
    case .shared(let name), .nested(_, let name): name
    }
  }
}

/// A choice between alternatives.
struct EnumModel: Sendable, Hashable {
  var name: TypeName
  var doc: String?
  /// In the order of the specification's alternatives.
  var cases: [CaseModel]
}

struct CaseModel: Sendable, Hashable {
  var name: String
  var body: Body
  /// Whether the associated values carry labels.
  var isLabelled: Bool
  /// Since when, if it came later than the command.
  var since: String?
  /// The word that is sent, where it is one word and nothing else.
  var word: String?
}

/// Several arguments that belong together and of which some may be left out.
struct StructModel: Sendable, Hashable {
  var name: TypeName
  var body: Body
}
