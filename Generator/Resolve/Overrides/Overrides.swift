/// What no rule can know about commands: names, forms and replies. Read from a file beside the specification.
struct Overrides: Sendable {
  var file: String
  var commands: [String: CommandOverride] = [:]
  var types: [String: TypeOverride] = [:]
  var enums: [String: EnumOverride] = [:]
}

/// A value of the overrides and where it was written.
struct Located<Value: Sendable>: Sendable {
  var value: Value
  var position: SourcePosition
  var path: JSONPath
}

struct CommandOverride: Sendable {
  var position: SourcePosition
  var path: JSONPath
  /// Empty when the entry says nothing about replies.
  var forms: [FormOverride] = []
  var rawReason: String?
  var scope: DescriptorModel.Scope?
  var delivery: DescriptorModel.Delivery?
  /// How the replies of a cluster's nodes become one, where the specification calls that special.
  var responsePolicy: DescriptorModel.OwnResponsePolicy?
  /// False for reads that no memory can answer.
  var mayBeCached = true
  /// False for what must not be sent a second time although it is called a read.
  var mayBeRetried = true
  var method: String?
  var blocking: BlockingOverride?
  var secrets: [Located<String>] = []
  /// By argument path; "" is the command itself.
  var arguments: [String: ArgumentOverride] = [:]
  var replacements: [Located<Replacement>] = []

  struct Replacement: Sendable {
    var argument: String
    var arguments: [ArgumentSpec]
  }
}

struct FormOverride: Sendable {
  var name: String?
  var method: String?
  /// nil, after it was reported, when the expression was bad or missing.
  var reply: ReplyType?
  var rawReason: String?
  /// Where it differs from the command's.
  var delivery: DescriptorModel.Delivery?
  var doc: String?
  var with: [Located<String>] = []
  var without: [Located<String>] = []
  /// Lists of which this form takes one element.
  var single: [Located<String>] = []
  /// Where in the command's reply schema this form's replies are; nowhere means everywhere.
  var schemas: [Located<String>] = []
  /// Why records that RESP3 sends one by one are not all in one list in RESP2.
  var nestedInRESP2: String?
}

struct BlockingOverride: Sendable {
  var argument: Located<String>
  var unit: BlockingModel.Unit
}

struct ArgumentOverride: Sendable {
  var position: SourcePosition
  var path: JSONPath
  var name: String?
  var type: ArgumentSpec.Kind?
  var optional: Bool?
  /// What it counts, if that is all it does.
  var count: Count?
  /// What is between the elements of a list that is sent as one word.
  var joined: String?
  /// Names of the arguments inside, in the order of the API.
  var order: [Located<String>] = []

  enum Count: Sendable {
    /// Of the next list.
    case elements
    /// Of everything up to the end of the block.
    case words
  }
}

struct TypeOverride: Sendable {
  var position: SourcePosition
  var path: JSONPath
  var model: ReplyTypeModel
}

struct EnumOverride: Sendable {
  var position: SourcePosition
  var path: JSONPath
  var doc: String?
  /// Swift names by word.
  var cases: [(word: String, name: String)]
}
