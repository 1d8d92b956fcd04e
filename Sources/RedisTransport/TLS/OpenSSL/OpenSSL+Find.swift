import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OpenSSL {
  private static let found = find(in: candidates)

  /// OpenSSL, loaded when first asked for.
  static func shared() throws(RedisError) -> OpenSSL { try found.get() }

  /// Where the library may be, best first.
  private static var candidates: [String] {
    if let path = getenv("REDIS_LIBSSL").map({ String(cString: $0) }), !path.isEmpty { return [path] }
    #if canImport(Darwin)
      // With their folders: the system's own library ends processes that load it.
      return [
        "/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib",
        "/usr/local/opt/openssl@3/lib/libssl.3.dylib",
        "/opt/local/libexec/openssl3/lib/libssl.3.dylib",
        "libssl.3.dylib",
        "/opt/homebrew/opt/openssl@1.1/lib/libssl.1.1.dylib",
        "/usr/local/opt/openssl@1.1/lib/libssl.1.1.dylib",
        "libssl.1.1.dylib",
      ]
    #else
      return ["libssl.so.3", "libssl.so.1.1"]
    #endif
  }

  static func find(in candidates: [String]) -> Result<OpenSSL, RedisError> {
    var reasons: [String] = []
    for path in candidates {
      do {
        return .success(try OpenSSL(DynamicLibrary(path)))
      } catch {
        reasons.append(error.reason.contains(path) ? error.reason : "\(path): \(error.reason)")
      }
    }
    return .failure(
      RedisError(
        .unsupported,
        "TLS needs OpenSSL 3 or 1.1, which was not found: install it (Debian and Ubuntu: libssl3, Fedora: openssl-libs, "
          + "Alpine: libssl3, macOS: brew install openssl@3), or name libssl's file in the environment variable "
          + "REDIS_LIBSSL (tried \(reasons.joined(separator: "; ")))"))
  }
}
