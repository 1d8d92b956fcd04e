/// Where among a command's words the argument is that says how long the server may wait.
public struct BlockingArgument: Sendable, Hashable {
  /// What a time is counted in.
  public enum Unit: Sendable, Hashable { case seconds, milliseconds }

  enum Place: Sendable, Hashable {
    case at(Int)
    case after(StaticName)
  }

  let place: Place
  /// What its time is counted in.
  public let unit: Unit

  /// At a position counted from the command's name, which is 0; from the end when negative.
  public static func at(_ position: Int, _ unit: Unit) -> BlockingArgument {
    BlockingArgument(place: .at(position), unit: unit)
  }

  /// Behind a word, which may be missing: then the server does not wait.
  public static func after(_ word: StaticName, _ unit: Unit) -> BlockingArgument {
    BlockingArgument(place: .after(word), unit: unit)
  }

  /// How long the server may wait for a request with these words, the command's name among them.
  ///
  /// What is no time is for the server to refuse, which it does at once.
  public func time(in words: [RedisValue]) -> BlockingTime {
    switch place {
    case .at(let position):
      let index = position < 0 ? words.count + position : position
      return words.indices.contains(index) ? time(words[index]) ?? .none : .none
    case .after(let word):
      // The same word may be somebody's data further on: the longest time is on the safe side.
      var longest = BlockingTime.none
      let name = word.value.description.lowercased()
      for (index, candidate) in words.enumerated().dropFirst().dropLast()
      where candidate.description.lowercased() == name {
        longest = max(longest, time(words[index + 1]) ?? .none)
      }
      return longest
    }
  }

  private func time(_ word: RedisValue) -> BlockingTime? {
    guard let number = Double(word.description), number >= 0 else { return nil }
    return BlockingTime(seconds: unit == .seconds ? number : number / 1000)
  }

  private func max(_ a: BlockingTime, _ b: BlockingTime) -> BlockingTime {
    switch (a, b) {
    case (.forever, _), (_, .forever): .forever
    case (.none, let other), (let other, .none): other
    case (.limited(let a), .limited(let b)): .limited(Swift.max(a, b))
    }
  }
}
