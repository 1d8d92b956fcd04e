extension SpecReader {
  func readCommand(_ member: JSONObject.Member, name: String, _ path: JSONPath) -> CommandSpec? {
    let words = name.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.allSatisfy(\.isCommandWord) else {
      diagnostics.error(
        file, member.namePosition, path,
        "a command's name is words of letters, digits, '.', '_' and '-' with one space between them"
      )
      return nil
    }
    guard
      let fields = fields(of: member.value, path, expected: "an object that describes a command")
    else { return nil }
    fields.noteOthers(than: SpecVocabulary.commandMembers)

    var command = CommandSpec(
      name: name, words: words,
      since: fields.version("since", required: true) ?? "",
      group: readGroup(fields, "group", required: true) ?? "",
      arity: readArity(fields, words: words.count) ?? -words.count,
      position: member.namePosition, path: path)
    command.summary = fields.string("summary").flatMap { $0.isEmpty ? nil : $0 }
    command.aclCategories = fields.strings("acl_categories").map(\.text)
    command.flags = readWords(
      fields, "command_flags", known: SpecVocabulary.commandFlags, "command flag")
    command.hints = readWords(fields, "hints", known: SpecVocabulary.hints, "hint")
    command.docFlags = readWords(
      fields, "doc_flags", known: SpecVocabulary.docFlags, "documentation flag")
    command.deprecatedSince = fields.version("deprecated_since")
    command.replacedBy = fields.text("replaced_by").flatMap(\.commandNamedInside)
    command.keySpecs = readKeySpecs(fields)
    command.arguments = readArguments(fields, keySpecs: command.keySpecs.count, parent: nil)
    command.replySchema = fields.object["reply_schema"]
    command.servers = readServers(fields)
    command.module = readGroup(fields, "module", required: false)

    if let arity = fields.object["arity"], arity.int == command.arity {
      ArityCheck(file: file, diagnostics: diagnostics).check(command, at: arity.position)
    }
    if let schema = command.replySchema {
      ReplySchemaCheck(file: file, diagnostics: diagnostics)
        .check(schema, path.member("reply_schema"))
    }
    return command
  }

  /// The generated files are named after groups, so a group is not just any text.
  private func readGroup(_ fields: FieldReader, _ name: String, required: Bool) -> String? {
    guard let group = fields.text(name, required: required) else { return nil }
    guard group.isCommandWord, group.utf8.first != UInt8(ascii: ".") else {
      fields.error(
        name,
        "expected a word of letters, digits, '.', '_' and '-', found \(group.quotedForMessage)")
      return nil
    }
    return group
  }

  private func readArity(_ fields: FieldReader, words: Int) -> Int? {
    guard let arity = fields.int("arity", required: true) else { return nil }
    guard arity != 0 else {
      fields.error("arity", "arity is never 0: it counts the words of the command's name")
      return nil
    }
    guard arity.magnitude >= words.magnitude else {
      fields.error("arity", "arity \(arity) leaves no room for the \(words) words of the name")
      return nil
    }
    return arity
  }

  private func readWords(
    _ fields: FieldReader, _ name: String, known: Set<String>, _ what: String
  ) -> [String] {
    fields.strings(name).map { text, position, path in
      if !known.contains(text) {
        diagnostics.warning(
          file, position, path,
          "unknown \(what) \(text.quotedForMessage): a newer server may have it, it is not used")
      }
      return text
    }
  }

  func readServers(_ fields: FieldReader) -> [String: String] {
    guard
      let node = fields.object["servers"],
      let servers = self.fields(
        of: node, fields.path.member("servers"), expected: "an object of versions by server")
    else { return [:] }
    var result: [String: String] = [:]
    for member in servers.object.members {
      result[member.name] = servers.version(member.name)
    }
    return result
  }
}

extension String {
  /// Letters, digits, '.', '_' and '-', at least one.
  var isCommandWord: Bool {
    !isEmpty && utf8.allSatisfy { $0.isWordByte && $0 != UInt8(ascii: "+") }
  }

  /// The command that a text names, in upper case: all of it ("CLUSTER SHARDS"), or the first piece of it in back quotes, as
  /// in a sentence. nil when there is none.
  fileprivate var commandNamedInside: String? {
    let quoted = split(separator: "`", omittingEmptySubsequences: false)
    let name = quoted.count > 1 ? String(quoted[1]) : self
    let isName = name.split(separator: " ", omittingEmptySubsequences: false)
      .allSatisfy { String($0).isCommandWord }
    // Lower-case words without quotes are a sentence.
    return isName && name == name.uppercased() ? name : nil
  }
}
