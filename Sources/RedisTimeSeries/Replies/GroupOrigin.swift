import TypedRedis

/// What a group of time series was made of, and how.
struct GroupOrigin {
  var reducer: String?
  var sources: [RedisBytes] = []

  /// Takes the labels out that no series has: they are about the group.
  init(takenFrom labels: inout SeriesLabels) {
    reducer = labels.labels.removeValue(forKey: "__reducer__")?.description
    let names: [RedisBytes] = ["__source__", "__sources__"]
    for joined in names.compactMap({ labels.labels.removeValue(forKey: $0) }) {
      sources += joined.bytes.split(separator: UInt8(ascii: ",")).map { RedisBytes($0) }
    }
  }

  /// Reads a map. What it says is on top of what labels say, and what else there is in it, such as the aggregators, only repeats
  /// what was asked for.
  mutating func read(from reader: inout RESPReader) throws(RedisError) {
    for index in 0..<(try reader.readMapHeader()) {
      switch try reader.readFieldName(at: index) {
      case "reducers":
        let names = try reader.readField("reducers", as: [RedisBytes].self)
        if !names.isEmpty { reducer = names.map(\.description).joined(separator: ",") }
      case "sources": sources = try reader.readField("sources")
      default: try reader.skip()
      }
    }
  }
}
