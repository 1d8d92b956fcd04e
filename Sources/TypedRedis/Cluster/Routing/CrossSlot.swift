extension RedisError {
  /// `CROSSSLOT: keys "a" and "b"`
  static func crossSlot(
    _ first: UnsafeRawBufferPointer?, _ other: UnsafeRawBufferPointer?, _ descriptor: CommandDescriptor
  ) -> RedisError {
    let keys =
      if let first, let other, !descriptor.hasSecrets {
        "keys \(shown(first)) and \(shown(other))"
      } else {
        "two of its keys"
      }
    return RedisError(.crossSlot, "CROSSSLOT: \(keys) are in different slots")
      .with(command: descriptor.name.description)
  }

  /// Quoted, no longer than a line, whatever it is.
  private static func shown(_ key: UnsafeRawBufferPointer) -> String {
    let limit = 40
    if let text = RedisBytes(key).string {
      return text.count > limit ? String(text.prefix(limit)).debugDescription + "…" : text.debugDescription
    }
    let bytes = key.prefix(limit).map { byte in
      guard !(0x20...0x7E).contains(byte) else {
        return byte == 0x22 || byte == 0x5C ? "\\" + String(UnicodeScalar(byte)) : String(UnicodeScalar(byte))
      }
      return byte < 16 ? "\\x0" + String(byte, radix: 16) : "\\x" + String(byte, radix: 16)
    }
    return "\"\(bytes.joined())\"" + (key.count > limit ? "…" : "")
  }
}
