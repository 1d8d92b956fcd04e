/// The results for a program.
enum ResultJSON {
  static func text(_ results: [WorkloadResult]) -> String {
    guard !results.isEmpty else { return #"{"workloads":[]}"# }
    return "{\"workloads\":[\n" + results.map(object).joined(separator: ",\n") + "\n]}"
  }

  private static func object(_ result: WorkloadResult) -> String {
    let ours = result.round.ours
    let reference = """
      {"command":\(string(result.command)),"opsPerSecond":\(Format.fixed(result.round.reference, 2))}
      """
    let members = [
      "\"name\":\(string(result.name))",
      "\"opsPerSecond\":\(Format.fixed(ours.opsPerSecond, 2))",
      "\"cpuMicrosecondsPerOperation\":\(Format.fixed(ours.cpuMicrosecondsPerOperation, 4))",
      "\"p50Microseconds\":\(Format.fixed(ours.p50Microseconds, 3))",
      "\"p99Microseconds\":\(Format.fixed(ours.p99Microseconds, 3))",
      "\"reference\":\(reference)",
      "\"ratio\":\(Format.fixed(result.round.ratio, 4))",
    ]
    return "  {" + members.joined(separator: ",") + "}"
  }

  static func string(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
