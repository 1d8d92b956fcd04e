/// Where the owner of a call says what is known of its command, in a form of the layer above: the transport knows no commands, and
/// passes it on.
@usableFromInline
package struct CallDescription {
  @usableFromInline let place: UnsafeMutableRawPointer
  @usableFromInline let type: Any.Type

  /// - Parameter place: holds a value that is replaced by one of the same type.
  @inlinable package init<Value>(_ place: UnsafeMutablePointer<Value>) {
    self.place = UnsafeMutableRawPointer(place)
    type = Value.self
  }

  /// Does nothing if another type is asked for.
  @inlinable package func set<Value>(_ value: Value) {
    guard type == Value.self else { return }
    place.assumingMemoryBound(to: Value.self).pointee = value
  }
}
