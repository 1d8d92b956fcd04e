import Foundation
import Testing

@testable import RedisGenerator

@Suite struct ParseBackTests {
  private static let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
  private static var hasCompiler: Bool {
    searchPath.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/swiftc")
    }
  }

  @Test(.enabled(if: hasCompiler, "swiftc is not in $PATH"))
  func textsThatAreSwiftPass() throws {
    let parseBack = ParseBack(searchPath: Self.searchPath)
    let texts = [("out/A.swift", "func a() {}\n"), ("tests/A.swift", "let b = 1\n")]
    #expect(try parseBack.check(texts.map { (name: $0.0, text: $0.1) }) == .fine)
  }

  @Test(.enabled(if: hasCompiler, "swiftc is not in $PATH"))
  func othersAreNamed() throws {
    let parseBack = ParseBack(searchPath: Self.searchPath)
    let outcome = try parseBack.check([
      ("out/A.swift", "func a() {}\n"), ("out/B.swift", "\nfunc ) {}\n"),
    ])
    guard case .failed(let said) = outcome else {
      Issue.record("it passed")
      return
    }
    #expect(said.contains("out/B.swift:2:"))
    #expect(!said.contains("out/A.swift"))
  }

  @Test func withoutACompilerNothingIsSaid() throws {
    let parseBack = ParseBack(searchPath: "/nowhere:")
    #expect(try parseBack.check([("A.swift", "?")]) == .unavailable)
  }

  @Test func nothingToParseIsFine() throws {
    #expect(try ParseBack(searchPath: "").check([]) == .fine)
  }
}
