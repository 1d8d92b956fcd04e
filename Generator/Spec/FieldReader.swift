/// Reads the members of one JSON object, and reports every member that is missing or is not what it should be.
struct FieldReader {
  let object: JSONObject
  let position: SourcePosition
  let path: JSONPath
  let file: String
  let diagnostics: Diagnostics

  /// nil, after reporting it, when `node` is not an object. `what` says what it was to be: "an object that describes a command".
  init?(
    _ node: JSONNode, _ path: JSONPath, expected what: String, file: String,
    diagnostics: Diagnostics
  ) {
    guard let object = node.object else {
      if !node.isInvalid {
        diagnostics.error(file, node.position, path, "expected \(what), found \(node.kind)")
      }
      return nil
    }
    self.object = object
    self.position = node.position
    self.path = path
    self.file = file
    self.diagnostics = diagnostics
  }

  // MARK: Reporting

  func error(_ message: String) { diagnostics.error(file, position, path, message) }
  func warning(_ message: String) { diagnostics.warning(file, position, path, message) }

  /// An error at the member `name`, or at the object when it has no such member.
  func error(_ name: String, _ message: String) {
    let node = object[name]
    diagnostics.error(
      file, node?.position ?? position, node == nil ? path : path.member(name), message)
  }

  func warning(_ name: String, _ message: String) {
    let node = object[name]
    diagnostics.warning(
      file, node?.position ?? position, node == nil ? path : path.member(name), message)
  }

  func missing(_ name: String) { error("\(name.quotedForMessage) is missing") }

  /// Notes the members that nothing here reads.
  func noteOthers(than known: Set<String>) {
    for member in object.members where !known.contains(member.name) {
      diagnostics.note(
        file, member.namePosition, path.member(member.name), "this member is not used")
    }
  }

  // MARK: Members

  func string(_ name: String, required: Bool = false) -> String? {
    read(name, required, "a string", \.string)
  }

  /// A string that is not empty.
  func text(_ name: String, required: Bool = false) -> String? {
    guard let text = string(name, required: required) else { return nil }
    guard !text.isEmpty else {
      error(name, "must not be empty")
      return nil
    }
    return text
  }

  func int(_ name: String, required: Bool = false) -> Int? {
    read(name, required, "an integer", \.int)
  }

  func bool(_ name: String) -> Bool { read(name, false, "true or false", \.bool) ?? false }

  /// A version number. Something else is only doubtful: servers' development builds are inventive.
  func version(_ name: String, required: Bool = false) -> String? {
    guard let version = text(name, required: required) else { return nil }
    if !version.isVersion {
      warning(name, "expected a version like 7.0.0, found \(version.quotedForMessage)")
    }
    return version
  }

  /// A list of strings that are not empty; no list is an empty one.
  func strings(_ name: String) -> [(text: String, position: SourcePosition, path: JSONPath)] {
    elements(name).compactMap { node, path in
      if let text = node.string, !text.isEmpty { return (text, node.position, path) }
      if !node.isInvalid {
        let found = node.string == nil ? node.kind : "an empty one"
        diagnostics.error(file, node.position, path, "expected a string, found \(found)")
      }
      return nil
    }
  }

  /// The elements of a list; no list is an empty one.
  func elements(_ name: String) -> [(JSONNode, JSONPath)] {
    let list = path.member(name)
    return (read(name, false, "a list", \.array) ?? [])
      .enumerated().map { ($1, list.index($0)) }
  }

  private func read<Value>(
    _ name: String, _ required: Bool, _ expected: String, _ value: (JSONNode) -> Value?
  ) -> Value? {
    guard let node = object[name] else {
      if required { missing(name) }
      return nil
    }
    if let value = value(node) { return value }
    if !node.isInvalid { error(name, "expected \(expected), found \(node.kind)") }
    return nil
  }
}

extension String {
  /// Whether this is numbers with dots between: "7.0.0", "2.4".
  var isVersion: Bool {
    split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { $0.isDigit }
    }
  }
}
