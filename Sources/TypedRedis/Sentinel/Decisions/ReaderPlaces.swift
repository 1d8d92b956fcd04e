import RedisTransport

/// Which servers are not to be read from any more. Pure.
enum ReaderPlaces {
  /// After a change of the primary: the one that was a replica until now, and the former one, which was read from if there was no
  /// replica.
  static func isLeft(_ endpoint: Endpoint, movedFrom former: Endpoint?, to primary: Endpoint) -> Bool {
    endpoint == primary || endpoint == former
  }

  /// After the sentinels were asked for the replicas.
  ///
  /// - Parameters:
  ///   - suspects: which of them some sentinel could not reach. Others stay, even if they are not named: to catch up with a new
  ///     primary, for example, is no reason to break what goes on.
  ///   - replicas: those that can be read from.
  static func isLeft(
    _ endpoint: Endpoint, suspects: Set<Endpoint>, replicas: [Endpoint], primary: Endpoint?
  ) -> Bool {
    if endpoint == primary { return !replicas.isEmpty }
    return suspects.contains(endpoint) && !replicas.contains(endpoint)
  }
}
