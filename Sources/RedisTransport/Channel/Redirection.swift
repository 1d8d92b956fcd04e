/// An error reply by which a node of a cluster says that another one has the slot.
package struct Redirection: Equatable, Sendable {
  package enum Kind: Sendable {
    /// For good.
    case moved
    /// For this one command: the slot is on its way.
    case ask
  }

  package let kind: Kind
  package let slot: UInt16
  /// Empty if it is the host that has answered.
  package let host: String
  package let port: Int

  package init(kind: Kind, slot: UInt16, host: String, port: Int) {
    self.kind = kind
    self.slot = slot
    self.host = host
    self.port = port
  }

  /// Reads `-MOVED 3999 host:port`. Nil for every other error, also for one with more words, as a script's has that met it.
  package init?(errorReply frame: UnsafeRawBufferPointer) {
    let kind: Kind
    let words: Slice<UnsafeRawBufferPointer>
    if frame.starts(with: "-MOVED ".utf8) {
      kind = .moved
      words = frame.dropFirst(7)
    } else if frame.starts(with: "-ASK ".utf8) {
      kind = .ask
      words = frame.dropFirst(5)
    } else {
      return nil
    }
    let slotWord = words.prefix { $0 != UInt8(ascii: " ") }
    let rest = words.dropFirst(slotWord.count + 1)
    guard rest.suffix(2).elementsEqual("\r\n".utf8), let slot = Self.number(slotWord), slot < 16384 else { return nil }
    let address = rest.dropLast(2)
    // The last colon: an IPv6 address has others.
    guard let colon = address.lastIndex(of: UInt8(ascii: ":")), address.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
      let port = Self.number(address.suffix(from: colon).dropFirst()), port > 0
    else { return nil }
    var host = address.prefix(upTo: colon)
    if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") { host = host.dropFirst().dropLast() }
    let name = String(decoding: host, as: UTF8.self)
    self.init(kind: kind, slot: slot, host: name == "?" ? "" : name, port: Int(port))
  }

  /// Digits only.
  private static func number(_ text: Slice<UnsafeRawBufferPointer>) -> UInt16? {
    guard text.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return UInt16(String(decoding: text, as: UTF8.self))
  }
}
