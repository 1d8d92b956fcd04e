import Foundation
import Testing

@testable import RedisBench

@Suite struct ProgramTests {
  private func find(_ environment: [String: String]) throws -> String {
    try Program.find(
      ["sh", "bash"], variable: "PROGRAM", advice: "get one", environment: environment)
  }

  @Test func theVariableComesFirst() throws {
    #expect(try find(["PROGRAM": "/bin/ls", "PATH": "/bin"]) == "/bin/ls")
  }

  @Test func aWrongVariableIsNamed() {
    #expect(throws: BenchError("PROGRAM names \"/\", which is not a program")) {
      try find(["PROGRAM": "/", "PATH": "/bin"])
    }
  }

  @Test func versionsInAFolder() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/programs-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["sh-2.0", "sh-1.0"] {
      _ = FileManager.default.createFile(
        atPath: "\(folder)/\(name)", contents: nil, attributes: [.posixPermissions: 0o755])
    }
    #expect(try find(["REDIS_SERVERS": folder, "PATH": "/bin"]) == folder + "/sh-1.0")
  }

  @Test func thePathComesLast() throws {
    #expect(try find(["REDIS_SERVERS": "/nowhere", "PATH": "/nowhere:/bin"]) == "/bin/sh")
    #expect(throws: BenchError("there is no sh and no bash: get one")) {
      try find(["PATH": "/nowhere"])
    }
  }
}
