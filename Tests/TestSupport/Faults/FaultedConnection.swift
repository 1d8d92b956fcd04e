import Foundation

/// A client's connection and the server's that it is led to.
struct FaultedConnection {
  let number: Int
  let client: Int32
  /// -1 if there is none.
  let server: Int32
  var isConnecting: Bool
  var requests: FaultPump
  var replies: FaultPump
  /// Whether what is said is lost, in both directions.
  private(set) var isBlackhole: Bool
  private(set) var isOver = false
  private var clientEnded = false
  private var serverEnded = false

  init(number: Int, client: Int32, server: Int32?, plan: FaultPlan) {
    self.number = number
    self.client = client
    self.server = server ?? -1
    isConnecting = server != nil
    isBlackhole = server == nil
    requests = FaultPump(.requests, from: client, to: self.server, plan.cursor(of: number, .requests))
    replies = FaultPump(
      .replies, from: self.server, to: client, plan.cursor(of: number, .replies),
      corruption: plan.profile?.corruption)
  }

  mutating func becomeBlackhole() {
    isBlackhole = true
    requests.finish()
    replies.finish()
  }

  // MARK: Waiting

  func interest(_ now: UInt64, _ allowance: [FaultDirection: Int]) -> (client: Int16, server: Int16) {
    let (reading, writing) = (Int16(POLLIN), Int16(POLLOUT))
    if isBlackhole {
      return (clientEnded ? 0 : reading, serverEnded || server < 0 || isConnecting ? 0 : reading)
    }
    if isConnecting { return (0, writing) }
    var wanted: (client: Int16, server: Int16) = (0, 0)
    if requests.wantsToRead(now, allowance: allowance[.requests]) { wanted.client |= reading }
    if requests.wantsToWrite(now, allowance: allowance[.requests]) { wanted.server |= writing }
    if replies.wantsToRead(now, allowance: allowance[.replies]) { wanted.server |= reading }
    if replies.wantsToWrite(now, allowance: allowance[.replies]) { wanted.client |= writing }
    return wanted
  }

  /// Notes what the system says of the two descriptors. False if the server cannot be reached.
  mutating func noteReadiness(client: Int16, server: Int16) -> Bool {
    let trouble = Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL)
    let (reading, writing) = (Int16(POLLIN) | trouble, Int16(POLLOUT) | trouble)
    if isConnecting, server & writing != 0 {
      guard FaultSocket.isConnected(self.server) else { return false }
      isConnecting = false
    }
    if client & reading != 0 { requests.isReadable = true }
    if server & writing != 0 { requests.isWritable = true }
    if server & reading != 0 { replies.isReadable = true }
    if client & writing != 0 { replies.isWritable = true }
    return true
  }

  /// Reads what nobody gets.
  mutating func swallow() {
    func drain(_ descriptor: Int32, _ ended: inout Bool) {
      guard descriptor >= 0, !ended else { return }
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { buffer in
        while true {
          switch FaultSocket.read(descriptor, into: buffer) {
          case .bytes: continue
          case .wouldBlock: return
          case .ended, .failed:
            ended = true
            return
          }
        }
      }
    }
    drain(client, &clientEnded)
    if !isConnecting { drain(server, &serverEnded) }
    // The server may be gone: the client must not learn of it.
    if clientEnded { end(.close) }
  }

  // MARK: Ending

  /// Passes on that one side closed.
  mutating func finish(_ direction: FaultDirection) {
    FaultSocket.finish(direction == .requests ? server : client)
    closeIfFinished()
  }

  mutating func end(_ ending: FaultEnding, seenFrom direction: FaultDirection = .replies) {
    guard !isOver else { return }
    if ending == .halfClose, server >= 0, !isConnecting, !isBlackhole {
      if direction == .requests { requests.finish() } else { replies.finish() }
      return finish(direction)
    }
    close(withReset: ending == .reset)
  }

  private mutating func closeIfFinished() {
    if requests.isFinished, replies.isFinished { close(withReset: false) }
  }

  private mutating func close(withReset: Bool) {
    guard !isOver else { return }
    isOver = true
    FaultSocket.close(client, withReset: withReset)
    if server >= 0 { FaultSocket.close(server, withReset: withReset) }
  }
}
