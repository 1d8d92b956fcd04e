import RESP
import Testing

@testable import TypedRedis

/// Texts with bytes changed, lost and doubled: nothing in them may end the process, and what has no wrong text has no errors.
@Suite struct MangledTextTests {
  private let rounds = 300

  @Test func serverInfo() throws {
    var mangling = Mangling(seed: 1)
    for text in [Recorded.redis86, Recorded.valkey91, Recorded.lostReplica70, Recorded.sentinel86] {
      for _ in 0..<rounds {
        let info = try decode(Commands.INFO.self, reply: .bulk(RedisBytes(mangling.mangled(text.withCRLF))))
        #expect(info == ServerInfo(text: info.description))
        readEverything(info)
      }
    }
  }

  private func readEverything(_ info: ServerInfo) {
    _ = (info.server.time, info.server.uptime, info.server.listeners.map(\.addresses), info.tls.server?.expiresIn)
    _ = (info.clients.pauseRemaining, info.ioThreads.map(\.reads), info.memory.peakTime, info.memory.peakPercentage)
    _ = (info.persistence.loading?.remaining, info.persistence.snapshots.lastTime, info.stats.latestForkDuration)
    _ = (info.replication.replicas.map(\.lag), info.replication.primary?.synchronization?.progress, info.cpu.user)
    _ = (info.commands.mapValues(\.durationPerCall), info.errors, info.latencies, info.keySizes)
    _ = (info.keyspace.mapValues(\.averageTimeToLive), info.modules.map(\.options), info.scriptingEngines.map(\.name))
    _ = (info.cluster.messages, info.sentinel.primaries.map(\.name))
  }

  @Test func clusterInfo() throws {
    var mangling = Mangling(seed: 2)
    for _ in 0..<rounds {
      let text = mangling.mangled(Recorded.clusterInfo91.withCRLF)
      let info = try decode(Commands.CLUSTER.INFO.self, reply: .bulk(RedisBytes(text)))
      _ = (info.isOK, info.messages, info.currentEpoch)
    }
  }

  @Test func lines() {
    var mangling = Mangling(seed: 3)
    for _ in 0..<rounds {
      for text in [Recorded.clients70, Recorded.clients86] {
        let reply = RESPValue.bulk(RedisBytes(mangling.mangled(text)))
        guard let clients = read({ try decode(Commands.CLIENT.LIST.self, reply: reply) }) else { continue }
        for client in clients { _ = (client.age, client.flags.letters, client.queuedCommands, client.command) }
      }
      for text in [Recorded.nodesFailing, Recorded.nodesImporting] {
        let reply = RESPValue.bulk(RedisBytes(mangling.mangled(text)))
        guard let nodes = read({ try decode(Commands.CLUSTER.NODES.self, reply: reply) }) else { continue }
        #expect(nodes.allSatisfy { $0.slots.count >= 0 })
      }
    }
  }

  /// Nil if the reply was refused, for which there is one code.
  private func read<T>(_ body: () throws -> T) -> T? {
    do {
      return try body()
    } catch {
      #expect((error as? RedisError)?.code == .unexpectedReply)
      return nil
    }
  }
}

/// Changes texts a little, in the same way each time.
private struct Mangling {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func mangled(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<(1 + below(12)) where !bytes.isEmpty {
      let position = below(bytes.count)
      switch below(4) {
      case 0: bytes[position] = UInt8(below(256))
      case 1: bytes.remove(at: position)
      case 2: bytes.insert(contentsOf: bytes[position..<min(bytes.count, position + 1 + below(40))], at: below(bytes.count))
      default:
        let meaningful = Array(":=,#-\n @|%[]\u{301}9".utf8)
        bytes[position] = meaningful[below(meaningful.count)]
      }
    }
    return bytes
  }
}
