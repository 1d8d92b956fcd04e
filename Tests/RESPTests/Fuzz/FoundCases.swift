/// Inputs that once broke something.
enum FoundCases {
  static let all: [String] = [
    // Whether the limit of a line's length is kept depended on the pieces an integer came in.
    ":29957689804494729\r\n"
  ]

  /// Frames after each other that one scanner has to keep apart, each first without its last byte.
  static let sequences: [[String]] = [
    // The place where an integer's line was searched last was remembered for the frame after it.
    [":0\r\n", "_\r\n", "+OK\r\n"]
  ]
}
