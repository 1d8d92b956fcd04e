import Testing

@testable import TypedRedis

/// Which commands are answered from memory, by what the specification says of them.
@Suite struct CacheableTests {
  @Test func traitsSayWhatTheDescriptorDoes() {
    for form in CommandLibrary.core.forms {
      #expect(form.command.traits == form.descriptor.traits, "\(form)")
    }
  }

  private var cacheable: Set<String> {
    Set(CommandLibrary.core.forms.filter { $0.descriptor.isCacheable }.map(\.descriptor.name.description))
  }

  @Test func readsOfKnownKeysAre() {
    let names: Set = [
      "GET", "MGET", "EXISTS", "STRLEN", "TYPE", "HGETALL", "HGET", "LRANGE", "SMEMBERS", "SINTERCARD", "ZRANGE",
      "ZSCORE", "ZUNION", "XRANGE", "GEOSEARCH", "BITCOUNT", "EXPIRETIME", "LCS",
    ]
    #expect(names.isSubset(of: cacheable), "\(names.subtracting(cacheable))")
  }

  @Test func theseAreNot() {
    let names: Set = [
      // They write.
      "SET", "GETEX", "GETDEL", "SORT", "PFCOUNT", "INCR",
      // Their output varies.
      "TTL", "PTTL", "SRANDMEMBER", "HRANDFIELD", "ZRANDMEMBER", "SCAN", "SSCAN", "HSCAN", "ZSCAN", "DUMP", "RANDOMKEY", "XPENDING",
      // They have no keys, or not all of them are known.
      "DBSIZE", "KEYS", "TIME", "SORT_RO", "PING",
      // They wait, or run scripts.
      "XREAD", "BLPOP", "EVAL_RO", "EVALSHA_RO", "FCALL_RO",
      // They look at how the server keeps a key.
      "OBJECT ENCODING", "OBJECT FREQ", "MEMORY USAGE", "XINFO STREAM", "XINFO GROUPS", "ARINFO",
      // What they are for is not the reply.
      "TOUCH",
      // Modules do not say.
      "VSIM", "VRANDMEMBER",
    ]
    #expect(names.isDisjoint(with: cacheable), "\(names.intersection(cacheable))")
    #expect(names.isSubset(of: CommandLibrary.core.forms.map(\.descriptor.name.description)))
  }

  @Test func whatTheServerAnnounces() {
    func invalidation(_ frame: String) -> Invalidation? { Array(frame.utf8).withUnsafeBytes { Invalidation($0) } }
    #expect(invalidation(">2\r\n$10\r\ninvalidate\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n") == .keys([slot("a"), slot("b")]))
    #expect(invalidation(">2\r\n$10\r\ninvalidate\r\n_\r\n") == .everything)
    #expect(invalidation(">2\r\n$10\r\ninvalidate\r\n*-1\r\n") == .everything)
    #expect(invalidation(">2\r\n$10\r\ninvalidate\r\n:1\r\n") == .everything)
    #expect(invalidation(">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n") == nil)
    #expect(invalidation(">2\r\n$9\r\nsubscribe\r\n$1\r\na\r\n") == nil)
    #expect(invalidation(">0\r\n") == nil)
  }

  @Test func wrongOptionsAreNamed() {
    func problem(_ change: (inout RedisCacheOptions) -> Void) -> String? {
      var options = RedisCacheOptions(mode: .broadcast)
      change(&options)
      do throws(RedisError) {
        _ = try Redis(RedisOptions()).withCache(options)
        return nil
      } catch {
        #expect(error.code == .invalidConfiguration)
        return error.message
      }
    }
    #expect(problem { $0.maximumBytes = 0 }?.contains("maximumBytes") == true)
    #expect(problem { $0.maximumEntries = -1 }?.contains("maximumEntries") == true)
    #expect(problem { $0.timeToLive = .zero }?.contains("timeToLive") == true)
    #expect(problem { $0.prefixes = ["user:", "user:1"] }?.contains("user:") == true)
    #expect(problem { $0.prefixes = ["a", "a"] } != nil)
    #expect(problem { $0.prefixes = ["a:", "b:"] } == nil)
    #expect(problem { $0.timeToLive = nil } == nil)
  }

  /// What is looked at that way may be written to on the loop's thread at the same time.
  @Test func reflectionStopsBeforeTheConnection() throws {
    let cached = try Redis(RedisOptions()).withCache()
    let cache = try #require(cached.cache)
    for value in [cached, cache, cached.settings, cached.context] as [Any] {
      var text = ""
      dump(value, to: &text)
      #expect(!text.contains("Channel"), "\(type(of: value))")
      #expect(!text.contains("CacheStore"), "\(type(of: value))")
    }
    #expect(Mirror(reflecting: cache).children.isEmpty)
  }

  @Test func resp2IsRefusedAtOnce() {
    var options = RedisOptions()
    options.protocolVersion = .resp2
    let error = #expect(throws: RedisError.self) { try Redis(options).withCache() }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("RESP3") == true)
  }
}
