/// Decides where calls go, over the channels of several servers. All on the loop's thread.
package protocol CallKeeper: AnyObject {
  /// The call was not executed, or does no harm a second time, and has to be sent.
  func place(_ call: PendingCall)

  /// A server did not execute the call. Whether the keeper takes it, to place it anew; otherwise its caller is told.
  func takes(_ call: PendingCall, after refusal: Refusal, from channel: ReconnectingChannel) -> Bool
}
