/// The types that the arguments of one command have, each declared once although several forms use it.
struct ArgumentTypes {
  private let owner: [String]
  private var declared: [String: ArgumentTypeModel] = [:]
  /// Names that mean something else inside the command type: forms and subcommands.
  private let reserved: Set<String>
  /// Declared since the last call of `takeNew`.
  private var new: [ArgumentTypeModel] = []

  init(owner: [String], reserved: Set<String>) {
    self.owner = owner
    self.reserved = reserved
  }

  /// Declares a type under the first free of `names`, or finds it where it was declared before.
  mutating func declare<Model>(
    _ names: [String], _ wrap: (Model) -> ArgumentTypeModel, _ make: (TypeName) -> Model
  ) -> Model {
    let base = names.first ?? "Option"
    let candidates = names + (2...99).map { "\(base)\($0)" }
    for candidate in candidates {
      let name = ReservedNames.type(candidate)
      let model = make(.nested(owner: owner, name))
      let type = wrap(model)
      if let earlier = declared[name] {
        if earlier == type { return model }
      } else if !reserved.contains(name) {
        declared[name] = type
        new.append(type)
        return model
      }
    }
    // A hundred types of one name in one command: the collision is left for the compiler to show.
    return make(.nested(owner: owner, base))
  }

  /// The types that were declared since the last call.
  mutating func takeNew() -> [ArgumentTypeModel] {
    defer { new = [] }
    return new
  }
}
