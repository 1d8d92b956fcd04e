import Testing

/// A subscript whose index is out of bounds ends the process, so somebody has to have looked at each.
@Suite struct SubscriptTests {
  @Test func eachIsReviewed() throws {
    var reviews = ReviewedSubscripts.files
    for file in try ProjectFile.sources(in: "Sources") where !file.isGenerated {
      let found = SwiftAccess(SwiftText(file.text).code).subscripts
      let review = reviews.removeValue(forKey: String(file.path.dropFirst("Sources/".count)))
      if let complaint = complaint(file.path, found, review) { Issue.record("\(complaint)") }
    }
    #expect(reviews.keys.sorted() == [], "reviewed, but not there any more: take them out of ReviewedSubscripts.swift")
  }

  private func complaint(
    _ path: String, _ found: [SwiftAccess.Finding], _ review: ReviewedSubscripts.Review?
  ) -> String? {
    if found.isEmpty, review != nil {
      return "\(path) has no subscripts any more: take it out of ReviewedSubscripts.swift"
    }
    guard found.count != review?.count ?? 0 else { return nil }
    return """
      \(path) has \(found.count) subscripts, of which \(review?.count ?? 0) are reviewed. Look at those that are \
      new: can the index be out of bounds, whatever a server, an option, a URL or a caller gives? If it can, or if \
      first, dropFirst, prefix or split say the same, change it. Then put \(found.count) and why they are in bounds \
      into ReviewedSubscripts.swift. They are:
      \(found.map { "line \($0.line): \($0.text)" }.joined(separator: "\n"))
      """
  }

  @Test func theComplaintSaysWhatToDo() {
    let found = [SwiftAccess.Finding(line: 7, text: "words[3]"), SwiftAccess.Finding(line: 9, text: "words[4]")]
    let text = complaint("a.swift", found, ReviewedSubscripts.Review(1, "")) ?? ""
    for part in ["a.swift has 2 subscripts, of which 1 are", "put 2", "line 7: words[3]\nline 9: words[4]"] {
      #expect(text.contains(part), "\(text)")
    }
    #expect(complaint("a.swift", found, nil)?.contains("of which 0 are") == true)
    #expect(complaint("a.swift", found, ReviewedSubscripts.Review(2, "")) == nil)
    #expect(complaint("a.swift", [], nil) == nil)
    #expect(complaint("a.swift", [], ReviewedSubscripts.Review(0, ""))?.contains("take it out") == true)
  }
}
