import Testing

@testable import RedisGenerator

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("redis://localhost", "redis://localhost:6379"), ("redis://", "redis://localhost:6379"),
    ("redis://h:7000/3", "redis://h:7000"), ("redis://[::1]:7000", "redis://[::1]:7000"),
    ("rediss://h", "rediss://h:6379"), ("unix:///run/a.sock?protocol=2", "unix:///run/a.sock"),
    ("redis://ada:se%40cret@h", "redis://h:6379"), ("redis://:se@cret@h", "redis://h:6379"),
    ("valkey://h", "redis://h:6379"),
  ]) func namesDoNotHoldSecrets(_ text: String, _ name: String) throws {
    #expect(try ServerAddress(text).name == name)
    #expect(SpecSource(text).name == name)
    #expect(SpecSource(text).kind == .server)
  }

  @Test func allPartsAreRead() throws {
    let address = try ServerAddress("rediss://ada:p%3Aw@h:1/2?protocol=2&tls_verify=none&tls_ca_file=/ca.pem")
    #expect(address.user == "ada")
    #expect(address.password == "p:w")
    #expect(address.database == 2)
    #expect(address.protocolVersion == 2)
    #expect(address.tls?.verification.rawValue == "none")
  }

  @Test(arguments: [
    "http://secret@h", "redis://secret@h", "redis://:secret@h:port", "redis://:secret@h/x", "redis://:secret@a:b:c",
    "redis://:secret@h?protocol=4", "redis://:secret@h?x=secret", "unix://secret", "redis://:%zzsecret@h",
    "redis://h?tls_verify=secret",
  ]) func mistakesAreSaidWithoutSecrets(_ text: String) {
    let source = SpecSource(text)
    let diagnostics = Diagnostics()
    #expect(source.load(diagnostics: diagnostics) == nil)
    #expect(diagnostics.errorCount == 1)
    #expect(!diagnostics.sorted.contains { $0.description.contains("secret") })
  }
}
