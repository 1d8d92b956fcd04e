/// Makes Swift out of the model.
enum Emitter {
  /// How the code is divided, and what is beside it.
  struct Layout: Sendable, Hashable {
    /// A library's code in one file, whose name is then known before: `NAME.swift`.
    var isSingleFile = false
    var hasTests = true
    /// The module of a library, for its tests.
    var module: String?
  }

  /// All files, in a fixed order. The same model always gives the same text.
  static func emit(_ model: APIModel, _ layout: Layout = Layout()) -> [EmittedFile] {
    SourceFiles(model, isDivided: !layout.isSingleFile).render()
      + (layout.hasTests ? TestFiles(model, module: layout.module).render() : [])
  }

  /// The methods of a form as they are declared, for people to read.
  static func signatures(
    of form: FormModel, _ command: CommandModel, _ model: APIModel
  ) -> [String] {
    MethodRenderer(command: command, form: form, replies: ReplyText(model.replyTypes)).signatures
  }
}
