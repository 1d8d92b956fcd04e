/// What a server has to be told directly ahead of a call. On the loop's thread.
package protocol CallPreparation: AnyObject {
  /// A call of its own, which may have its own preparation; nil for nothing. Asked for each time the call is written.
  func makeAhead() -> PendingCall?
}
