/// Gives every method its own signature. The compiler would tell overloads apart by their types too, but readers would not.
struct MethodCollisions {
  let file: String
  let diagnostics: Diagnostics

  func resolve(_ commands: inout [CommandModel], _ document: SpecDocument) {
    let specs = Dictionary(document.commands.map { ($0.name, $0) }) { first, _ in first }
    var owners: [String: String] = [:]
    for index in commands.indices {
      for form in commands[index].forms.indices {
        let model = commands[index].forms[form]
        let title = commands[index].name + (model.name.map { " (\($0))" } ?? "")
        let original = model.method
        var number = 2
        while let owner = owners[signature(commands[index].forms[form])] {
          let form = form
          commands[index].forms[form].method = "\(original)\(number)"
          number += 1
          guard let spec = specs[commands[index].name] else { continue }
          diagnostics.warning(
            file, spec.position, spec.path,
            "\(title) and \(owner) have the same method: this one becomes \(commands[index].forms[form].method)")
        }
        owners[signature(commands[index].forms[form])] = title
      }
    }
  }

  private func signature(_ form: FormModel) -> String {
    let labels = form.body.parameters.map { $0.label + ":" }.joined()
    return "\(form.method)(\(labels))"
  }
}
