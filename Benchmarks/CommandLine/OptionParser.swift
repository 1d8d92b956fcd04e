/// Words of a command line to options.
struct OptionParser {
  private var words: ArraySlice<String>
  private let workloads: [String]
  private var options = Options()

  /// - Parameter workloads: the names that `--only` takes.
  static func parse(_ words: [String], workloads: [String]) throws(UsageError) -> Options {
    var parser = OptionParser(words: words[...], workloads: workloads)
    while let word = parser.words.popFirst() { try parser.take(word) }
    return parser.options
  }

  private init(words: ArraySlice<String>, workloads: [String]) {
    self.words = words
    self.workloads = workloads
  }

  private mutating func take(_ word: String) throws(UsageError) {
    // "--seconds=2" is "--seconds 2".
    var name = word
    var attached: String?
    if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
      name = String(word[..<equals])
      attached = String(word[word.index(after: equals)...])
    }
    switch name {
    case "--url": options.url = try value(of: name, attached)
    case "--only": options.only += try names(try value(of: name, attached))
    case "--seconds": options.seconds = try seconds(try value(of: name, attached))
    case "--rounds": options.rounds = try rounds(try value(of: name, attached))
    case "--executor": options.executor = try executor(try value(of: name, attached))
    case "--svg": options.svg = try value(of: name, attached)
    case "--json":
      try refuse(attached, of: name)
      options.json = true
    case "--help", "-h":
      try refuse(attached, of: name)
      options.action = .help
    case "--version":
      try refuse(attached, of: name)
      options.action = .version
    default:
      throw UsageError(
        word.hasPrefix("-") ? "there is no option \(name)" : "\"\(word)\" is not an option")
    }
  }

  private mutating func value(of name: String, _ attached: String?) throws(UsageError) -> String {
    if let attached, !attached.isEmpty { return attached }
    guard attached == nil, let next = words.first, !next.isEmpty, !next.hasPrefix("--") else {
      throw UsageError("\(name) needs a value")
    }
    words.removeFirst()
    return next
  }

  private func refuse(_ attached: String?, of name: String) throws(UsageError) {
    guard attached == nil else { throw UsageError("\(name) takes no value") }
  }

  private func names(_ text: String) throws(UsageError) -> [String] {
    let names = text.split(separator: ",").map(String.init)
    for name in names where !workloads.contains(name) {
      throw UsageError(
        "--only: there is no workload \"\(name)\", there are \(workloads.joined(separator: ", "))")
    }
    guard !names.isEmpty else { throw UsageError("--only needs a value") }
    return names
  }

  private func seconds(_ text: String) throws(UsageError) -> Double {
    guard let seconds = Double(text), seconds >= 0.05, seconds <= 3600 else {
      throw UsageError("--seconds: \"\(text)\" is not a number from 0.05 to 3600")
    }
    return seconds
  }

  private func rounds(_ text: String) throws(UsageError) -> Int {
    guard let rounds = Int(text), (1...1000).contains(rounds) else {
      throw UsageError("--rounds: \"\(text)\" is not a whole number from 1 to 1000")
    }
    return rounds
  }

  private func executor(_ text: String) throws(UsageError) -> Options.Executor {
    guard let executor = Options.Executor(rawValue: text) else {
      let known = Options.Executor.allCases.map(\.rawValue).joined(separator: " or ")
      throw UsageError("--executor: \"\(text)\" is not \(known)")
    }
    return executor
  }
}
