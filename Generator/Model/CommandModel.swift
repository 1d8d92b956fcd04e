/// One command with all its forms.
struct CommandModel: Sendable {
  /// "CLIENT LIST"
  var name: String
  var words: [String]
  var group: String
  var summary: String?
  var descriptor: DescriptorModel
  var deprecation: Deprecation?
  var forms: [FormModel]
  /// How its forms are told apart, where it has several.
  var grammar: GrammarModel?

  struct Deprecation: Sendable, Hashable {
    var since: String?
    var replacedBy: String?
  }
}

/// One way to call a command that has its own Swift method and its own type of reply.
struct FormModel: Sendable {
  /// nil for the main form.
  var name: String?
  /// Where the command type is below `Commands`: ["ZRANGE", "WithScores"].
  var typePath: [String]
  var method: String
  var body: Body
  /// The types of this form's arguments that no earlier form of the command has declared.
  var types: [ArgumentTypeModel]
  var reply: ReplyModel
  /// nil when the specification does not say what the reply is like.
  var replySchema: ReplySchema?
  var blocking: BlockingModel?
  /// How the server answers this form.
  var delivery: DescriptorModel.Delivery
  var doc: String?
  /// The specification's arguments as this form sends them, for tests of the encoding.
  var specification: [ArgumentSpec]
  var declaredCounts: DeclaredCounts
}

/// What a form answers with.
struct ReplyModel: Sendable, Hashable {
  enum Source: String, Sendable, Hashable {
    case overrides, schema
    /// Nothing says what the reply is.
    case unknown
  }

  var type: ReplyType
  var source: Source
  /// Why a reply is raw although the overrides know the command.
  var rawReason: String?
}

/// The argument that says how long the server may wait.
struct BlockingModel: Sendable, Hashable {
  enum Unit: String, Sendable, Hashable, CaseIterable { case seconds, milliseconds }

  var label: String
  /// Which of the values, where several are one parameter together.
  var member: String?
  var unit: Unit
  var isDouble: Bool
  var isOptional: Bool
}
