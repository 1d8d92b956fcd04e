extension RedisLibrary {
  /// Which libraries to put this one in the place of.
  public enum Replacement: Sendable, Hashable {
    /// An older version only.
    case older
    /// Whatever has the name, newer versions and strangers' libraries too.
    case any
  }

  /// Loads the library if the server does not have it, or an older version of it.
  ///
  /// A newer version is left alone, so that programs of both versions can run side by side while they are exchanged. Servers
  /// have no way to compare and load in one step: of two versions that are loaded at the very same moment, the older one may stay.
  ///
  /// - Parameter replacement: what may be replaced.
  /// - Returns: what was there before: nothing was done for `current` and `newer`.
  /// - Throws: ``RedisError``: `unsupported` if a library is there that is not to be replaced, of no version or of the same
  ///   one with other code, saying so; `server` if the code has a mistake.
  @discardableResult
  public func load(
    on redis: some RedisCommandRunner, replacing replacement: Replacement = .older
  ) async throws(RedisError) -> RedisLibraryStatus {
    var status = try await status(on: redis)
    if replacement == .any {
      if status != .current { try await load(on: redis, replacing: true) }
      return status
    }
    if status == .missing {
      do throws(RedisError) {
        try await load(on: redis, replacing: false)
        return status
      } catch {
        // Another client may have been faster.
        let found = try await self.status(on: redis)
        guard found != .missing else { throw error }
        status = found
      }
    }
    switch status {
    case .older: try await load(on: redis, replacing: true)
    case .current, .newer: break
    case .missing, .unversioned, .changed: throw mismatch(status)
    }
    return status
  }

  /// Makes sure that the server has this version of the library, or a newer one.
  ///
  /// - Parameter acceptingNewer: whether a newer version will do.
  /// - Throws: ``RedisError``, with code `unsupported` and what is there and what was expected if they do not match.
  public func check(
    on redis: some RedisCommandRunner, acceptingNewer: Bool = true
  ) async throws(RedisError) {
    let status = try await status(on: redis)
    switch status {
    case .current: return
    case .newer where acceptingNewer: return
    default: throw mismatch(status)
    }
  }

  /// What the server has of the library.
  public func status(on redis: some RedisCommandRunner) async throws(RedisError) -> RedisLibraryStatus {
    let found = try await redis.functionListWithCode(pattern: name, as: String.self)
    return RedisLibraryStatus(of: self, found: found.first { $0.name == name }?.code)
  }

  private func load(on redis: some RedisCommandRunner, replacing: Bool) async throws(RedisError) {
    let declared = declaredName ?? "nothing"
    guard declared == name else {
      throw RedisError(.invalidArgument, "the code of the library \(name) says that its name is \(declared)")
    }
    try await redis.functionLoad(replace: replacing, code: code)
  }

  /// What the first line of the code says.
  var declaredName: String? {
    let head = code.utf8.prefix { $0 != 10 && $0 != 13 }
    let word = head.split(separator: UInt8(ascii: " ")).first { $0.starts(with: "name=".utf8) }
    return word.map { String(Substring($0.dropFirst("name=".utf8.count))) }
  }

  private func mismatch(_ status: RedisLibraryStatus) -> RedisError {
    RedisError(.unsupported, "the library \(name) was expected in version \(version): \(status)")
  }
}
