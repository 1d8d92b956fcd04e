/// What expressions have to know about types, so that they can refer to types that come later.
struct KnownTypes: Sendable {
  /// As far as they can be made out.
  var kinds: [String: ReplyTypeModel.Kind] = [:]
  /// The types that are told what their numbers count.
  var withUnit: Set<String> = []
}

extension KnownTypes {
  init(_ types: FieldReader?) {
    for member in types?.object.members ?? [] {
      let type = member.value.object
      kinds[member.name] = type?["kind"]?.string.flatMap(ReplyTypeModel.Kind.init) ?? .record
      if type?["unit"]?.bool == true { withUnit.insert(member.name) }
    }
  }
}
