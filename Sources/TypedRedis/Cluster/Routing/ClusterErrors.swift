import RedisTransport

extension ServerError {
  /// Whether it is about the cluster's state: what the server looks at before it begins with a command.
  var isOfCluster: Bool { Self.clusterKinds.contains(kind) }

  private static let clusterKinds: Set<String> = ["CLUSTERDOWN", "TRYAGAIN"]
}

extension RedisError {
  /// Where the server that gave this error says that the keys are.
  var redirection: Redirection? { server.flatMap { Redirection($0) } }

  static var noNodeIsKnown: RedisError { RedisError(.timedOut, "no node of the cluster is known") }

  static func noSuchNode(_ endpoint: Endpoint) -> RedisError {
    RedisError(.invalidArgument, "the cluster has no node at \(endpoint)")
  }
}

extension Redirection {
  fileprivate init?(_ error: ServerError) {
    let line = Array("-\(error.description)\r\n".utf8)
    guard let redirection = line.withUnsafeBytes({ Redirection(errorReply: $0) }) else { return nil }
    self = redirection
  }
}
