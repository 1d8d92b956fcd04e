/// Makes the arguments of one form out of a command's, and says whether there can be such a form.
struct FormArguments {
  var form: FormOverride
  private(set) var editor: FormEditor
  private(set) var isPossible = true

  init(form: FormOverride, arguments: [ArgumentSpec]) {
    self.form = form
    editor = FormEditor(arguments)
  }

  /// What does not fit the command goes to `missing`.
  mutating func edit(_ missing: MissingArguments) {
    for path in form.with {
      edit(path, "with", missing) { editor, path throws(FormEditor.Mistake) in try editor.include(path) }
    }
    for path in form.without {
      edit(path, "without", missing) { editor, path throws(FormEditor.Mistake) in try editor.exclude(path) }
    }
    for path in form.single {
      edit(path, "single", missing) { editor, path throws(FormEditor.Mistake) in try editor.takeOne(path) }
    }
  }

  private mutating func edit(
    _ path: Located<String>, _ what: String, _ missing: MissingArguments,
    _ change: (inout FormEditor, String) throws(FormEditor.Mistake) -> Void
  ) {
    let mistake: FormEditor.Mistake
    do {
      return try change(&editor, path.value)
    } catch {
      mistake = error
    }
    let name = path.value.quotedForMessage
    switch mistake {
    case .noArgument:
      missing.add(path.value, path.position, path.path)
      // A form that is about an argument which does not exist would be the main one again. That one has to be, in any case.
      if what == "with" && form.name != nil { isPossible = false }
    case .alwaysSent:
      missing.addMisfit(
        "\(name) is sent in every form: \"with\" is for what could be left out", path.position, path.path)
    case .single:
      missing.addMisfit("\(name) is no list: \"single\" is for those", path.position, path.path)
    case .required:
      missing.addMisfit(
        "\(name) cannot be left out: \"\(what)\" is for what could be", path.position, path.path)
      isPossible = false
    }
  }
}
