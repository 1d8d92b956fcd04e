/// placeholder until the strand's arrives
package struct Redirection: Equatable, Sendable {
  package enum Kind: Sendable { case moved, ask }
  package var kind: Kind
  package var slot: UInt16
  package var host: String
  package var port: Int
  package init?(errorReply frame: UnsafeRawBufferPointer) { return nil }
}
