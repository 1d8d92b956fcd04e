/// How a connection is secured.
public struct TLSOptions: Sendable, Hashable {
  public init() {}
}
