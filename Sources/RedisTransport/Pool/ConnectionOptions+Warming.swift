extension ConnectionOptions {
  /// The same, for a shared connection: when that stands, the pool opens the connections that it keeps.
  package func warming(_ pool: ConnectionPool) -> ConnectionOptions {
    var options = self
    let observe = options.observe
    options.observe = { event in
      observe?(event)
      if case .connected = event { pool.warmUp() }
    }
    return options
  }
}
