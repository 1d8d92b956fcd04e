/// Reads the integers of a code: `{"-2": "missing", "1": {"name": "set", "doc": "…"}}`.
struct CodeCases {
  let fields: FieldReader

  func read() -> [ReplyTypeModel.Case] {
    guard let cases = fields.members("cases", "an object of Swift names by integer") else { return [] }
    // What the code itself is called, and what integers without a case become.
    var names: Set<String> = ["code", "other"]
    var list: [ReplyTypeModel.Case] = []
    for member in cases.object.members {
      guard let item = read(member, cases) else { continue }
      if !names.insert(item.name).inserted {
        cases.error(member.name, "the name \(item.name.quotedForMessage) is used twice")
      }
      list.append(item)
    }
    return list
  }

  private func read(_ member: JSONObject.Member, _ cases: FieldReader) -> ReplyTypeModel.Case? {
    let code = Int(member.name)
    if code?.description != member.name {
      cases.error(member.name, "expected an integer, found \(member.name.quotedForMessage)")
    }
    guard member.value.object != nil else {
      guard let name = cases.identifier(member.name) else { return nil }
      return code.map { ReplyTypeModel.Case(code: $0, name: name) }
    }
    guard let details = cases.members(member.name, "a name, or an object with name and doc") else {
      return nil
    }
    details.rejectOthers(than: ["name", "doc"])
    if details.object["name"] == nil { details.missing("name") }
    guard let name = details.identifier("name") else { return nil }
    return code.map { ReplyTypeModel.Case(code: $0, name: name, doc: details.text("doc")) }
  }
}
