/// Renders what gives a chain's responses as a tuple: Swift needs a method for each number of them.
struct ChainResponsesFile {
  /// So many commands have their types remembered.
  static let most = 16

  func pieces() -> [Printer] {
    [
      piece("CommandChain", "Executes the chain and gives the responses, or throws the first error of a command.", both) {
        "try await run().get()"
      },
      piece("ChainOutcome", "The responses, unless a command failed: then the first error is thrown.", "throws(RedisError)") {
        count in
        tuple((0..<count).map { "try result(\($0)).get()" })
      },
      piece("TransactionOutcome", "The responses, unless a command failed or nothing was carried out.", "throws") {
        "try outcome().get()"
      },
      results(),
    ]
  }

  private let both = "async throws(RedisError)"

  private func piece(
    _ type: String, _ doc: String, _ effects: String, _ body: () -> String
  ) -> Printer {
    let body = body()
    return piece(type, doc, effects) { _ in body }
  }

  private func piece(
    _ type: String, _ doc: String, _ effects: String, _ body: (Int) -> String
  ) -> Printer {
    methods(of: type) { count, printer in
      let names = names(count)
      let result = count == 1 ? "A" : "(\(names.joined(separator: ", ")))"
      let method = type == "CommandChain" ? "execute" : "get"
      printer.doc(doc)
      printer.line("public func \(method)<\(names.joined(separator: ", "))>() \(effects) -> \(result)")
      printer.line("where Responses == \(nested(names)) {")
      printer.indented { $0.line(body(count)) }
      printer.line("}")
    }
  }

  private func results() -> Printer {
    methods(of: "ChainOutcome") { count, printer in
      let names = names(count)
      let types = names.map { "Result<\($0), RedisError>" }
      printer.doc("Each command's own result.")
      printer.line("public func results<\(names.joined(separator: ", "))>() -> \(tuple(types))")
      printer.line("where Responses == \(nested(names)) {")
      printer.indented { $0.line(tuple((0..<count).map { "result(\($0))" })) }
      printer.line("}")
    }
  }

  private func methods(of type: String, _ body: (Int, inout Printer) -> Void) -> Printer {
    var printer = Printer()
    printer.block("extension \(type)") { printer in
      for count in 1...Self.most {
        if count > 1 { printer.blank() }
        body(count, &printer)
      }
    }
    return printer
  }

  /// `A`, `B`, …
  private func names(_ count: Int) -> [String] {
    (0..<count).map { String(UnicodeScalar(UInt8(ascii: "A") + UInt8($0))) }
  }

  private func nested(_ names: [String]) -> String {
    names.reduce("ChainStart") { "ChainPair<\($0), \($1)>" }
  }

  private func tuple(_ parts: [String]) -> String { parts.count == 1 ? parts[0] : "(\(parts.joined(separator: ", ")))" }
}
