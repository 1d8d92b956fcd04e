/// A method or a type that is not what it was.
struct APIChange: Hashable {
  enum Kind: String, Hashable { case method, type }
  enum What: String, Hashable { case added, removed, changed }

  /// One way in which it differs, in words, and whether code that compiled with the old API may not compile with the new one.
  struct Difference: Hashable {
    /// What is true of several things at once, such as "gone".
    var title: String?
    var item: String
    var breaks: Bool

    init(_ item: String, breaks: Bool) {
      self.item = item
      self.breaks = breaks
    }

    init(_ title: String, _ item: String, breaks: Bool) {
      self.init(item, breaks: breaks)
      self.title = title
    }

    var text: String { title.map { "\($0): \(item)" } ?? item }
  }

  var kind: Kind
  var what: What
  /// The command it belongs to; nil for types that commands share.
  var command: String?
  var form: String?
  /// A method's name and labels, or a type's name.
  var name: String
  /// The declarations of methods.
  var old: String?
  var new: String?
  var differences: [Difference] = []

  var breaks: Bool { differences.contains(where: \.breaks) }
}
