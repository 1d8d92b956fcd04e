import Foundation
import RESP
import TestSupport
import Testing

@testable import RedisTransport

/// Options that cannot be meant, each with an error that names it.
@Suite(.ownThread) struct TLSContextTests {
  private func message(_ change: (inout TLSOptions) -> Void) -> String? {
    var options = TLSOptions()
    change(&options)
    do {
      _ = try TLSContext(options)
      return nil
    } catch {
      #expect(error.code == .invalidConfiguration)
      return error.message
    }
  }

  private func message(identity certificate: TLSIdentity.PEM, _ key: TLSIdentity.PEM?, password: String? = nil) -> String? {
    message { $0.identity = TLSIdentity(certificate: certificate, key: key, keyPassword: password) }
  }

  private let client = TestCertificate.client

  @Test func trust() throws {
    #expect(message { $0.trust = [] }?.hasPrefix("TLS option trust: is empty") == true)
    #expect(
      message { $0.trust = [.file("no-such.pem")] }
        == "TLS option trust: cannot read \"no-such.pem\": No such file or directory")
    #expect(message { $0.trust = [.file("zero\0byte")] } != nil)
    #expect(message { $0.trust = [.file(TestCertificate.hashedFolder)] }?.contains("Is a directory") == true)
    #expect(
      message { $0.trust = [.file(#filePath)] }
        == "TLS option trust: \"\(#filePath)\": there is no certificate in PEM format in it")
    #expect(
      message { $0.trust = [.data([])] } == "TLS option trust: 0 bytes: there is no certificate in PEM format in it")
    let broken = TestCertificate.authority.bytes + Array("-----BEGIN CERTIFICATE-----\nabcd\n".utf8)
    #expect(message { $0.trust = [.data(broken)] }?.contains("certificate 2 in it cannot be read") == true)
    let garbled = Array("-----BEGIN CERTIFICATE-----\nabcd\n-----END CERTIFICATE-----\n".utf8)
    #expect(message { $0.trust = [.data(garbled)] }?.contains("certificate 1 in it cannot be read") == true)
    #expect(
      message { $0.trust = [.directory("no/such")] }
        == "TLS option trust: cannot read the folder \"no/such\": No such file or directory")
    #expect(
      message { $0.trust = [.directory(TestCertificate.folderWithoutHashes)] }?.contains("run openssl rehash") == true)
    // The same twice is not wrong, and nothing is read that is not needed.
    #expect(message { $0.trust = [.data(TestCertificate.authority.bytes + TestCertificate.authority.bytes)] } == nil)
    #expect(
      message {
        $0.verification = .none
        $0.trust = [.file("no-such.pem")]
      } == nil)
  }

  @Test func identity() throws {
    #expect(message(identity: .file(client.file), .file(client.keyFile)) == nil)
    #expect(
      message(identity: .file("no.pem"), nil)
        == "TLS option identity.certificate: cannot read \"no.pem\": No such file or directory")
    #expect(
      message(identity: .file(client.file), .file("no.key"))
        == "TLS option identity.key: cannot read \"no.key\": No such file or directory")
    #expect(
      message(identity: .file(client.file), .file(client.file))
        == "TLS option identity.key: \"\(client.file)\": there is no private key in PEM format in it")
    #expect(
      message(identity: .file(client.file), nil)
        == "TLS option identity.certificate: \"\(client.file)\": there is no private key in PEM format in it")
    let mismatch = message(identity: .file(client.file), .file(TestCertificate.server.keyFile))
    #expect(mismatch?.contains("the key does not match the certificate \"\(client.file)\"") == true)
    #expect(mismatch?.contains(TestCertificate.server.keyFile) == true)
    #expect(message(identity: .file(client.keyFile), .file(client.keyFile))?.contains("there is no certificate") == true)
  }

  @Test func keyPassword() throws {
    let key = TLSIdentity.PEM.file(TestCertificate.encryptedClientKeyFile)
    #expect(message(identity: .file(client.file), key, password: TestCertificate.password) == nil)
    let prefix = "TLS option identity.key: \"\(TestCertificate.encryptedClientKeyFile)\": "
    #expect(
      message(identity: .file(client.file), key)
        == prefix + "the key is encrypted, and identity.keyPassword is not set")
    for wrong in ["", "open", "swordfish", String(repeating: "long", count: 5000)] {
      let message = message(identity: .file(client.file), key, password: wrong)
      #expect(message?.hasPrefix(prefix + "identity.keyPassword does not decrypt the key") == true)
      if !wrong.isEmpty, wrong != "open" { #expect(message?.contains(wrong) == false) }
    }
  }

  @Test func ciphers() throws {
    #expect(message { $0.ciphers = "ECDHE+AESGCM" } == nil)
    #expect(message { $0.cipherSuites = "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256" } == nil)
    #expect(message { $0.ciphers = "no-such" }?.hasPrefix("TLS option ciphers: \"no-such\" selects no cipher") == true)
    #expect(message { $0.cipherSuites = "no-such" }?.hasPrefix("TLS option cipherSuites: \"no-such\"") == true)
  }

  @Test(arguments: ["", " ", ".", ".localhost", "local host", "müller.example", "a\0b", "a\nb"])
  func noHost(_ name: String) throws {
    let context = try TLSContext(TLSOptions())
    let error = #expect(throws: RedisError.self) { try TLSStream(context, host: name) }
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.message.contains("serverName") == true)
  }

  @Test func peerNames() throws {
    #expect(try TLSPeerName("redis.example.") == .host("redis.example"))
    #expect(try TLSPeerName("10.0.0.1") == .address("10.0.0.1"))
    #expect(try TLSPeerName("[fe80::1%eth0]") == .address("fe80::1"))
    #expect(try TLSPeerName("10.0.0.1.example") == .host("10.0.0.1.example"))
  }

  @Test func nothingSecretIsShown() {
    var options = TLSOptions()
    options.identity = TLSIdentity(
      certificate: .data(Array("public".utf8)), key: .data(Array("private key".utf8)), keyPassword: "swordfish")
    var texts = ["\(options)", String(reflecting: options)]
    var dumped = ""
    dump(options, to: &dumped)
    texts.append(dumped)
    for text in texts {
      #expect(!text.contains("swordfish"))
      #expect(!text.contains("112"), "the bytes of the key")
    }
  }

  @Test func libraryMissing() throws {
    guard case .failure(let error) = OpenSSL.find(in: ["libnosuchssl.so.3", #filePath]) else {
      Issue.record("there is such a library")
      return
    }
    #expect(error.code == .unsupported)
    #expect(error.message.hasPrefix("TLS needs OpenSSL 3 or 1.1, which was not found: install it"))
    #expect(error.message.contains("libnosuchssl.so.3"))
    #expect(error.message.contains("REDIS_LIBSSL"))
  }

  @Test func libraryOfSomethingElse() throws {
    #if canImport(Glibc)
      guard case .failure(let error) = OpenSSL.find(in: ["libm.so.6"]) else {
        Issue.record("libm speaks TLS")
        return
      }
      #expect(error.message.contains("libm.so.6: there is no TLS_client_method in it"))
    #endif
  }
}
