/// How many connections a pool has, and what they do.
package struct PoolStatistics: Sendable, Hashable {
  package var total = 0
  /// Ready to be lent.
  package var idle = 0
  package var leased = 0
  /// Being opened, checked, or made as new again.
  package var opening = 0
  /// Those who wait for a connection.
  package var waiting = 0
  package var maximum = 0
}
