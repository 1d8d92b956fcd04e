import Testing

@testable import TypedRedis

/// Whatever is printed, the password is not in it.
@Suite struct RedactionTests {
  private var options: RedisOptions {
    var options = RedisOptions()
    options.endpoint = .tcp(host: "::1", port: 7000)
    options.user = "ada"
    options.password = "topsecret"
    options.database = 2
    options.clientName = "a&b"
    options.tls = TLSOptions()
    options.tls?.identity = TLSIdentity(certificate: .file("c"), keyPassword: "keysecret")
    return options
  }

  private func everyTextOf(_ value: Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    return [String(describing: value), String(reflecting: value), "\(value)", dumped, dumped.debugDescription]
  }

  @Test func optionsShowWhatDiffers() {
    #expect(options.description == "RedisOptions(rediss://ada:…@[::1]:7000?db=2&client_name=a%26b&tls_cert_file=c&tls_key_password=…)")
    #expect(RedisOptions().description == "RedisOptions(redis://localhost:6379)")
    var other = RedisOptions()
    other.endpoint = .unix(path: "/run/redis.sock")
    other.keepAlive = nil
    other.credentials = .asking { RedisCredentials(password: "topsecret") }
    other.onConnect = { _ in }
    #expect(
      other.description
        == "RedisOptions(unix:///run/redis.sock?keepalive=off, credentials: ClosureCredentials, onConnect)")
  }

  @Test func nothingShowsThePassword() {
    var asking = RedisOptions()
    let rotating = RotatingCredentials(RedisCredentials(user: "ada", password: "topsecret"))
    asking.credentials = rotating
    var mistaken = RedisOptions()
    mistaken.endpoint = .tcp(host: "ada:topsecret@h", port: 6379)
    let source = CredentialSource(rotating)
    source.announce(rotating.credentials())
    let values: [Any] = [
      options, asking, mistaken, Redis(mistaken), RedisCredentials(user: "ada", password: "topsecret"), rotating, source,
      HelloHandshake(HandshakeSettings(options), credentials: options.fixedCredentials),
      HelloHandshake(
        HandshakeSettings(asking), CredentialSource.Answer(credentials: rotating.credentials(), age: 0), from: source),
      Redis(options), Redis(asking), Optional(options) as Any, [options],
    ]
    for value in values {
      for text in everyTextOf(value) { #expect(!text.contains("secret"), "\(type(of: value))") }
    }
  }

  @Test func dumpsShowTheOptions() {
    var text = ""
    dump(options, to: &text)
    for part in ["endpoint", "user: \"ada\"", "password: \"…\"", "commandTimeout: \"10\"", "whenFull: \"fail\""] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(!text.contains("credentials"))
    text = ""
    dump(RedisOptions(), to: &text)
    #expect(!text.contains("tls"))
  }

  /// What a client's loop works with would be read while it is changed.
  @Test func aDumpOfAClientStaysOutOfItsConnections() async throws {
    let redis = Redis(options)
    defer { redis.close() }
    for value in [redis, redis.context, redis.core, redis.core as CommandRouter] as [Any] {
      var text = ""
      dump(value, to: &text)
      for part in ["connections", "loop", "pool", "channel"] { #expect(!text.contains(part), "\(text.prefix(500))") }
    }
  }

  @Test func aPrivateKeyInMemoryIsNotShown() {
    let key = Array("topsecret".utf8)
    var secured = RedisOptions()
    secured.tls = TLSOptions()
    secured.tls?.identity = TLSIdentity(certificate: .data(key), key: .data(key), keyPassword: "keysecret")
    let bytes = key.map { "\($0)" }
    let shapes = [bytes.joined(separator: ","), bytes.map { "-" + $0 }.joined()]
    for value in [secured, secured.tls as Any, secured.tls?.identity as Any, Redis(secured)] as [Any] {
      for text in everyTextOf(value) {
        #expect(!text.contains("secret"))
        let compact = text.filter { !$0.isWhitespace }
        for shape in shapes { #expect(!compact.contains(shape), "\(type(of: value))") }
      }
    }
  }
}
