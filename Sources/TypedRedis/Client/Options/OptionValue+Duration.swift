/// Times are seconds with an optional fraction, `2` or `0.005`, and mean exactly that.
extension Duration: OptionValue {
  static var form: String { "a number of seconds" }

  private static let fractionDigits = 18

  init?(urlText: String) {
    let parts = urlText.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let whole = Int64(parts[0].isEmpty ? "0" : parts[0]), whole < 1_000_000_000,
      parts.count == 1 ? !parts[0].isEmpty : !fraction.isEmpty
    else { return nil }
    let digits = fraction.prefix(Self.fractionDigits)
    let padding = String(repeating: "0", count: Self.fractionDigits - digits.count)
    guard let attoseconds = Int64(digits + padding) else { return nil }
    self.init(secondsComponent: whole, attosecondsComponent: attoseconds)
  }

  var urlText: String {
    let (seconds, attoseconds) = nearestComponents
    guard attoseconds != 0 else { return String(seconds) }
    let digits = String(attoseconds.magnitude)
    var fraction = Substring(String(repeating: "0", count: Self.fractionDigits - digits.count) + digits)
    while fraction.last == "0" { fraction.removeLast() }
    return "\(attoseconds < 0 && seconds == 0 ? "-" : "")\(seconds).\(fraction)"
  }
}
