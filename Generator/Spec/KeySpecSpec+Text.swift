extension KeySpecSpec {
  /// Where the keys are, in words.
  var explained: String {
    let begin =
      switch self.begin {
      case .index(let index): "from word \(index)"
      case .keyword(let word, let startFrom): "after \(word) (searched from word \(startFrom))"
      case .unknown: "begin unknown"
      }
    let find =
      switch self.find {
      case .range(let lastKey, let keyStep, let limit):
        "last \(lastKey), step \(keyStep)" + (limit == 0 ? "" : ", limit \(limit)")
      case .keynum(let keyNumIndex, let firstKey, let keyStep):
        "number at \(keyNumIndex), first \(firstKey), step \(keyStep)"
      case .unknown: "end unknown"
      }
    let flags = Flag.allCases.filter(self.flags.contains).map(\.rawValue).joined(separator: " ")
    return "\(begin), \(find): \(flags)"
  }
}
