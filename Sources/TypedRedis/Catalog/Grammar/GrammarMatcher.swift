/// Walks a program and the words of a request side by side. It goes back to the latest choice when it comes to a dead end, and
/// never twice to the same choice at the same word: the work is in proportion to the number of words.
struct GrammarMatcher {
  private struct State {
    var instruction: Int
    var position: Int
    var marks: UInt64
  }

  private let program: GrammarProgram
  private let count: Int
  private let skipsUnknown: Bool
  /// Choices not made yet.
  private var stack: [State] = []
  /// One bit for each instruction at each word.
  private var seen: [UInt64]
  /// Which of the program's words the word at a position is.
  private var known: (position: Int, word: Int?) = (-1, nil)
  private var furthest = -1

  /// Those of the match, or else of the attempt that came furthest.
  private(set) var marks: UInt64 = 0

  /// - Parameter skipsUnknown: whether words may be left out of account that the grammar does not have.
  init(_ program: GrammarProgram, count: Int, skipsUnknown: Bool) {
    self.program = program
    self.count = count
    self.skipsUnknown = skipsUnknown
    seen = [UInt64](repeating: 0, count: (program.instructions.count * (count + 1)) / 64 + 1)
  }

  /// Whether the words are what the grammar describes.
  mutating func match(_ argument: (Int) -> RedisValue) -> Bool {
    stack.append(State(instruction: 0, position: 0, marks: 0))
    while let state = stack.popLast() {
      if follow(state, argument) { return true }
    }
    return false
  }

  /// Goes on from one choice until a match or a dead end.
  private mutating func follow(_ start: State, _ argument: (Int) -> RedisValue) -> Bool {
    var state = start
    while true {
      switch program.instructions[state.instruction] {
      case .end where state.position == count:
        marks = state.marks
        return true
      case .mark(let mark): state.marks |= mark
      case .jump(let target):
        state.instruction = target
        continue
      case .split(let first, let second):
        guard isNew(state) else { return false }
        stack.append(State(instruction: second, position: state.position, marks: state.marks))
        state.instruction = first
        continue
      case let instruction:
        guard let taken = taken(instruction, at: state.position, argument) else {
          noteDeadEnd(state)
          return false
        }
        state.position += taken
      }
      state.instruction += 1
    }
  }

  /// How many words an instruction takes, nil if they are not what it is about.
  private mutating func taken(
    _ instruction: GrammarProgram.Instruction, at position: Int, _ argument: (Int) -> RedisValue
  ) -> Int? {
    let left = count - position
    switch instruction {
    case .word(let word): return left > 0 && self.word(at: position, argument) == word ? 1 : nil
    case .value: return left > 0 ? 1 : nil
    case .skip: return skipsUnknown && left > 0 ? 1 : nil
    case .rest(let minimum, let width): return left >= minimum && left % width == 0 ? left : nil
    case .counted(let width):
      guard left > 0, let number = argument(position).withUnsafeBytes({ Self.number($0) }),
        number <= (left - 1) / width
      else { return nil }
      return 1 + number * width
    case .mark, .jump, .split, .end: return nil
    }
  }

  /// Several alternatives in a row ask about the same word.
  private mutating func word(at position: Int, _ argument: (Int) -> RedisValue) -> Int? {
    if known.position != position {
      let words = program.words
      known = (position, argument(position).withUnsafeBytes { words.find($0) })
    }
    return known.word
  }

  private mutating func isNew(_ state: State) -> Bool {
    let index = state.instruction * (count + 1) + state.position
    let bit: UInt64 = 1 << UInt64(index % 64)
    defer { seen[index / 64] |= bit }
    return seen[index / 64] & bit == 0
  }

  private mutating func noteDeadEnd(_ state: State) {
    guard state.position > furthest
      || state.position == furthest && state.marks.nonzeroBitCount > marks.nonzeroBitCount
    else { return }
    furthest = state.position
    marks = state.marks
  }

  private static func number(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var number = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }
}
