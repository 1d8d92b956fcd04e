/// What a program can see of the generated API: its methods and types, in words of Swift.
///
/// It can be made of the model, and of the text of files that were generated before, so that both are compared by the same rules.
struct APISurface: Equatable {
  /// One for each form of each command.
  var methods: [Method] = []
  var types: [TypeDeclaration] = []

  struct Method: Hashable {
    /// "ZRANGE"
    var command: String
    /// "WithScores"; nil for the main form.
    var form: String?
    /// The command type: "Commands.ZRANGE.WithScores".
    var type: String
    /// Without the quotes that a keyword has.
    var name: String
    var parameters: [Value] = []
    /// What it returns: "[RedisBytes]", "Void".
    var result = "Void"
    /// The one that reads data of the user as another type.
    var typed: Typed?
    /// Whether only a leased connection has it.
    var needsConnection = false
    /// Whether it can be part of a pipeline or transaction.
    var canChain = true

    /// "zrangeWithScores(key:start:stop:)"
    var signature: String { "\(name)(\(parameters.map { $0.label + ":" }.joined()))" }

    /// The same with all types, as Swift declares it.
    var declaration: String {
      let result = result == "Void" ? "" : " -> \(result)"
      return "func \(name)(\(parameters.map(\.text).joined(separator: ", ")))\(result)"
    }
  }

  struct Typed: Hashable {
    /// "<K: RESPDecodable & Hashable, T: RESPDecodable>"
    var generics: String
    var result: String
  }

  /// A parameter, an associated value or a property.
  struct Value: Hashable {
    /// "_" where there is none.
    var label: String
    var type: String
    /// Whether it may be left out.
    var isOptional = false

    var text: String { "\(label): \(type)\(isOptional ? " = …" : "")" }
  }

  struct TypeDeclaration: Hashable {
    /// Which way its values go decides what a change means.
    enum Role: Hashable {
      /// Programs give its values.
      case argument
      /// Programs read its values.
      case reply
    }

    /// "Commands.SET.Condition", "ScoredMember"
    var name: String
    var role: Role
    var isEnum: Bool
    /// What a type generic over: "<Value: RESPDecodable>", or "".
    var generics = ""
    /// The cases of an enum.
    var cases: [Case] = []
    /// The fields of a structure.
    var fields: [Value] = []
  }

  struct Case: Hashable {
    var name: String
    var values: [Value] = []
  }
}
