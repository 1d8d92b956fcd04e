import RESP
import TestSupport
import Testing

@testable import RedisTransport

/// Which servers are taken for what they say they are.
@Suite(.ownThread, .timeLimit(.minutes(2))) struct TLSTrustTests {
  @Test(arguments: ServerBinary.withTLS) func rightCertificate(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let trusts: [[TLSOptions.Trust]] = [
      [.file(TestCertificate.authority.file)],
      [.directory(TestCertificate.hashedFolder)],
      [.data(TestCertificate.authority.bytes)],
      [.data(TestCertificate.otherAuthority.bytes + TestCertificate.authority.bytes)],
      [.system, .file(TestCertificate.otherAuthority.file), .file(TestCertificate.authority.file)],
    ]
    for trust in trusts {
      let options = TLSOptions.trusting { $0.trust = trust }
      for host in ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "::1", "[::1]", "::1%lo", "0:0:0:0:0:0:0:1"] {
        #expect(try TLSProbe(options, to: server.port, as: host).ping() == "+PONG\r\n", "\(trust) \(host)")
      }
    }
  }

  @Test(arguments: ServerBinary.withTLS) func wrongName(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, certificate: .otherHost)
    defer { server.stop() }
    let wrong = refusal(.trusting(), to: server.port)
    #expect(wrong?.code == .connectFailed)
    #expect(
      wrong?.message == """
        TLS with localhost failed: the server's certificate is for the wrong host: \
        it is for DNS:other.example, IP Address:192.0.2.1, not for the host "localhost"
        """)
    let address = refusal(.trusting(), to: server.port, as: "127.0.0.1")
    #expect(address?.message.hasSuffix("192.0.2.1, not for the IP address 127.0.0.1") == true)
    // An address is no name, and a part of a name is not the whole.
    for name in ["example", "other.example.localhost", "www.other.example", "192.0.2.10"] {
      #expect(refusal(.trusting { $0.serverName = name }, to: server.port)?.message.contains("wrong host") == true)
    }
    for name in ["other.example", "192.0.2.1"] {
      #expect(try TLSProbe(.trusting { $0.serverName = name }, to: server.port).ping() == "+PONG\r\n")
    }
  }

  /// A certificate's common name once stood for the host, and can be anything.
  @Test(arguments: ServerBinary.withTLS) func commonNameIsNoHost(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, certificate: .nameless)
    defer { server.stop() }
    #expect(refusal(.trusting(), to: server.port)?.message.contains("it is for no host at all") == true)
  }

  @Test(arguments: ServerBinary.withTLS) func expired(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, certificate: .expired)
    defer { server.stop() }
    let error = refusal(.trusting(), to: server.port)
    #expect(error?.code == .connectFailed)
    #expect(
      error?.message == """
        TLS with localhost failed: the certificate of CN=localhost,O=typed-redis tests \
        expired on Jan  2 00:00:00 2020 GMT
        """)
  }

  @Test(arguments: ServerBinary.withTLS) func notYetValid(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, certificate: .future)
    defer { server.stop() }
    let error = refusal(.trusting(), to: server.port)
    #expect(error?.code == .connectFailed)
    #expect(error?.message.hasSuffix("is not valid before Jan  1 00:00:00 2110 GMT") == true)
  }

  @Test(arguments: ServerBinary.withTLS) func unknownAuthority(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    for options in [TLSOptions(), .trusting(.otherAuthority)] {
      let error = refusal(options, to: server.port)
      #expect(error?.code == .connectFailed)
      #expect(error?.message.hasSuffix("is from an unknown authority, CN=ca,O=typed-redis tests") == true)
    }
    let trusted = TLSOptions.trusting(.otherAuthority) { $0.verification = .certificate }
    #expect(refusal(trusted, to: server.port)?.message.contains("unknown authority") == true)
  }

  @Test(arguments: ServerBinary.withTLS) func selfSigned(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    // The certificate itself may be what is trusted, as long as it is for this host.
    let pinned = TLSOptions.trusting(.server)
    #expect(refusal(pinned, to: server.port)?.message.contains("unknown authority") == true)
  }

  @Test(arguments: ServerBinary.withTLS) func lessVerification(_ binary: ServerBinary) throws {
    let other = try SecureServer(binary, certificate: .otherHost)
    defer { other.stop() }
    let expired = try SecureServer(binary, certificate: .expired)
    defer { expired.stop() }
    let chain = TLSOptions.trusting { $0.verification = .certificate }
    #expect(try TLSProbe(chain, to: other.port).ping() == "+PONG\r\n")
    #expect(refusal(chain, to: expired.port)?.message.contains("expired") == true)
    var nothing = TLSOptions()
    nothing.verification = .none
    nothing.trust = []
    for port in [other.port, expired.port] {
      // A name that no certificate could be for does not matter either.
      for host in ["localhost", "127.0.0.1", ""] {
        #expect(try TLSProbe(nothing, to: port, as: host).ping() == "+PONG\r\n")
      }
    }
  }
}
