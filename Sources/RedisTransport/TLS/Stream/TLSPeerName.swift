import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Who the server's certificate has to be for.
enum TLSPeerName: Equatable {
  case host(String)
  /// Without brackets and zone, as certificates know no zones.
  case address(String)

  /// - Throws: ``RedisError`` with `invalidConfiguration` for what no certificate can be for. OpenSSL takes some of
  ///   that for "any name".
  init(_ text: String) throws(RedisError) {
    var name = text
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    let address = String(name.prefix { $0 != "%" })
    if Self.isAddress(address) {
      self = .address(address)
      return
    }
    // The point that ends a complete name in the system's resolver does not belong to it.
    if name.hasSuffix(".") { name.removeLast() }
    let isName = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    guard isName, !name.isEmpty, !name.hasPrefix("."), name.utf8.count < 256 else {
      throw RedisError(
        .invalidConfiguration,
        "TLS option serverName: \"\(text)\" is neither a host's name in ASCII nor an IP address")
    }
    self = .host(name)
  }

  private static func isAddress(_ text: String) -> Bool {
    var room = in6_addr()
    return inet_pton(AF_INET, text, &room) == 1 || inet_pton(AF_INET6, text, &room) == 1
  }
}

extension TLSPeerName: CustomStringConvertible {
  var description: String {
    switch self {
    case .host(let name): "the host \"\(name)\""
    case .address(let text): "the IP address \(text)"
    }
  }
}
