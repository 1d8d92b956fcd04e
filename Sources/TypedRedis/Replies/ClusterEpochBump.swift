/// The configuration epoch of a node after it was asked for a new one.
public struct ClusterEpochBump: RESPDecodable, Hashable {
  public var epoch: Int
  /// False if the node had the highest epoch of the cluster already.
  public var isNew: Bool

  public init(epoch: Int, isNew: Bool) {
    self.epoch = epoch
    self.isNew = isNew
  }

  /// Reads `BUMPED 7` or `STILL 7`.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let words = try reader.readString().split(separator: " ")
    guard words.count == 2, let epoch = Int(words[1]), words[0] == "BUMPED" || words[0] == "STILL" else {
      throw .unexpected("an epoch", got: "other text")
    }
    self.init(epoch: epoch, isNew: words[0] == "BUMPED")
  }
}
