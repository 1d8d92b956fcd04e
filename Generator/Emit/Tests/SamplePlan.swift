/// Which of the many ways to call a command a test takes. The same plan leads the walk over the specification, which gives the
/// words that have to be sent, and the walk over the model, which gives the Swift that has to send them.
struct SamplePlan {
  /// Whether everything that may be left out is given; nothing is otherwise.
  let isFull: Bool
  /// Counts up from one case to the next, so that every alternative gets its turn.
  let round: Int
  private let choices: ChoiceCounts

  private init(isFull: Bool, round: Int, choices: ChoiceCounts) {
    self.isFull = isFull
    self.round = round
    self.choices = choices
  }

  /// The calls that show all of `arguments`: one with nothing more than required, then full ones.
  static func plans(for arguments: [ArgumentSpec]) -> [SamplePlan] {
    let choices = ChoiceCounts(arguments)
    let rounds = min(choices.combinations, 100)
    return [SamplePlan(isFull: false, round: 0, choices: choices)]
      + (0..<rounds).map { SamplePlan(isFull: true, round: $0, choices: choices) }
  }

  /// Elements of each list. A list of one that is sent as one word could be taken for a value that is no list.
  func elements(isJoined: Bool = false) -> Int { isFull || isJoined ? 2 : 1 }

  /// The alternative to take at `path`, in the elements at `indices` of the lists around it.
  func choice(_ path: String, of count: Int, at indices: [Int]) -> Int {
    guard count > 1 else { return 0 }
    return (round / choices.stride(path) + indices.reduce(0, +)) % count
  }

  // MARK: Values, which are told apart by their paths

  func text(_ path: String, at indices: [Int]) -> String {
    let name = path.split(separator: ".").last.map(String.init) ?? path
    return Identifier.lower(name) + "\((indices.last ?? 0) + 1)"
  }

  func int(_ path: String, at indices: [Int]) -> Int {
    Self.hash(path) % 900 + 1 + (indices.last ?? 0)
  }

  func double(_ path: String, at indices: [Int]) -> Double {
    Double(Self.hash(path) % 90) + 0.5 + Double(indices.last ?? 0)
  }

  private static func hash(_ text: String) -> Int {
    Int(text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 } >> 2)
  }
}

/// How many alternatives there are at each place, and how many calls it takes to see all of them.
struct ChoiceCounts {
  private var strides: [String: Int] = [:]
  private(set) var combinations = 1

  init(_ arguments: [ArgumentSpec]) { add(arguments, "", 1) }

  /// In how many rounds the choice at `path` stays the same: while the choices around it are gone through.
  func stride(_ path: String) -> Int { strides[path] ?? 1 }

  private mutating func add(_ arguments: [ArgumentSpec], _ parent: String, _ stride: Int) {
    for argument in arguments {
      let path = argumentPath(parent, argument.name)
      var inner = stride
      if argument.type == .oneof && argument.children.count > 1 {
        strides[path] = stride
        inner = stride * argument.children.count
        combinations = max(combinations, inner)
      }
      add(argument.children, path, inner)
    }
  }
}
