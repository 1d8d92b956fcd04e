import Foundation
import Testing

@testable import RESP

/// A stack that overflows ends the process. As deep as a server may nest if nobody says otherwise, a reply has to fit
/// into the smallest stack that systems give to threads, 512 KB, even when nothing is optimized.
@Suite(.timeLimit(.minutes(1))) struct DeepReplyTests {
  @Test(arguments: ["*1\r\n", "%1\r\n+key\r\n", "|1\r\n+key\r\n", "*?\r\n"])
  func fitIntoASmallStack(_ level: String) async throws {
    let isStreamed = level.contains("?")
    let depth = RESPLimits().maximumDepth
    let closing = level.hasPrefix("|") ? String(repeating: "+value\r\n", count: depth) : ""
    let text =
      String(repeating: level, count: depth) + ":1\r\n" + closing
      + (isStreamed ? String(repeating: ".\r\n", count: depth) : "")
    let isRead = await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: Self.use(Array(text.utf8))) }
      thread.stackSize = 512 * 1024
      thread.start()
    }
    #expect(isRead)
  }

  /// Everything that recurses: building, writing, reading again, comparing, hashing, showing and freeing.
  private static func use(_ bytes: [UInt8]) -> Bool {
    guard let value = try? RESPValue.parse(bytes), let again = try? value.decode(as: RESPValue.self) else {
      return false
    }
    return value == again && value.hashValue == again.hashValue && value.description == again.description
  }
}
