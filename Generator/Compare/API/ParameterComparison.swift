/// Compares what can be given to a method, to an initialiser or to a case.
///
/// Arguments are judged as what programs give: whatever was taken before has to be taken still. That a program might also read an
/// argument's property, switch over a choice or refer to a method without calling it is not considered.
struct ParameterComparison {
  typealias Value = APISurface.Value
  typealias Difference = APIChange.Difference

  private let old: [Value]
  private let new: [Value]
  private(set) var differences: [Difference] = []

  static func differences(_ old: [Value], _ new: [Value]) -> [Difference] {
    guard old != new else { return [] }
    var comparison = ParameterComparison(old, new)
    comparison.compare()
    return comparison.differences
  }

  private init(_ old: [Value], _ new: [Value]) {
    self.old = old
    self.new = new
  }

  private mutating func compare() {
    let renames = renamed()
    for (index, value) in old.enumerated() {
      if let label = renames[index], let match = new.first(where: { $0.label == label }) {
        add("`\(value.label)` is called `\(label)`", breaks: true)
        compare(value, match)
      } else if let match = new.first(where: { $0.label == value.label }) {
        compare(value, match)
      } else {
        add("gone", Self.title(value), breaks: true)
      }
    }
    for value in new where !old.contains(where: { $0.label == value.label }) && !renames.values.contains(value.label) {
      let what = "new, \(value.isOptional ? "may be left out" : "has to be given")"
      add(what, "`\(value.label): \(value.type)`", breaks: !value.isOptional)
    }
    compareOrder(renames)
  }

  private mutating func compare(_ old: Value, _ new: Value) {
    let title = Self.title(new)
    if old.isOptional && !new.isOptional { add("has to be given", title, breaks: true) }
    if !old.isOptional && new.isOptional { add("may be left out", title, breaks: false) }
    let types = (old.isOptional ? old.type.unwrapped : old.type, new.isOptional ? new.type.unwrapped : new.type)
    guard types.0 != types.1 else { return }
    // Nothing else than what has a type by itself may go where many types do: `nil` and `[]` would not say which is meant.
    let isWider = !old.isOptional && ["Int", "Double"].contains(types.0) && types.1 == "some RedisValueConvertible"
    add(
      isWider ? "\(title) takes any value, not only `\(types.0)`" : "\(title) is `\(types.1)` and was `\(types.0)`",
      breaks: !isWider)
  }

  private mutating func compareOrder(_ renames: [Int: String]) {
    let before = old.enumerated().map { renames[$0.offset] ?? $0.element.label }
    let kept = before.filter { label in new.contains { $0.label == label } }
    let now = new.map(\.label).filter(kept.contains)
    if kept != now { add("the order is another: \(now.joined(separator: ", "))", breaks: true) }
  }

  /// What stands between the same neighbours and has the same type, but another label, by its index.
  private func renamed() -> [Int: String] {
    let common = Set(old.map(\.label)).intersection(new.map(\.label))
    let before = gaps(old, common)
    let now = gaps(new, common)
    var renames: [Int: String] = [:]
    for (neighbour, indexes) in before {
      guard let others = now[neighbour] else { continue }
      for (index, other) in zip(indexes, others)
      where old[index].type == new[other].type && old[index].isOptional == new[other].isOptional {
        renames[index] = new[other].label
      }
    }
    return renames
  }

  /// The indexes of values that are not common, by the common value that they follow.
  private func gaps(_ values: [Value], _ common: Set<String>) -> [String: [Int]] {
    var gaps: [String: [Int]] = [:]
    var neighbour = ""
    for (index, value) in values.enumerated() {
      if common.contains(value.label) { neighbour = value.label } else { gaps[neighbour, default: []].append(index) }
    }
    return gaps
  }

  private mutating func add(_ text: String, breaks: Bool) {
    differences.append(Difference(text, breaks: breaks))
  }

  private mutating func add(_ title: String, _ item: String, breaks: Bool) {
    differences.append(Difference(title, item, breaks: breaks))
  }

  private static func title(_ value: Value) -> String { value.label == "_" ? "the value" : "`\(value.label)`" }
}

extension String {
  /// The type inside an optional one.
  fileprivate var unwrapped: String {
    guard hasSuffix("?") else { return self }
    let inner = dropLast()
    return String(inner.hasPrefix("(some ") && inner.hasSuffix(")") ? inner.dropFirst().dropLast() : inner)
  }
}
