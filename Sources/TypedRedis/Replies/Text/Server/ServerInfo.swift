/// What a server tells about itself, by section.
///
/// ```swift
/// let info = try await redis.info()
/// info.server.version            // "8.6.2"
/// info.memory.used               // 1921240
/// info.keyspace[0]?.keys         // 103
/// info["search"]?.int("search_number_of_indexes")
/// ```
///
/// Sections have typed properties for what this library knows. A property is nil if the server did not say it: because it is of
/// another version, or because the section was not asked for. Everything the server said is in ``sections``.
public struct ServerInfo: Sendable, Hashable {
  public var sections: [Section]

  /// A heading and the fields below it.
  public struct Section: Sendable, Hashable {
    /// Empty for fields before the first heading.
    public var name: String
    public var fields: TextFields

    public init(name: String, fields: TextFields) {
      self.name = name
      self.fields = fields
    }
  }

  public init(sections: [Section]) { self.sections = sections }

  /// The fields of the first section of this name, in upper or lower case. Modules name theirs `module_section`.
  public subscript(section: String) -> TextFields? {
    let name = section.lowercased()
    return sections.first { $0.name.lowercased() == name }?.fields
  }

  /// The value of a field in whatever section it is.
  public func field(_ name: String) -> String? {
    for section in sections {
      if let value = section.fields[name] { return value }
    }
    return nil
  }

  /// The fields of a section for its typed view, none if it is missing.
  func section(_ name: String) -> TextFields { self[name] ?? TextFields() }
}

extension ServerInfo {
  /// No text is refused: a line without a colon is a field without a value.
  public init(text: some StringProtocol) {
    self.init(sections: [])
    for line in text.splitIntoLines() where !line.isEmpty {
      if line.first == UInt8(ascii: "#") {
        let name = line.dropFirst().drop { $0 == UInt8(ascii: " ") }
        sections.append(Section(name: String(Substring(name)), fields: TextFields()))
      } else {
        if sections.isEmpty { sections.append(Section(name: "", fields: TextFields())) }
        sections[sections.count - 1].fields.elements.append(TextField(line, separator: UInt8(ascii: ":")))
      }
    }
  }
}

extension ServerInfo: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) {
    self.init(text: try reader.readRepairedText())
  }
}

extension ServerInfo: CustomStringConvertible {
  /// The text as the server writes it.
  public var description: String {
    sections.enumerated().map { index, section in
      // Only fields at the very beginning have no heading.
      let isHeaded = !section.name.isEmpty || index > 0 || section.fields.isEmpty
      return (isHeaded ? "# \(section.name)\r\n" : "")
        + section.fields.map { "\($0.name):\($0.value)\r\n" }.joined()
    }.joined(separator: "\r\n")
  }
}
