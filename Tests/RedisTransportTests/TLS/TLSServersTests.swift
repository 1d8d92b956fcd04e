import TestSupport
import Testing

/// Says which servers the other tests leave out.
@Suite struct TLSServersTests {
  @Test(
    .enabled(
      if: ServerBinary.withoutTLS.isEmpty,
      "built without TLS: \(ServerBinary.withoutTLS.map(\.description).joined(separator: ", "))"))
  func everyServerHasTLS() {}
}
