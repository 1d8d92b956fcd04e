enum Count {
  /// "1 file", "2 files".
  static func of(_ count: Int, _ noun: String) -> String {
    let plural =
      noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun.hasSuffix("s") ? noun + "es" : noun + "s"
    return "\(count) \(count == 1 ? noun : plural)"
  }
}
