/// What a caller gives and how it is sent: the arguments of a command form, of a structure or of one case of a choice.
struct Body: Sendable, Hashable {
  /// In the order of the Swift API.
  var parameters: [Parameter] = []
  /// In the order of the wire.
  var steps: [Step] = []
}

/// One value that a caller gives.
struct Parameter: Sendable, Hashable {
  /// An identifier, which may be a Swift keyword.
  var label: String
  var type: ParameterType
  /// Whether it may be left out. A list that may be left out is empty then, a flag false.
  var isOptional = false
  /// Whether it is a list that is sent as one word.
  var isJoined = false
  /// The argument of the specification it stands for: "options.count".
  var path: String
  /// Since when, if it came later than the command: "6.2.0", "Valkey 9.0.0".
  var since: String?
}

indirect enum ParameterType: Sendable, Hashable {
  case value(ValueKind)
  /// Whether some words are sent.
  case flag
  /// How many times some words are sent.
  case repetitions
  case choice(EnumModel)
  case tuple([Parameter])
  case structure(StructModel)
  case list(ParameterType)
}

/// How a plain value is given and written.
enum ValueKind: Sendable, Hashable {
  /// A key, a string or a pattern.
  case bytes
  case int, double
  case unixSeconds, unixMilliseconds
}

/// One step of writing arguments; a small program that needs no names but those of parameters.
indirect enum Step: Sendable, Hashable {
  /// A word that is always sent here.
  case token(String)
  case value(Place, ValueKind)
  /// A choice or a structure: it writes itself.
  case nested(Place)
  case ifTrue(Place, [Step])
  case times(Place, [Step])
  /// Inside, `.current` is the value that is present.
  case ifPresent(Place, [Step])
  /// Inside, `.current` is one element.
  case forEach(Place, [Step])
  case ifNotEmpty(Place, [Step])
  /// The number of elements of a list.
  case count(Place)
  /// The number of flags that are set among these.
  case countTrue([Place])
  /// The number of words that these steps write, and then those words.
  case countWords([Step])
  /// The words that these steps write as one word, with this between them.
  case joined(String, [Step])
}

/// A value that a step is about.
enum Place: Sendable, Hashable {
  case parameter(String)
  case current
  case member(String)
}
