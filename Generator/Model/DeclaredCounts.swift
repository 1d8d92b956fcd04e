/// Paths of the integers of a command of which the overrides say that they count what follows.
struct DeclaredCounts: Sendable, Hashable {
  /// They count the elements of the next list, or else the flags after them.
  var ofElements: Set<String> = []
  /// They count every word up to the end of the arguments that they are among.
  var ofWords: Set<String> = []
}
