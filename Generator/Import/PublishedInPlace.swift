/// A published specification that somebody put into the place of the project's own.
///
/// It says nothing of other servers' commands, of replies and of what was found out besides. All that was known before is kept
/// in a copy of the project's own specification, and the published one is imported into that.
struct PublishedInPlace {
  /// What messages call the file.
  let file: String
  /// The same of the copy.
  let copy: String
  let diagnostics: Diagnostics

  /// Only the project's own specification says which servers have a command.
  static func isOne(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isObject(_ value: Range<Int>) -> Bool { bytes.dropFirst(value.lowerBound).first == UInt8(ascii: "{") }
    return !MemberText(bytes).members.contains { command in
      isObject(command.value)
        && MemberText(bytes, from: command.value.lowerBound).members.contains { $0.name == "servers" && isObject($0.value) }
    }
  }

  struct Outcome {
    var document: SpecDocument
    /// The text that the document was read from.
    var text: String
    /// What was done, for people.
    var remark: String
  }

  /// What both say together; nil when one has errors.
  func merge(_ text: String, known: String) -> Outcome? {
    let before = diagnostics.errorCount
    let commands = PublishedFile(name: file, diagnostics: diagnostics).read(text: text)
    guard diagnostics.errorCount == before else { return nil }
    let source = SourceReader(name: file, diagnostics: diagnostics).read(commands, nil)
    let ours = SpecReader.read(file: copy, text: known, diagnostics: diagnostics)
    guard diagnostics.errorCount == before else { return nil }
    let merge = SpecificationMerge(text: known, ours: ours, source: source, options: CommandMerge.Options())
    // What is not right in either has been said with its place.
    let again = Diagnostics()
    let document = SpecReader.read(file: "\(file) in \(copy)", text: merge.text, diagnostics: again)
    for complaint in again.sorted where complaint.severity == .error { diagnostics.add(complaint) }
    return Outcome(
      document: document, text: merge.text,
      remark: "\(file) does not say which servers have its commands: taken for a published specification, and merged with what \(copy) knows, "
        + "which keeps \(Count.of(merge.kept.count, "command")) and the arguments of \(merge.keptArguments.count) that it lacks")
  }
}
