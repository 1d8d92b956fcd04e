extension RedisScan {
  /// A scan page by page. See ``RedisScan/pages``.
  public struct Pages: AsyncSequence, Sendable {
    public typealias Element = ScanPage<RedisScan.Element>
    public typealias Failure = RedisError

    let start: ScanCursor
    let fetch: @Sendable (ScanCursor) async throws(RedisError) -> ScanPage<RedisScan.Element>

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(cursor: start, fetch: fetch) }

    /// Goes over the pages.
    public struct AsyncIterator: AsyncIteratorProtocol {
      /// Where another scan has to begin to give all that this iterator has not given yet; nil when nothing is left.
      public private(set) var cursor: ScanCursor?
      private let fetch: @Sendable (ScanCursor) async throws(RedisError) -> ScanPage<RedisScan.Element>

      init(
        cursor: ScanCursor,
        fetch: @escaping @Sendable (ScanCursor) async throws(RedisError) -> ScanPage<RedisScan.Element>
      ) {
        self.cursor = cursor
        self.fetch = fetch
      }

      /// The next page, nil at the end.
      ///
      /// - Throws: ``RedisError`` of the command. The iterator stays where it was: the next call tries again.
      public mutating func next() async throws(RedisError) -> ScanPage<RedisScan.Element>? {
        guard let cursor else { return nil }
        let page = try await fetch(cursor)
        self.cursor = page.cursor.isFinished ? nil : page.cursor
        return page
      }

      public mutating func next(
        isolation actor: isolated (any Actor)?
      ) async throws(RedisError) -> ScanPage<RedisScan.Element>? { try await next() }
    }
  }
}
