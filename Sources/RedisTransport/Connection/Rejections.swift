/// Callers who are yet to be told that their calls have ended.
struct Rejections {
  private var list: [PendingCall.Rejection] = []

  /// Nil for a call that had ended before.
  mutating func append(_ rejection: PendingCall.Rejection?) {
    if let rejection { list.append(rejection) }
  }

  func tell() {
    for rejection in list { rejection.tell() }
  }
}
