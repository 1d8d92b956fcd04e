/// One fact of a specification that is not what it was.
struct FactChange: Hashable {
  enum Kind: String, Hashable, CaseIterable {
    // About a command.
    case arity, flags, acl, hints, keys, since, servers, deprecated, reply, module, docFlags
    /// One of the two specifications does not describe the arguments.
    case arguments
    // About an argument.
    case added, removed, moved, renamed, type, optional, multiple, multipleToken, token, keySpec, order
  }

  var kind: Kind
  /// The path of the argument it is about; nil for the command.
  var argument: String?
  /// What it was; nil for nothing.
  var old: String?
  /// What it is.
  var new: String?
}

extension FactChange: CustomStringConvertible {
  /// In words, without the argument.
  var description: String {
    switch kind {
    case .added: "new: \(new ?? "")"
    case .removed: "gone: \(old ?? "")"
    case .moved: "is at \(new ?? "")"
    case .renamed: "is called \(new ?? "")"
    case .order: "the order is \(new ?? ""), was \(old ?? "")"
    case .deprecated: new.map { "deprecated \($0)" } ?? "not deprecated any more"
    case .arguments: new == nil ? "the new specification does not describe them" : "the old specification does not describe them"
    case .reply: "another reply schema"
    case .flags, .acl, .hints, .docFlags: "\(title) \(words)"
    case .optional: new == "yes" ? "may be left out" : "has to be given"
    case .multiple: new == "yes" ? "may be given more than once" : "is given once"
    case .multipleToken: new == "yes" ? "its token comes before each" : "its token comes once"
    case .keys: "keys \(new ?? "none") (\(old ?? "none") before)"
    default: "\(title) \(new ?? "none") (\(old ?? "none") before)"
    }
  }

  private var title: String {
    switch kind {
    case .acl: "ACL"
    case .keySpec: "keys"
    case .docFlags: "documentation flags"
    default: kind.rawValue
    }
  }

  /// "+fast -loading"
  private var words: String {
    let before = (old ?? "").split(separator: " ")
    let now = (new ?? "").split(separator: " ")
    let added = now.filter { !before.contains($0) }.map { "+\($0)" }
    return (added + before.filter { !now.contains($0) }.map { "-\($0)" }).joined(separator: " ")
  }
}
