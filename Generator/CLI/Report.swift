/// What there is to count about the API.
struct Report {
  struct Group {
    var name: String
    var commands = 0
    var methods = 0
    var rawReplies = 0
  }

  /// The name of a library's specification.
  var library: String?
  /// All commands of the specification, those that only hold subcommands included.
  var commands: Int
  /// Commands that only hold subcommands.
  var containers: Int
  /// One for each form of each command.
  var methods: Int
  /// Types of replies and of arguments.
  var replyTypes: Int
  var argumentTypes: Int
  /// In the order of the specification.
  var groups: [Group] = []
  /// Commands with a form whose reply is untyped, and why.
  var rawReplies: [(command: String, reason: String?)] = []
  /// Commands whose reply type comes from the specification's schema, as no override says more.
  var repliesFromSchema: [String] = []
  /// Commands of whose reply nothing is known.
  var unknownReplies: [String] = []
  /// Entries for the overrides that would type those replies.
  var suggestions: [ReplySuggestion] = []
  /// Commands that need words which the specification does not describe.
  var untypedArguments: [String] = []

  init(document: SpecDocument, model: APIModel) {
    let containers = Set(model.namespaces.map(\.name))
    let forms = model.commands.flatMap(\.forms)
    library = model.library?.name
    commands = document.commands.count
    self.containers = document.commands.count { containers.contains($0.name) }
    methods = forms.count
    replyTypes = model.replyTypes.count
    argumentTypes = model.sharedEnums.count + forms.reduce(0) { $0 + $1.types.count }

    var indexes: [String: Int] = [:]
    for command in model.commands {
      let raw = command.forms.first { $0.reply.type.isRaw }
      let index = indexes[command.group] ?? groups.count
      if index == groups.count {
        indexes[command.group] = index
        groups.append(Group(name: command.group))
      }
      groups[index].commands += 1
      groups[index].methods += command.forms.count
      groups[index].rawReplies += raw == nil ? 0 : 1

      if let raw { rawReplies.append((command.name, raw.reply.rawReason)) }
      let sources = command.forms.map(\.reply.source)
      if sources.contains(.unknown) { unknownReplies.append(command.name) }
      if sources.contains(.schema) { repliesFromSchema.append(command.name) }
    }
    let schemas = Dictionary(document.commands.map { ($0.name, $0.replySchema) }) { first, _ in first }
    suggestions = model.commands.filter { $0.forms.contains { $0.reply.source != .overrides } }.map { command in
      ReplySuggestion(command, schemas[command.name] ?? nil)
    }
    // A container's unknown words are its subcommands.
    untypedArguments = document.commands.filter { command in
      command.arguments.isEmpty && !containers.contains(command.name)
        && command.arity.magnitude > command.words.count.magnitude
    }.map(\.name)
  }
}

extension ReplyType {
  /// Whether some part of the reply is untyped.
  var isRaw: Bool {
    if case .raw = self { return true }
    return children.contains(where: \.isRaw)
  }
}
