extension SpecReader {
  /// The member "arguments". `parent` is the kind of the argument they are inside of; nil for a command's own.
  func readArguments(
    _ fields: FieldReader, keySpecs: Int, parent: ArgumentSpec.Kind?
  ) -> [ArgumentSpec] {
    let arguments = fields.elements("arguments").compactMap { node, path in
      readArgument(node, path, keySpecs: keySpecs)
    }
    return SiblingNames(file: file, diagnostics: diagnostics).check(arguments, in: parent)
  }

  private func readArgument(_ node: JSONNode, _ path: JSONPath, keySpecs: Int) -> ArgumentSpec? {
    guard let fields = fields(of: node, path, expected: "an object that describes an argument")
    else { return nil }
    fields.noteOthers(than: SpecVocabulary.argumentMembers)

    let name = readName(fields)
    let type = readType(fields)
    let children = readArguments(fields, keySpecs: keySpecs, parent: type)
    var argument = ArgumentSpec(
      name: name ?? "", type: type ?? .string, position: fields.position, path: path)
    argument.token = fields.string("token")
    argument.optional = fields.bool("optional")
    argument.multiple = fields.bool("multiple")
    argument.multipleToken = fields.bool("multiple_token")
    argument.keySpecIndex = readKeySpecIndex(fields, keySpecs: keySpecs)
    argument.since = fields.version("since")
    argument.deprecatedSince = fields.version("deprecated_since")
    argument.displayText = fields.string("display_text")
    argument.servers = readServers(fields)
    argument.children = children

    guard let type, name != nil else { return nil }
    checkShape(argument, type, fields)
    return argument
  }

  private func readName(_ fields: FieldReader) -> String? {
    guard let name = fields.text("name", required: true) else { return nil }
    guard name.unicodeScalars.contains(where: \.properties.isAlphabetic) else {
      fields.error("name", "expected a name with a letter in it, found \(name.quotedForMessage)")
      return nil
    }
    return name
  }

  private func readType(_ fields: FieldReader) -> ArgumentSpec.Kind? {
    guard let text = fields.text("type", required: true) else { return nil }
    if let type = ArgumentSpec.Kind(rawValue: text) { return type }
    let known = ArgumentSpec.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    fields.error(
      "type", "unknown argument type \(text.quotedForMessage): known are \(known)")
    return nil
  }

  private func readKeySpecIndex(_ fields: FieldReader, keySpecs: Int) -> Int? {
    guard let index = fields.int("key_spec_index") else { return nil }
    guard (0..<keySpecs).contains(index) else {
      let has = keySpecs == 0 ? "no key specs" : "\(keySpecs) (counted from 0)"
      fields.error("key_spec_index", "there is no key spec \(index): the command has \(has)")
      return nil
    }
    return index
  }

  private func checkShape(
    _ argument: ArgumentSpec, _ type: ArgumentSpec.Kind, _ fields: FieldReader
  ) {
    let listed = fields.object["arguments"]
    // A list that is there but unreadable, or full of mistakes, has been reported.
    let isEmpty = listed == nil || listed?.array?.isEmpty == true
    if type.hasChildren && isEmpty {
      fields.error(
        type == .oneof
          ? "a oneof needs arguments to choose from" : "a block needs arguments inside")
    }
    if !type.hasChildren && !isEmpty {
      fields.error("arguments", "a \(type.rawValue) has no arguments inside")
    }
    if type == .pureToken && fields.object["token"] == nil {
      fields.error("a pure-token needs a token")
    }
    if argument.multipleToken && fields.object["token"] == nil {
      fields.warning("multiple_token", "there is no token that could be repeated")
    } else if argument.multipleToken && !argument.multiple {
      fields.warning("multiple_token", "only an argument that is multiple can repeat its token")
    }
  }
}
