/// One command as it is sent, and what the specification says of it: all that has to be known to decide where it goes.
package struct FramedRequest: Sendable {
  package let descriptor: CommandDescriptor
  /// With its header, and the lengths of its words.
  package let bytes: [UInt8]

  package init(_ descriptor: CommandDescriptor, encode: (inout CommandEncoder) -> Void) {
    self.descriptor = descriptor
    var encoder = CommandEncoder()
    encoder.command(encode)
    bytes = encoder.withUnsafeBytes { Array($0) }
  }

  package init(_ descriptor: CommandDescriptor, bytes: [UInt8]) {
    self.descriptor = descriptor
    self.bytes = bytes
  }
}
