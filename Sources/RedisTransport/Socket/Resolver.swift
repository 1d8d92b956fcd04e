import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns endpoints into addresses. Names are looked up on a thread of their own, since the
/// system's resolver blocks; numbers need no look-up.
enum Resolver {
  typealias Outcome = Result<[SocketAddress], RedisError>

  private static let lookups = Lookups<Endpoint, Outcome>()

  /// Calls back on `loop`.
  static func resolve(
    _ endpoint: Endpoint, on loop: EventLoop, _ completion: @escaping @Sendable (Outcome) -> Void
  ) {
    switch endpoint {
    case .unix(let path):
      do {
        completion(.success([try SocketAddress(path: path)]))
      } catch {
        completion(.failure(error))
      }
    case .tcp(let host, let port):
      // The system's resolver takes either for something else.
      guard (1...65535).contains(port), !host.utf8.contains(0) else {
        return completion(
          .failure(RedisError(.invalidConfiguration, "there is no such address as \(endpoint)")))
      }
      if case .success(let addresses) = lookUp(host, port, flags: AI_NUMERICHOST) {
        return completion(.success(addresses))
      }
      lookups.find(endpoint) { outcome in
        loop.perform { completion(outcome) }
      } by: {
        lookUp(host, port, flags: 0)
      }
    }
  }

  private static func lookUp(_ host: String, _ port: Int, flags: Int32) -> Outcome {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    #if canImport(Glibc)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    hints.ai_flags = flags | AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard status == 0 else {
      let reason = gai_strerror(status).map { String(cString: $0) } ?? "error \(status)"
      return .failure(RedisError(.connectFailed, "cannot look up \"\(host)\": \(reason)"))
    }
    var addresses: [SocketAddress] = []
    var next = list
    while let info = next {
      if let address = info.pointee.ai_addr {
        addresses.append(SocketAddress(address, length: info.pointee.ai_addrlen))
      }
      next = info.pointee.ai_next
    }
    guard !addresses.isEmpty else {
      return .failure(RedisError(.connectFailed, "\"\(host)\" has no address"))
    }
    return .success(addresses)
  }
}
