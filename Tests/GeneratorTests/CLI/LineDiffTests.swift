import Testing

@testable import RedisGenerator

@Suite struct LineDiffTests {
  /// Applies a diff's two readings, which have to give the two texts back.
  private func check(_ old: [String], _ new: [String]) {
    let changes = LineDiff.changes(from: old, to: new)
    let before = changes.compactMap { change -> String? in
      switch change {
      case .same(let line), .removed(let line): line
      case .added: nil
      }
    }
    let after = changes.compactMap { change -> String? in
      switch change {
      case .same(let line), .added(let line): line
      case .removed: nil
      }
    }
    #expect(before == old)
    #expect(after == new)
  }

  @Test func findsTheSmallestChangeOfSimpleTexts() {
    #expect(
      LineDiff.changes(from: ["a", "b", "c", "d"], to: ["a", "x", "c", "d", "e"]) == [
        .same("a"), .removed("b"), .added("x"), .same("c"), .same("d"), .added("e"),
      ])
    #expect(LineDiff.changes(from: [], to: []) == [])
    #expect(LineDiff.changes(from: ["a"], to: []) == [.removed("a")])
    #expect(LineDiff.changes(from: [], to: ["a"]) == [.added("a")])
  }

  @Test func anInsertedBlockIsOneBlock() {
    let changes = LineDiff.changes(
      from: ["f {", "1", "}", "g {", "2", "}"],
      to: ["f {", "1", "}", "h {", "3", "}", "g {", "2", "}"])
    #expect(changes.filter { if case .removed = $0 { true } else { false } } == [])
    #expect(changes.count == 9)
  }

  @Test func bothTextsComeBackFromAnyDiff() {
    var state: UInt64 = 7
    func next(_ limit: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % limit)
    }
    for _ in 0..<300 {
      let old = (0..<next(30)).map { _ in "\(next(12))" }
      let new = (0..<next(30)).map { _ in "\(next(12))" }
      check(old, new)
    }
    check((0..<20000).map { "a\($0)" }, (0..<20000).reversed().map { "a\($0)" })
  }
}

@Suite struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String, limit: Int = 100) -> [String] {
    UnifiedDiff.lines(from: old, to: new, path: "p", limit: limit)
  }

  @Test func looksLikeDiffU() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacingLine("5", with: "five").replacingLine("18", with: nil)
    #expect(
      diff(old, new) == [
        "--- p (as it is)", "+++ p (as generated)",
        "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8",
        "@@ -15,6 +15,5 @@", " 15", " 16", " 17", "-18", " 19", " 20",
      ])
  }

  @Test func nearChangesShareAHunk() {
    let old = "a\nb\nc\nd\ne\n"
    #expect(diff(old, "A\nb\nc\nd\nE\n").filter { $0.hasPrefix("@@") } == ["@@ -1,5 +1,5 @@"])
  }

  @Test func emptySides() {
    #expect(diff("", "a\n").dropFirst(2) == ["@@ -0,0 +1,1 @@", "+a"])
    #expect(diff("a\n", "").dropFirst(2) == ["@@ -1,1 +0,0 @@", "-a"])
  }

  @Test func aMissingLineBreakAtTheEndIsAChange() {
    #expect(
      diff("a", "a\n").dropFirst(2) == [
        "@@ -1,1 +1,1 @@", "-a\n\\ No newline at end of file", "+a",
      ])
  }

  @Test func longDiffsAreCutAndCounted() {
    let new = (1...50).map { "\($0)\n" }.joined()
    let lines = diff("", new, limit: 10)
    #expect(lines.count == 11)
    #expect(lines.last == "… and 43 more lines")
    #expect(diff("", new, limit: 53).count == 53)
  }
}

extension String {
  fileprivate func replacingLine(_ line: String, with new: String?) -> String {
    split(separator: "\n").compactMap { $0 == line ? new : String($0) }.map { $0 + "\n" }.joined()
  }
}
