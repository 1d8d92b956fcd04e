/// What somebody who had a connection for themselves has done to it, as far as its commands say.
package enum ConnectionChange: UInt8, Sendable, Comparable {
  case none
  /// The next one would find it different from a new one, until it is made as new.
  case undoable
  /// Nothing makes it as new again.
  case lasting

  package static func < (a: ConnectionChange, b: ConnectionChange) -> Bool { a.rawValue < b.rawValue }
}
