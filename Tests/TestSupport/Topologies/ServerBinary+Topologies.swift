extension ServerBinary {
  /// Those that tests run on which need several servers at once, and time: the oldest Redis and the newest Valkey there are.
  public static let forTopologies: [ServerBinary] = {
    let redis = all.filter { $0.kind == .redis }.min { $0.version.lexicographicallyPrecedes($1.version) }
    let valkey = all.filter { $0.kind == .valkey }.max { $0.version.lexicographicallyPrecedes($1.version) }
    return [redis, valkey].compactMap { $0 }
  }()
}
