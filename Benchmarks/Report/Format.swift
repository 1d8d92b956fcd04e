import Foundation

/// Numbers for people and programs, the same in every locale.
enum Format {
  /// 3.14159 with 2 digits: 3.14. What is no number, 0.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value.isFinite ? value : 0)
  }

  /// 1234567.8: 1,234,568
  static func grouped(_ value: Double) -> String {
    var text = ""
    let digits = fixed(value, 0)
    for (index, digit) in digits.enumerated() {
      let rest = digits.count - index
      if index > 0, rest % 3 == 0, digits.first != "-" || index > 1 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
