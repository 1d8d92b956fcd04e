import Testing

@testable import TypedRedis

/// Scans of pages that are made up.
@Suite struct RedisScanTests {
  private static let pages: [String: ScanPage<Int>] = [
    "0": ScanPage(cursor: ScanCursor(text: "5"), elements: []),
    "5": ScanPage(cursor: ScanCursor(text: "9"), elements: [1, 2]),
    "9": ScanPage(cursor: ScanCursor(text: "7"), elements: []),
    "7": ScanPage(cursor: ScanCursor(text: "0"), elements: [3]),
  ]

  private func scan(from cursor: ScanCursor = .start) -> RedisScan<Int> {
    RedisScan(start: cursor) { cursor throws(RedisError) in
      guard let page = Self.pages[cursor.text] else { throw RedisError(.server, "no such place") }
      return page
    }
  }

  @Test func emptyPagesAreNoEnd() async throws {
    var elements: [Int] = []
    for try await element in scan() { elements.append(element) }
    #expect(elements == [1, 2, 3])
    var cursors: [String] = []
    for try await page in scan().pages { cursors.append(page.cursor.text) }
    #expect(cursors == ["5", "9", "7", "0"])
  }

  /// Within a page, another scan has to begin with that page; after it, with the next.
  @Test func cursorsTellWhereToGoOn() async throws {
    var iterator = scan().makeAsyncIterator()
    #expect(iterator.cursor == .start)
    #expect(try await iterator.next() == 1)
    #expect(iterator.cursor?.text == "5")
    #expect(try await iterator.next() == 2)
    #expect(iterator.cursor?.text == "9")
    var rest: [Int] = []
    for try await element in scan(from: try #require(iterator.cursor)) { rest.append(element) }
    #expect(rest == [3])
    #expect(try await iterator.next() == 3)
    #expect(iterator.cursor == nil)
    #expect(try await iterator.next() == nil)
    #expect(try await iterator.next() == nil)
  }

  @Test func anErrorLosesNothing() async throws {
    let fails = Flag()
    let scan = RedisScan<Int>(start: ScanCursor(text: "5")) { cursor throws(RedisError) in
      if fails.flip() { throw RedisError(.connectionClosed, "gone") }
      return Self.pages[cursor.text] ?? ScanPage(cursor: .start, elements: [])
    }
    var iterator = scan.makeAsyncIterator()
    var elements: [Int] = []
    var errors = 0
    while true {
      do {
        guard let element = try await iterator.next() else { break }
        elements.append(element)
      } catch {
        errors += 1
      }
    }
    #expect(elements == [1, 2, 3])
    #expect(errors == 3)
  }
}

import Synchronization

/// Is up every other time.
private final class Flag: Sendable {
  private let isUp = Mutex(false)

  func flip() -> Bool {
    isUp.withLock { isUp in
      isUp.toggle()
      return isUp
    }
  }
}
