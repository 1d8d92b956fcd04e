import Foundation
import Synchronization

/// A TCP proxy on the loopback interface that does to connections what networks do: it splits what is written anywhere, delays,
/// stalls, cuts in several ways, refuses, answers nothing. It reorders nothing.
///
/// What it does by itself comes from a ``FaultPlan``, which a seed decides; what tests need at a certain moment they ask for:
///
///     let proxy = try FaultProxy(to: server.port, plan: FaultPlan(seed: 7, profile: .rough))
///     defer { proxy.stop() }
///     let redis = try await Redis.connect(proxy.url)
///     proxy.pause(.replies, after: 10)   // ten more bytes, then silence
///     proxy.resume()
///     proxy.cutAll(.reset)
///
/// One thread does all of it. What is asked for is done when the method returns. Bytes that the proxy holds are lost with their
/// connection, as they are in a network.
public final class FaultProxy: Sendable {
  /// Where clients connect to.
  public let port: Int
  private let engine: FaultEngine

  public var url: String { "redis://127.0.0.1:\(port)" }

  /// Starts a proxy to a server on the loopback interface, which need not run yet.
  ///
  /// - Parameters:
  ///   - target: the server's port.
  ///   - plan: what to do unasked; nothing by default.
  /// - Throws: ``LoopbackSocket/Failure`` if there is no port or no descriptor to be had.
  public init(to target: Int, plan: FaultPlan = .none) throws {
    let port = try LoopbackSocket.freePort()
    self.port = port
    let engine = try FaultEngine(port: port, target: target, plan: plan)
    self.engine = engine
    Thread.detachNewThread { engine.run() }
  }

  deinit { stop() }

  /// Ends all connections and the thread, and waits until that is done. Later calls of any method do nothing.
  public func stop() { engine.stop() }

  /// What has been done so far.
  public var statistics: FaultStatistics { engine.statistics }

  /// What was done last, oldest first, in words: for the message of a test that fails.
  public var recentFaults: [String] { engine.recentFaults }

  // MARK: At run time

  /// Lets nothing pass any more, and reads nothing, until `resume`. New connections wait unaccepted.
  public func pause() {
    engine.perform { engine in
      engine.allowance = [.requests: 0, .replies: 0]
      engine.accepts = false
    }
  }

  /// Lets nothing pass in one direction, once so many further bytes have passed, counted over all connections.
  public func pause(_ direction: FaultDirection, after bytes: Int = 0) {
    engine.perform { $0.allowance[direction] = bytes }
  }

  /// Ends every `pause`. What was held goes on, in order.
  public func resume() {
    engine.perform { engine in
      engine.allowance = [:]
      engine.accepts = true
    }
  }

  /// Ends all connections there are. A half close is seen by the clients.
  public func cutAll(_ ending: FaultEnding = .reset) {
    engine.perform { $0.cutAll(ending) }
  }

  /// Whether connections, those there are and those to come, are black holes: open, and nothing comes of what is written to them.
  ///
  /// A connection that was a black hole once stays one. New ones are served again after `blackhole(false)`.
  public func blackhole(_ isOn: Bool) {
    engine.perform { $0.setBlackhole(isOn) }
  }

  /// Whether nobody listens, so that connecting fails at once. Connections there are go on.
  public func refuse(_ isOn: Bool) {
    engine.perform { $0.setListening(!isOn) }
  }

  /// What to do unasked with connections that are made from now on; they are numbered from 0 again.
  public func use(_ plan: FaultPlan) {
    engine.perform { $0.use(plan) }
  }

  /// Has new connections led to another port of the loopback interface.
  public func lead(to target: Int) {
    engine.perform { $0.target = target }
  }
}
