extension RedisClusterOptions {
  /// Every option of a cluster that a URL can have after its question mark, in the order in which they are applied.
  static let items: [OptionEntry<RedisClusterOptions>] = [
    OptionEntry("readsFrom", "reads_from", \.readsFrom),
    OptionEntry("readsFrom.zone", "zone", \.zone, none: nil, .filled),
    OptionEntry("refreshInterval", "refresh_interval", \.refreshInterval, none: "off", .positive),
    OptionEntry("maximumRedirections", "max_redirections", \.maximumRedirections, .within(0...255)),
    OptionEntry("requiresFullCoverage", "full_coverage", \.requiresFullCoverage),
    OptionEntry("topologySource", "topology", \.topologySource),
  ]

  /// That of the preference; what is set with another preference is lost.
  fileprivate var zone: String? {
    get { if case .sameZone(let zone) = readsFrom { zone } else { nil } }
    set { if case .sameZone = readsFrom { readsFrom = .sameZone(newValue ?? "") } }
  }
}
