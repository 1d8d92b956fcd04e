/// What came of asking a node to make its configuration the newest of the cluster.
public struct EpochBump: Sendable, Hashable {
  /// The epoch of its configuration now.
  public var epoch: Int
  /// False if it was the newest already.
  public var isNew: Bool

  public init(epoch: Int, isNew: Bool) {
    self.epoch = epoch
    self.isNew = isNew
  }
}

extension EpochBump: RESPDecodable {
  /// From `BUMPED 4` or `STILL 3`.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let words = try reader.readRepairedText().split(separator: " ")
    guard words.count == 2, let epoch = Int(words[1]) else { throw .unexpected("an epoch", got: "other text") }
    self.init(epoch: epoch, isNew: words[0] == "BUMPED")
  }
}
