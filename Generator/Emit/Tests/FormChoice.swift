/// Says which form of a command a request has, by the arguments that are sent. A form that takes options which another does not
/// have sends the same as that one when none of them is given.
struct FormChoice {
  let command: CommandModel

  /// - Parameter paths: those of the arguments that are sent.
  func form(sending paths: Set<String>) -> FormModel? {
    guard let grammar = command.grammar else { return command.forms.first }
    var best: (name: String?, excess: Int, with: Int)?
    for form in grammar.forms where paths.isSuperset(of: form.with) {
      let excess = form.without.count { paths.contains($0) }
      if let best, (best.excess, -best.with) <= (excess, -form.with.count) { continue }
      best = (form.name, excess, form.with.count)
    }
    return command.forms.first { $0.name == best?.name }
  }
}
