import RESP
enum TLSStep { case done, wouldBlock(wantsWrite: Bool), failed(RedisError) }
final class TLSContext: Sendable { init(_ options: TLSOptions) throws(RedisError) {} }
final class TLSStream {
  init(_ context: TLSContext, host: String) throws(RedisError) { throw RedisError(.unsupported, "TLS") }
  func handshake(_ descriptor: Int32) -> TLSStep { .done }
  func read(_ descriptor: Int32, into room: UnsafeMutableRawBufferPointer) -> Socket.Transfer { .closed }
  func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Socket.Transfer { .closed }
  var hasPendingOutput: Bool { false }
  func flush(_ descriptor: Int32) -> Socket.Transfer { .closed }
  var hasBufferedInput: Bool { false }
  func close(_ descriptor: Int32) {}
}
