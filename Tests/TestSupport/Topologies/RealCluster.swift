import Foundation
import Synchronization

/// A cluster of real servers on the loopback interface: three primaries with a replica each, unless told otherwise.
///
///     let cluster = try await RealCluster.started(binary, .failingOver())
///     defer { cluster.stop() }
///     let redis = try await RedisCluster.connect(RedisClusterOptions(seeds: cluster.ports.map { .tcp("127.0.0.1", $0) }))
///     let primary = try await cluster.owner(of: 0)
///     primary.kill()
///
/// What only looks at it may share one (`shared`); what changes it starts its own.
public final class RealCluster: Sendable {
  public let binary: ServerBinary
  public let options: RealClusterOptions
  private let members: Mutex<[Node]>

  /// All servers, those that are down as well. At first the primaries, in the order of their slots.
  public var nodes: [Node] { members.withLock { $0 } }

  /// Where clients find the servers; where TLS is spoken, if it is.
  public var ports: [Int] { nodes.map { $0.securePort ?? $0.port } }

  /// From the ports of servers to those of the proxies in front of them.
  public var proxyPorts: [Int: Int] {
    var ports: [Int: Int] = [:]
    for node in nodes { ports[node.port] = node.proxy?.port }
    return ports
  }

  private init(_ binary: ServerBinary, _ options: RealClusterOptions) throws {
    self.binary = binary
    self.options = options
    let count = options.primaries * (1 + options.replicasOfEach)
    members = Mutex([])
    do {
      for node in try Self.startAtOnce(count, binary, options) { add(node) }
      try form()
    } catch {
      stop()
      throw error
    }
  }

  deinit { stop() }

  /// Starts one and waits until all of its servers agree that it is complete.
  public static func started(
    _ binary: ServerBinary, _ options: RealClusterOptions = RealClusterOptions()
  ) async throws -> RealCluster {
    try await onThread { try RealCluster(binary, options) }
  }

  public func stop() {
    for node in nodes { node.stop() }
  }

  /// Starting one waits for it, and little else.
  static func startAtOnce(_ count: Int, _ binary: ServerBinary, _ options: RealClusterOptions) throws -> [Node] {
    let results = Mutex<[Result<Node, any Error>]>([])
    let group = DispatchGroup()
    for _ in 0..<count {
      group.enter()
      Thread.detachNewThread {
        let result = Result { try Node(binary, options) }
        results.withLock { $0.append(result) }
        group.leave()
      }
    }
    group.wait()
    let all = results.withLock { $0 }
    for case .failure(let error) in all {
      for case .success(let node) in all { node.stop() }
      throw error
    }
    return all.compactMap { try? $0.get() }
  }

  func add(_ node: Node) { members.withLock { $0.append(node) } }
  func drop(_ node: Node) { members.withLock { $0.removeAll { $0 === node } } }

  // MARK: One of each kind for all tests

  private static let shared = Mutex<[ServerBinary: Task<RealCluster, any Error>]>([:])

  /// The cluster of this kind that all tests share, which is not to be changed. It ends with the test process.
  public static func shared(_ binary: ServerBinary) async throws -> RealCluster {
    let task = shared.withLock { clusters in
      if let task = clusters[binary] { return task }
      let task = Task { try await started(binary) }
      clusters[binary] = task
      return task
    }
    return try await task.value
  }
}
