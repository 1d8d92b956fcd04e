extension APISurface {
  /// What is going to be generated.
  init(_ model: APIModel) {
    let replies = ReplyText(model.replyTypes)
    for command in model.commands {
      for form in command.forms {
        methods.append(Method(command, form, replies))
        types += form.types.map(TypeDeclaration.init)
      }
    }
    types += model.sharedEnums.map { TypeDeclaration(.choice($0)) }
    types += model.replyTypes.filter { $0.kind != .external }.map { TypeDeclaration($0, replies) }
  }
}

extension APISurface.Method {
  fileprivate init(_ command: CommandModel, _ form: FormModel, _ replies: ReplyText) {
    let renderer = MethodRenderer(command: command, form: form, replies: replies)
    let reply = form.reply.type
    self.init(
      command: command.name, form: form.name, type: SwiftText.command(form.typePath), name: form.method,
      parameters: renderer.declarations.map { DeclarationText.value($0) }, result: replies.type(reply, .bytes),
      typed: replies.hasUserData(reply)
        ? APISurface.Typed(generics: renderer.typeParameter, result: replies.type(reply, .generic)) : nil,
      needsConnection: command.descriptor.scope != .shared, canChain: ChainMethodRenderer.canChain(command, form))
  }
}

extension APISurface.TypeDeclaration {
  fileprivate init(_ type: ArgumentTypeModel) {
    switch type {
    case .choice(let model):
      self.init(name: SwiftText.type(model.name), role: .argument, isEnum: true)
      cases = model.cases.map { item in
        APISurface.Case(
          name: item.name,
          values: ArgumentTypeRenderer.associatedValues(item).map { DeclarationText.value($0) })
      }
    case .structure(let model):
      self.init(name: SwiftText.type(model.name), role: .argument, isEnum: false)
      fields = model.body.parameters.map { DeclarationText.value(ParameterText($0).declaration) }
    }
  }

  fileprivate init(_ model: ReplyTypeModel, _ replies: ReplyText) {
    self.init(name: model.name, role: .reply, isEnum: model.kind == .code)
    if model.kind == .code {
      cases = model.cases.map { APISurface.Case(name: $0.name) }
      cases.append(APISurface.Case(name: "other", values: [APISurface.Value(label: "_", type: "Int")]))
    } else {
      let renderer = ReplyTypeRenderer(replies: replies)
      generics = ReplyTypeRenderer.generics(model)
      fields = renderer.initializerParameters(model).map { DeclarationText.value($0) }
    }
  }
}
