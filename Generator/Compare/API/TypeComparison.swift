/// Compares two declarations of one type.
enum TypeComparison {
  typealias Difference = APIChange.Difference

  static func differences(
    _ old: APISurface.TypeDeclaration, _ new: APISurface.TypeDeclaration, _ renames: TypeRenames
  ) -> [Difference] {
    if old.isEnum != new.isEnum { return [Difference("it is \(new.isEnum ? "an enum" : "a struct")", breaks: true)] }
    var found: [Difference] = []
    if old.generics != new.generics {
      found.append(Difference("it is generic over \(text(new.generics)), was over \(text(old.generics))", breaks: true))
    }
    found += cases(old, new, renames)
    return found + (new.role == .reply ? fields(old, new, renames) : arguments(old.fields, new.fields, renames))
  }

  private static func text(_ generics: String) -> String { generics.isEmpty ? "nothing" : "`\(generics)`" }

  private static func cases(
    _ old: APISurface.TypeDeclaration, _ new: APISurface.TypeDeclaration, _ renames: TypeRenames
  ) -> [Difference] {
    let before = Dictionary(old.cases.map { ($0.name, $0) }) { first, _ in first }
    let now = Dictionary(new.cases.map { ($0.name, $0) }) { first, _ in first }
    var found: [Difference] = []
    for item in new.cases {
      if let earlier = before[item.name] {
        found += arguments(earlier.values, item.values, renames).map {
          Difference("`.\(item.name)`: \($0.text)", breaks: $0.breaks)
        }
      } else {
        // Programs choose a case of an argument; those of a reply they may switch over.
        let isRead = new.role == .reply
        found.append(
          Difference(isRead ? "new, which a switch over all cases lacks" : "new", "`.\(item.name)`", breaks: isRead))
      }
    }
    for item in old.cases where now[item.name] == nil {
      found.append(Difference("gone", "`.\(item.name)`", breaks: true))
    }
    return found
  }

  private static func arguments(
    _ old: [APISurface.Value], _ new: [APISurface.Value], _ renames: TypeRenames
  ) -> [Difference] {
    ParameterComparison.differences(renames.renamed(old), new)
  }

  /// Fields of a reply are read, and given only by tests that make replies up.
  private static func fields(
    _ old: APISurface.TypeDeclaration, _ new: APISurface.TypeDeclaration, _ renames: TypeRenames
  ) -> [Difference] {
    let before = Dictionary(renames.renamed(old.fields).map { ($0.label, $0) }) { first, _ in first }
    let now = Dictionary(new.fields.map { ($0.label, $0) }) { first, _ in first }
    var found: [Difference] = []
    for field in new.fields {
      if let earlier = before[field.label] {
        if earlier.type != field.type {
          found.append(Difference("`\(field.label)` is `\(field.type)` and was `\(earlier.type)`", breaks: true))
        } else if earlier.isOptional && !field.isOptional {
          found.append(Difference("the initialiser needs it", "`\(field.label)`", breaks: true))
        }
      } else if field.isOptional {
        found.append(Difference("new", "`\(field.label): \(field.type)`", breaks: false))
      } else {
        found.append(
          Difference("new, and the initialiser needs it", "`\(field.label): \(field.type)`", breaks: true))
      }
    }
    for field in old.fields where now[field.label] == nil {
      found.append(Difference("gone", "`\(field.label)`", breaks: true))
    }
    return found
  }
}
