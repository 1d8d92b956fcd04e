/// What a scan goes over, element by element: keys, members, fields. Pages are fetched as they are needed.
///
///     for try await key in redis.scanKeys(matching: "session:*", as: String.self) {
///       print(key)
///     }
///
/// What is there from the beginning of a scan to its end is given at least once. What comes or goes meanwhile may be given or
/// not, and **elements may be given more than once**: while the server rearranges its tables, and where a scan is resumed.
/// Whoever minds keeps a `Set`.
///
/// A scan holds nothing on the server, and may be left at any time. It ends with the code `cancelled` when its task is cancelled.
public struct RedisScan<Element: Sendable>: AsyncSequence, Sendable {
  public typealias Failure = RedisError

  /// Where it begins.
  public let start: ScanCursor
  let fetch: @Sendable (ScanCursor) async throws(RedisError) -> ScanPage<Element>

  /// Page by page: what one call of the server gave, and the cursor to go on from. Pages may be empty, also in the middle.
  ///
  ///     for try await page in redis.scanKeys(from: saved).pages {
  ///       try await handle(page.elements)
  ///       saved = page.cursor
  ///     }
  public var pages: Pages { Pages(start: start, fetch: fetch) }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(pages: pages.makeAsyncIterator())
  }

  /// Goes over the elements.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private var pages: Pages.AsyncIterator
    private var elements: IndexingIterator<[Element]> = [].makeIterator()
    /// Elements of the present page that were not given yet.
    private var rest = 0
    /// What the present page was fetched with.
    private var present: ScanCursor?

    init(pages: Pages.AsyncIterator) { self.pages = pages }

    /// Where another scan has to begin to give all that this iterator has not given yet; nil when nothing is left.
    ///
    /// The server knows places between pages, not within them: until the last element of a page was given, this is where that
    /// page begins, and its elements will come again.
    public var cursor: ScanCursor? { rest > 0 ? present : pages.cursor }

    /// The next element, nil at the end.
    ///
    /// - Throws: ``RedisError`` of the command. The iterator stays where it was: the next call tries the same page again.
    public mutating func next() async throws(RedisError) -> Element? {
      while rest == 0 {
        let cursor = pages.cursor
        guard let page = try await pages.next() else { return nil }
        present = cursor
        rest = page.elements.count
        elements = page.elements.makeIterator()
      }
      rest -= 1
      return elements.next()
    }

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(RedisError) -> Element? { try await next() }
  }
}
