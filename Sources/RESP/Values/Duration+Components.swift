extension Duration {
  /// As `components`, which end the process for a duration of more seconds than 64 bits hold: those count as the most
  /// that they do.
  package var nearestComponents: (seconds: Int64, attoseconds: Int64) {
    if self > .seconds(Int64.max) { return (.max, 0) }
    if self < .seconds(Int64.min) { return (.min, 0) }
    return components
  }
}
