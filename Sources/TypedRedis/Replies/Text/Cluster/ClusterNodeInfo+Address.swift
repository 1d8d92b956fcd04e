extension ClusterNodeInfo {
  /// Where a node is.
  public struct Address: Sendable, Hashable {
    /// An IP address; empty while the node does not know its own, or another's.
    public var host: String
    public var port: Int
    /// The port at which nodes talk to each other.
    public var busPort: Int?
    public var hostname: String?
    /// What newer servers add, as name and value.
    public var otherFields: [String: String]

    /// From `127.0.0.1:6379@16379,name.example,field=value`.
    ///
    /// No text is refused: without a port it is a host.
    public init(text: some StringProtocol) {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let endpoint = parts.first.map { String($0) } ?? ""
      let ends = endpoint.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      busPort = ends.count > 1 ? Int(ends[1]) : nil
      // The host may have colons itself.
      if let first = ends.first, let colon = first.lastIndex(of: ":"), let port = Int(first[first.index(after: colon)...]) {
        host = String(first[..<colon])
        self.port = port
      } else {
        host = ends.first.map { String($0) } ?? ""
        port = 0
      }
      otherFields = [:]
      for part in parts.dropFirst() where !part.isEmpty {
        let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if words.count == 2 {
          otherFields[String(words[0])] = String(words[1])
        } else {
          hostname = String(part)
        }
      }
    }
  }
}
