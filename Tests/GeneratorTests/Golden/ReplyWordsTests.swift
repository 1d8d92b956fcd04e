import Testing

@testable import RedisGenerator

/// Every word for a reply becomes valid code wherever it stands: as a whole reply, in a record, in a map, in a list.
@Suite struct ReplyWordsTests {
  private static let words = [
    "bool", "int", "double", "string", "bytes", "name", "raw", "seconds", "milliseconds", "microseconds",
    "unixSeconds", "unixMilliseconds", "State", "Member", "TimeToLive(milliseconds)", "ExpirationTime(unixSeconds)",
    "lines(Line)", "Line", "pairs(Member)", "orEmpty([seconds])", "orEmpty([string:bytes])", "orEmpty(pairs(Member))",
    "orEmpty(lines(Line))", "unless(-1, unixSeconds)", "unless(0, [bytes])", "unless(-2, State)", "unless(-1, Member)",
    "[string:unless(-1, seconds)]", "[name:[State?]]", "[TimeToLive(seconds)?]?", "uint",
    "[string:[uint?]]", "compact([bytes])", "compact([Member])", "compact([[State]])",
    "listOrOne(int?)", "listOrOne([bytes]?)", "listOrOne(seconds)", "only(int)", "only(bytes?)", "only(listOrOne(State))",
    "only(unixSeconds)", "[string:only(Member)]",
  ]

  private static let types = """
    "TimeToLive": {"kind": "external", "unit": true}, "ExpirationTime": {"kind": "external", "unit": true},
    "Line": {"kind": "external"},
    "State": {"kind": "code", "cases": {"-1": "missing", "0": "is", "1": {"name": "default", "doc": "As ever."}}},
    "Member": {"kind": "record", "fields": [
      {"name": "name", "type": "bytes"}, {"name": "age", "type": "seconds"}, {"name": "left", "type": "TimeToLive(seconds)?"}]}
    """

  private static let line = """
    public struct Line: RESPTextLine, Equatable {
      public init(line: Substring) throws(RedisError) {}
    }
    """

  /// Of each word a command, and one that replies with it in the fields of a map and of a record.
  private struct Sample {
    var index: Int
    var word: String

    var commands: [String] { ["WHOLE\(index)", "FIELD\(index)"] }

    var entries: [String] {
      zip(commands, [word, "[string:Map\(index)]"]).map { command, reply in
        "\"\(command)\": {\"reply\": \"\(reply)\", \"rawReason\": \"any\"}"
      }
    }

    var types: [String] {
      let fields = ["[\(word)]?", word, nullable].enumerated().map { index, type in
        "\"name\": \"f\(index)\", \"type\": \"\(type)\""
      }
      let map = fields.enumerated().map { "{\"key\": \"\($0)\", \($1)}" } + [
        "{\"key\": \"r\", \"name\": \"records\", \"type\": \"pairs(Record\(index))\"}"
      ]
      let record = fields.map { "{\($0)}" }
      return [
        "\"Map\(index)\": {\"kind\": \"map\", \"fields\": [\(map.joined(separator: ", "))]}",
        "\"Record\(index)\": {\"kind\": \"record\", \"fields\": [\(record.joined(separator: ", "))]}",
      ]
    }

    private var nullable: String {
      let takesNull = ["unless", "orEmpty", "listOrOne", "only"].contains { word.hasPrefix($0) }
      return word.hasSuffix("?") || takesNull ? word : word + "?"
    }
  }

  @Test(.enabled(if: TypeCheck.isPossible, "there is no compiler"))
  func theCodeIsAcceptedByTheCompiler() async throws {
    let samples = Self.words.enumerated().map { Sample(index: $0, word: $1) }
    let commands = samples.flatMap(\.commands).map {
      "\"\($0)\": {\"since\": \"1.0.0\", \"group\": \"words\", \"arity\": 1}"
    }
    let overrides = """
      {"commands": {\(samples.flatMap(\.entries).joined(separator: ",\n"))},
       "types": {\(([Self.types] + samples.flatMap(\.types)).joined(separator: ",\n"))}}
      """
    let resolved = Resolved("{\(commands.joined(separator: ",\n"))}", overrides: overrides)
    #expect(resolved.problems == [])
    let sources = Emitter.emit(resolved.model).filter { $0.kind == .source }
    let complaints = try await TypeCheck(additions: Self.line).complaints(about: sources)
    #expect(complaints == "")
  }
}
