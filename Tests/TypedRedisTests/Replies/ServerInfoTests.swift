import RESP
import Testing

@testable import TypedRedis

@Suite struct ServerInfoTests {
  private let redis = ServerInfo(text: Recorded.redis86.withCRLF)
  private let valkey = ServerInfo(text: Recorded.valkey91.withCRLF)

  @Test func nothingIsLost() throws {
    let texts = [
      Recorded.redis86, Recorded.valkey91, Recorded.replica70, Recorded.lostReplica70, Recorded.replica86,
      Recorded.sentinel86,
    ]
    for text in texts {
      let info = try decode(Commands.INFO.self, text.withCRLF)
      #expect(info.description == text.withCRLF)
      #expect(ServerInfo(text: text) == info)
    }
  }

  @Test func sectionsAreInOrderAndFoundInAnyCase() {
    #expect(redis.sections.prefix(4).map(\.name) == ["Server", "Clients", "Memory", "Persistence"])
    #expect(redis["memory"]?["maxmemory_policy"] == "noeviction")
    #expect(redis["MEMORY"] == redis["Memory"])
    #expect(redis["memory"]?.first == TextField(name: "used_memory", value: "1921240"))
    #expect(valkey["Scripting Engines"]?.int("engines_count") == 1)
    #expect(redis["nothing"] == nil)
    #expect(redis.field("maxmemory_policy") == "noeviction")
    #expect(redis.field("nothing") == nil)
  }

  @Test func server() {
    #expect(redis.server.version == "8.6.2")
    #expect(redis.server.name == nil)
    #expect(redis.server.mode == "standalone")
    #expect(redis.server.architectureBits == 64)
    #expect(redis.server.isGitDirty == false)
    #expect(redis.server.time == UnixTime(milliseconds: 1_795_243_496_323))
    #expect(redis.server.uptime == .seconds(5))
    #expect(redis.server.configFile == nil)
    #expect(redis.server.availabilityZone == nil)
    #expect(redis.server.listeners.map(\.name) == ["tcp", "unix"])
    #expect(redis.server.listeners.first?.addresses == ["127.0.0.1"])
    #expect(redis.server.listeners.first?.port == 42587)
    #expect(redis.server.listeners.last?.addresses == ["/run/redis/redis.sock"])
    #expect(redis.server.listeners.last?.port == nil)
    #expect(valkey.server.version == "9.1.2")
    #expect(valkey.server.redisVersion == "7.2.4")
    #expect(valkey.server.name == "valkey")
    #expect(valkey.server.mode == "standalone")
    #expect(redis.server.shutdownIn == nil)
    #expect(redis.tls.server == nil)
    #expect(valkey.tls.server == nil)
    let secure = ServerInfo(
      text: "# TLS\r\ntls_server_cert_serial:0A1B\r\ntls_server_cert_expires_in_seconds:3600\r\n")
    #expect(secure.tls.server?.serial == "0A1B")
    #expect(secure.tls.server?.expiresIn == .seconds(3600))
  }

  @Test func severalAddressesAreOneListener() {
    let info = ServerInfo(text: "# Server\r\nlistener0:name=tcp,bind=*,bind=-::*,port=6379\r\n")
    #expect(info.server.listeners.map(\.addresses) == [["*", "-::*"]])
  }

  @Test func clientsAndThreads() {
    #expect(redis.clients.connected == 24)
    #expect(redis.clients.maximum == 10000)
    #expect(redis.clients.blocked == 1)
    #expect(redis.clients.subscribed == 2)
    #expect(redis.clients.pauseReason == nil)
    #expect(valkey.clients.pauseReason == "none")
    #expect(valkey.clients.pauseRemaining == .zero)
    #expect(redis.ioThreads.map(\.clients) == [25])
    #expect(redis.ioThreads.map(\.reads) == [163])
    #expect(valkey.ioThreads.isEmpty)
  }

  @Test func memory() {
    #expect(redis.memory.used == 1_921_240)
    #expect(redis.memory.residentSetSize == 9_670_656)
    #expect(redis.memory.peakTime == UnixTime(seconds: 1_795_243_496))
    #expect(valkey.memory.peakTime == nil)
    #expect(redis.memory.peakPercentage == 100.1)
    #expect(redis.memory.fragmentationRatio == 5.64)
    #expect(redis.memory.maximum == 0)
    #expect(redis.memory.evictionPolicy == "noeviction")
    #expect(redis.memory.scriptEngines == 68608)
    #expect(redis.memory.fullSynchronizationBuffer == 0)
    #expect(valkey.memory.allocator == "jemalloc-5.3.1")
  }

  @Test func persistence() {
    #expect(redis.persistence.isLoading == false)
    #expect(redis.persistence.loading == nil)
    #expect(redis.persistence.snapshots.didLastSucceed == true)
    #expect(redis.persistence.snapshots.lastTime == UnixTime(seconds: 1_795_243_491))
    #expect(redis.persistence.snapshots.lastDuration == .zero)
    #expect(redis.persistence.snapshots.currentDuration == nil)
    #expect(redis.persistence.snapshots.count == 1)
    #expect(redis.persistence.appendOnlyFile.isEnabled == false)
    #expect(redis.persistence.appendOnlyFile.lastRewriteDuration == nil)
    #expect(redis.persistence.appendOnlyFile.size == nil)
    let loading = ServerInfo(
      text: """
        # Persistence
        loading:1
        loading_start_time:1795243491
        loading_total_bytes:1000
        loading_loaded_bytes:250
        loading_loaded_perc:25.00
        loading_eta_seconds:3
        rdb_last_bgsave_status:err
        """)
    #expect(loading.persistence.loading?.start == UnixTime(seconds: 1_795_243_491))
    #expect(loading.persistence.loading?.progress == 25)
    #expect(loading.persistence.loading?.remaining == .seconds(3))
    #expect(loading.persistence.snapshots.didLastSucceed == false)
  }

  @Test func statistics() {
    #expect(redis.stats.connectionsReceived == 28)
    #expect(redis.stats.inputRate == 0.04)
    #expect(redis.stats.latestForkDuration == .microseconds(324))
    #expect(redis.stats.expiredHashFields == 0)
    #expect(valkey.stats.expiredHashFields == 0)
    #expect(valkey.stats.deniedDatabases == 0)
    #expect(redis.stats.deniedDatabases == nil)
    #expect(redis.cpu.user == .microseconds(19114))
    #expect(redis.cpu.activeOfMainThread == nil)
    #expect(valkey.cpu.activeOfMainThread == .microseconds(8582))
  }

  @Test func primary() {
    #expect(redis.replication.isPrimary == true)
    #expect(redis.replication.isReplica == false)
    #expect(redis.replication.primary == nil)
    #expect(redis.replication.offset == 3222)
    #expect(redis.replication.secondOffset == -1)
    #expect(redis.replication.connectedReplicas == 1)
    let replica = redis.replication.replicas.first
    #expect(replica?.host == "127.0.0.1")
    #expect(replica?.port == 46971)
    #expect(replica?.state == "online")
    #expect(replica?.lag == .zero)
    #expect(replica?.ioThread == 0)
    #expect(valkey.replication.replicas.map(\.type) == ["replica"])
  }

  @Test func replica() {
    let info = ServerInfo(text: Recorded.replica70.withCRLF)
    #expect(info.replication.isReplica == true)
    #expect(info.replication.replicas.isEmpty)
    #expect(info.replication.primary?.host == "127.0.0.1")
    #expect(info.replication.primary?.isLinkUp == true)
    #expect(info.replication.primary?.lastContact == .seconds(1))
    #expect(info.replication.primary?.linkDownFor == nil)
    #expect(info.replication.primary?.synchronization == nil)
    #expect(info.replication.primary?.priority == 100)
    let lost = ServerInfo(text: Recorded.lostReplica70.withCRLF)
    #expect(lost.replication.primary?.isLinkUp == false)
    #expect(lost.replication.primary?.lastContact == nil)
    let newer = ServerInfo(text: Recorded.replica86.withCRLF)
    #expect(newer.replication.primary?.synchronizationAttempts == 1)
    #expect(newer.replication.primary?.linkUpFor == .zero)
    #expect(newer.replication.primary?.streamBuffer == 0)
  }

  @Test func commands() {
    #expect(redis.commands["get"] == nil)
    #expect(redis.commands["set"]?.calls == 101)
    #expect(redis.commands["set"]?.duration == .microseconds(111))
    #expect(redis.commands["set"]?.durationPerCall == .nanoseconds(1100))
    #expect(redis.commands["client|list"]?.calls == 4)
    #expect(redis.commands["incr"]?.rejectedCalls == 1)
    #expect(redis.commands["lpush"]?.failedCalls == 1)
    #expect(redis.errors == ["ERR": 6, "WRONGTYPE": 1])
    #expect(redis.latencies["set"] == [50: .nanoseconds(1003), 99: .nanoseconds(16063), 99.9: .nanoseconds(17023)])
    #expect(redis.latencies["client|list"]?[99.9] == .nanoseconds(130_047))
  }

  @Test func keyspace() {
    #expect(redis.keyspace.keys.sorted() == [0, 3])
    #expect(redis.keyspace[0]?.keys == 103)
    #expect(redis.keyspace[3]?.expiringKeys == 1)
    #expect(redis.keyspace[3]?.averageTimeToLive == .milliseconds(998061))
    #expect(redis.keyspace[3]?.keysWithExpiringFields == 0)
    #expect(valkey.keyspace[3]?.keysWithExpiringFields == 0)
    #expect(ServerInfo(text: Recorded.replica70).keyspace[0]?.keysWithExpiringFields == nil)
    #expect(redis.keySizes.count == 6)
    let strings = redis.keySizes.first
    #expect(strings?.database == 0)
    #expect(strings?.type == "strings")
    #expect(strings?.unit == "sizes")
    #expect(strings?.counts == [1: 100])
    #expect(redis.isTrackingHotKeys == true)
    #expect(valkey.isTrackingHotKeys == nil)
  }

  @Test func longValuesHaveLongSizes() {
    let info = ServerInfo(text: "# Keysizes\r\ndb12_distrib_strings_sizes:0=1,512=2,1K=3,4K=4,2M=5,8G=6,99E=7\r\n")
    let sizes = info.keySizes.first
    #expect(sizes?.database == 12)
    #expect(sizes?.counts == [0: 1, 512: 2, 1024: 3, 4096: 4, 2_097_152: 5, 8_589_934_592: 6])
  }

  @Test func modulesAndEngines() {
    #expect(redis.modules.map(\.name) == ["vectorset"])
    #expect(redis.modules.first?.version == 1)
    #expect(redis.modules.first?.usedBy == [])
    #expect(redis.modules.first?.options == ["handle-io-errors", "handle-repl-async-load"])
    #expect(ServerInfo(text: Recorded.replica70).modules.isEmpty)
    #expect(valkey.scriptingEngines.map(\.name) == ["LUA"])
    #expect(valkey.scriptingEngines.first?.usedMemory == 69632)
  }

  @Test func clusterAndSentinel() {
    #expect(redis.isClusterEnabled == false)
    #expect(ServerInfo(text: Recorded.lostReplica70).isClusterEnabled == true)
    #expect(valkey.cluster.isOK == nil)
    #expect(ServerInfo(text: "# Cluster Info\r\ncluster_state:ok\r\n").cluster.isOK == true)
    let sentinel = ServerInfo(text: Recorded.sentinel86.withCRLF)
    #expect(sentinel.server.mode == "sentinel")
    #expect(sentinel.server.configFile == "/etc/redis/sentinel.conf")
    #expect(sentinel.sentinel.primaryCount == 1)
    #expect(sentinel.sentinel.isTilted == false)
    #expect(sentinel.sentinel.tiltedFor == nil)
    let primary = sentinel.sentinel.primaries.first
    #expect(primary?.name == "main")
    #expect(primary?.address == "127.0.0.1:42587")
    #expect(primary?.sentinels == 1)
  }
}
