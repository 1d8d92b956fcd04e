import RESP

/// What one connection needs to know before it starts.
package struct ConnectionOptions: Sendable {
  package var endpoint: Endpoint
  /// Look-up, connecting and handshake together.
  package var connectTimeout: Duration
  package var keepAlive: Bool
  package var limits: RESPLimits
  /// Commands that wait or are under way; more are refused.
  package var maximumPendingCalls: Int
  package var makeHandshake: @Sendable () -> any ConnectionHandshake

  package init(
    endpoint: Endpoint, connectTimeout: Duration = .seconds(10), keepAlive: Bool = true,
    limits: RESPLimits = RESPLimits(), maximumPendingCalls: Int = 1 << 20,
    makeHandshake: @escaping @Sendable () -> any ConnectionHandshake
  ) {
    self.endpoint = endpoint
    self.connectTimeout = connectTimeout
    self.keepAlive = keepAlive
    self.limits = limits
    self.maximumPendingCalls = maximumPendingCalls
    self.makeHandshake = makeHandshake
  }
}
