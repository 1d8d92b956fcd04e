/// Makes Swift out of the model.
enum Emitter {
  /// All files, in a fixed order. The same model always gives the same text.
  static func emit(_ model: APIModel) -> [EmittedFile] {
    SourceFiles(model).render() + TestFiles(model).render()
  }

  /// The methods of a form as they are declared, for people to read.
  static func signatures(
    of form: FormModel, _ command: CommandModel, _ model: APIModel
  ) -> [String] {
    MethodRenderer(command: command, form: form, replies: ReplyText(model.replyTypes)).signatures
  }
}
