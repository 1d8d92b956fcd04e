/// What a proxy has done so far.
public struct FaultStatistics: Sendable, Equatable {
  /// Connections that clients made, whatever became of them.
  public var accepted = 0
  /// Connections reset as soon as they were there, or whose server could not be reached.
  public var refused = 0
  /// Connections that nobody answers, those included that were silenced later.
  public var blackholes = 0
  /// Connections that are open now.
  public var open = 0
  /// Bytes that went from clients to the server.
  public var requestBytes = 0
  /// Bytes that went from the server to clients.
  public var replyBytes = 0
  public var splits = 0
  public var delays = 0
  public var stalls = 0
  /// Connections ended from outside, in each way.
  public var closes = 0
  public var halfCloses = 0
  public var resets = 0
  /// Bytes changed.
  public var corruptions = 0

  /// Connections ended from outside.
  public var cuts: Int { closes + halfCloses + resets }

  mutating func count(_ fault: Fault) {
    switch fault {
    case .split: splits += 1
    case .delay: delays += 1
    case .stall: stalls += 1
    case .end(.close): closes += 1
    case .end(.halfClose): halfCloses += 1
    case .end(.reset): resets += 1
    }
  }

  mutating func count(_ bytes: Int, _ direction: FaultDirection) {
    switch direction {
    case .requests: requestBytes += bytes
    case .replies: replyBytes += bytes
    }
  }
}
