import Foundation
import Testing

@testable import RedisGenerator

/// Texts that a pattern allows.
@Suite struct PatternSampleTests {
  @Test(arguments: [
    "^[0-9]+$", "^[0-9]+-[0-9]+$", "^-?[0-9]+(\\.[0-9]+)?$", "^(BUMPED|STILL) [0-9]+$",
    "^[0-9a-f]{16}$", "^a{2,3}b*c?$", "^OK", "^db\\.\\d+$", "^.*$", "^[a-c_-]+$",
  ])
  func match(pattern: String) throws {
    let texts = PatternSample.texts(pattern)
    #expect(!texts.isEmpty)
    #expect(Set(texts).count == texts.count)
    for text in texts {
      #expect(text.range(of: pattern, options: .regularExpression) != nil, "\(text)")
    }
  }

  @Test func everyAlternativeIsThere() {
    let texts = PatternSample.texts("^(a|b|c)$")
    #expect(Set(texts) == ["a", "b", "c"])
  }

  /// Better none than wrong ones.
  @Test(arguments: ["^(?=a)b$", "[^a]", "a(", "[", "\\w", "a{", "+", "[z-a]", "a{-1}", "a{2,1}", "a{1,x}", "a{999999999}", "((a{99}){99}){99}"])
  func whatIsNotKnownGivesNone(pattern: String) {
    #expect(PatternSample.texts(pattern) == [])
  }
}
