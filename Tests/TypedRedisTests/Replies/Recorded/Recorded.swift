/// Texts of real servers, but for lines that tell about the machine and all but a few commands.
enum Recorded {}

extension String {
  /// The text as servers send it.
  var withCRLF: String { split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") + "\r\n" }
}
