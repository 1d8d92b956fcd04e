import RESP
import Testing

@testable import TypedRedis

/// Replies whose numbers and words stand for something else.
@Suite struct AnswerTests {
  @Test func backgroundJobs() throws {
    func save(_ text: String) throws -> BackgroundJob { try decode(Commands.BGSAVE.self, reply: .simpleString(RedisBytes(text))) }
    #expect(try save("Background saving started") == .started)
    #expect(try save("Background saving scheduled") == .scheduled)
    #expect(try save("Scheduled background saving cancelled") == .cancelled)
    #expect(try save("OK") == .other("OK"))
    let rewrite = RESPValue.simpleString("Background append only file rewriting scheduled")
    #expect(try decode(Commands.BGREWRITEAOF.self, reply: rewrite) == .scheduled)
  }

  @Test func sentinels() throws {
    let sentence = RESPValue.simpleString("OK 3 usable Sentinels. Quorum and failover authorization can be reached")
    #expect(try decode(Commands.SENTINEL.CKQUORUM.self, reply: sentence) == SentinelQuorum(usableSentinels: 3))
    #expect(
      failure { try decode(Commands.SENTINEL.CKQUORUM.self, reply: .simpleString("OK")) }
        == "expected a number of sentinels, got other text")
    let flags = try RESPValue.text("s_down,o_down,master,disconnected").decode(as: SentinelFlags.self)
    #expect(flags.isPrimary && flags.isSubjectivelyDown && flags.isObjectivelyDown && flags.isDisconnected)
    #expect(!flags.isReplica && !flags.isSentinel && !flags.isInFailover)
    #expect(flags.description == "disconnected,master,o_down,s_down")
    #expect(try RESPValue.text("").decode(as: SentinelFlags.self).words.isEmpty)
  }

  @Test func rights() throws {
    #expect(try decode(Commands.ACL.DRYRUN.self, reply: .simpleString("OK")) == .allowed)
    let reason = RedisBytes(Array("no permission for ".utf8) + [255])
    #expect(try decode(Commands.ACL.DRYRUN.self, reply: .bulk(reason)) == .denied(reason: reason))
  }

  @Test(arguments: [(-1, .notTracking), (0, .sameConnection), (7, .client(id: 7))] as [(Int, TrackingRedirection)])
  func redirections(number: Int, redirection: TrackingRedirection) throws {
    #expect(try decode(Commands.CLIENT.GETREDIR.self, reply: .integer(number)) == redirection)
    #expect(redirection.respValue == .integer(number))
  }

  @Test func epochs() throws {
    let bump = Commands.CLUSTER.BUMPEPOCH.self
    #expect(try decode(bump, reply: .simpleString("BUMPED 7")) == ClusterEpochBump(epoch: 7, isNew: true))
    #expect(try decode(bump, reply: .simpleString("STILL 7")) == ClusterEpochBump(epoch: 7, isNew: false))
    for text in ["BUMPED", "BUMPED x", "JUMPED 7", "STILL 7 8", ""] {
      #expect(failure { try decode(bump, reply: .text(text)) } == "expected an epoch, got other text")
    }
  }

  @Test func clocks() throws {
    let time = try decode(Commands.TIME.self, reply: .array([.text("1700000000"), .text("123456")]))
    #expect(time.sinceEpoch == .seconds(1_700_000_000) + .microseconds(123_456))
    #expect(time.unixTime == UnixTime(milliseconds: 1_700_000_000_123))
    #expect(time > ServerTime(sinceEpoch: .seconds(1_700_000_000)))
    #expect(
      failure { try decode(Commands.TIME.self, reply: .array([.integer(0), .integer(1_000_000)])) }
        == "expected the microseconds of a second, got another number")
    #expect(
      failure { try decode(Commands.TIME.self, reply: .array([.integer(0)])) }
        == "expected seconds and microseconds, got 1 fields")
    // A server may say anything: nothing of it traps.
    #expect(failure { try decode(Commands.TIME.self, reply: .array([.integer(.max), .integer(0)])) } == nil)
  }

  @Test func roles() throws {
    let replica = RESPValue.array([.text("slave"), .text("host"), .integer(6379), .text("connect"), .integer(-1)])
    #expect(try decode(Commands.ROLE.self, reply: replica) == .replica(host: "host", port: 6379, state: "connect", offset: nil))
    let sentinel = RESPValue.array([.text("sentinel"), .array([.bulk(RedisBytes([255]))])])
    #expect(try decode(Commands.ROLE.self, reply: sentinel) == .sentinel(primaries: [RedisBytes([255])]))
    let unknown = RESPValue.array([.text("observer"), .integer(1)])
    #expect(try decode(Commands.ROLE.self, reply: unknown) == .other(name: "observer", fields: [.integer(1)]))
  }

  @Test func clustersWithoutAddresses() throws {
    func host(_ value: RESPValue) throws -> String? {
      let node = RESPValue.array([value, .integer(6379), .text("id"), .map([])])
      let reply = RESPValue.array([.array([.integer(0), .integer(5), node])])
      return try #require(try decode(Commands.CLUSTER.SLOTS.self, reply: reply).first?.primary).host
    }
    #expect(try host(.null) == nil && host(.text("")) == nil)
    #expect(try host(.text("?")) == "?")
  }

  @Test func pingsOfASubscribedConnection() throws {
    #expect(try decode(Commands.PING.self, reply: .array([.text("pong"), .text("")])) == "PONG")
    #expect(try decode(Commands.PING.Message.self, reply: .array([.text("pong"), .text("hi")])) == "hi")
  }

  @Test func confirmationsAloneAndInARow() throws {
    let one = RESPValue.push([.text("subscribe"), .text("a"), .integer(1)])
    let change = SubscriptionChange(kind: "subscribe", channel: "a", count: 1)
    #expect(try decode(Commands.SUBSCRIBE.self, reply: one) == [change])
    #expect(try decode(Commands.SUBSCRIBE.self, reply: .array([one, one])) == [change, change])
    let none = RESPValue.array([.text("unsubscribe"), .null, .integer(0)])
    #expect(try decode(Commands.UNSUBSCRIBE.self, reply: none).map(\.channel) == [nil])
  }

  @Test func databasesOfMemoryStatistics() throws {
    var fields: [RESPValue.Pair] = []
    for name in [
      "peak.allocated", "total.allocated", "startup.allocated", "replication.backlog", "clients.slaves",
      "clients.normal", "aof.buffer", "lua.caches", "overhead.total", "keys.count", "keys.bytes-per-key",
      "dataset.bytes", "dataset.percentage", "peak.percentage", "fragmentation", "fragmentation.bytes",
    ] { fields.append(RESPValue.Pair(.text(name), .integer(1))) }
    let none = try decode(Commands.MEMORY.STATS.self, reply: .map(fields))
    #expect(none.databases.isEmpty)
    let tables = RESPValue.map([
      .init(.text("overhead.hashtable.main"), .integer(72)), .init(.text("overhead.hashtable.expires"), .integer(0)),
    ])
    fields += [.init(.text("db.0"), tables), .init(.text("db.15"), tables), .init(.text("db.next"), .integer(5))]
    let some = try decode(Commands.MEMORY.STATS.self, reply: .map(fields))
    #expect(some.databases.keys.sorted() == [0, 15])
    #expect(some.databases[15] == DatabaseMemory(mainTable: 72, expiryTable: 0))
    #expect(some.otherFields == ["db.next": .integer(5)])
  }
}
