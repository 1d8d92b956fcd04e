extension RedisError {
  /// The same error, said of a command. What a server quotes of arguments is left out: of all of
  /// them if it does not know the command, else of those that may be secrets.
  @usableFromInline package func of(_ command: CommandDescriptor) -> RedisError {
    of(command.name.description, hasSecrets: command.hasSecrets)
  }

  func of(_ command: String, hasSecrets: Bool) -> RedisError {
    guard code == .server, let server else { return with(command: command) }
    let shown = server.withoutArguments(hasSecrets: hasSecrets)
    guard shown != server else { return with(command: command) }
    var error = RedisError(server: shown)
    for element in path.reversed() { error = error.at(element) }
    if mayHaveBeenApplied { error = error.markingMayHaveBeenApplied() }
    return error.with(command: command)
  }
}

extension RedisError {
  /// Whether the server is too old for the command, or of another make.
  var isUnknownCommand: Bool { code == .server && server?.description.hasPrefix("ERR unknown command") == true }
}

extension ServerError {
  /// The error without the command's words, which servers quote in some of theirs.
  func withoutArguments(hasSecrets: Bool) -> ServerError {
    var text = description
    if let tail = text.firstRange(of: ", with args beginning with") { text = String(text[..<tail.lowerBound]) }
    if let quoted = ServerError.quoted(in: text) {
      if text.hasPrefix("ERR unknown command") || text.hasPrefix("ERR unknown subcommand") {
        // A whole line that was given as one word is quoted as a name.
        if let end = text[quoted].firstIndex(where: \.isWhitespace) { text.replaceSubrange(end..<quoted.upperBound, with: " …") }
      } else if hasSecrets {
        text.replaceSubrange(quoted, with: "…")
      }
    }
    return text == description ? self : ServerError(line: text)
  }

  /// From the first quote to the last: a secret may have quotes in it.
  private static func quoted(in text: String) -> Range<String.Index>? {
    guard let first = text.firstIndex(where: isQuote), let last = text.lastIndex(where: isQuote), first < last else {
      return nil
    }
    return text.index(after: first)..<last
  }

  private static func isQuote(_ character: Character) -> Bool {
    character == "'" || character == "`" || character == "\""
  }
}
