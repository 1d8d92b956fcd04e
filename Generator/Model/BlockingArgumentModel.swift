/// Where among a command's words the argument is that says how long the server may wait.
struct BlockingArgumentModel: Sendable, Hashable {
  enum Place: Sendable, Hashable {
    /// Counted from the command's name, which is 0; from the end when negative.
    case at(Int)
    /// Behind this word.
    case after(String)
  }

  var place: Place
  var unit: BlockingModel.Unit
}
