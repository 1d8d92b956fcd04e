import TypedRedis

/// redis-benchmark, run on the server that is measured.
struct ReferenceBenchmark {
  let program: String
  let connection: RedisOptions

  struct Outcome {
    /// The command line as people may see it.
    var command: String
    var opsPerSecond: Double
  }

  /// Sends `requests` times the command of a workload.
  func run(_ load: ReferenceLoad, requests: Int) throws -> Outcome {
    let arguments = place + load.arguments(requests: requests)
    let (status, output, errors) = try ChildProcess.run(program, arguments)
    guard status == 0, let rate = ReferenceOutput.opsPerSecond(in: output) else {
      let reason = (errors + output).split(whereSeparator: \.isNewline).first ?? "no output"
      throw BenchError("\(program) failed with status \(status): \(reason)")
    }
    return Outcome(command: command(load, requests: requests), opsPerSecond: rate)
  }

  /// How many requests take about that long.
  func requests(for load: ReferenceLoad, seconds: Double) throws -> Int {
    var requests = 4 * load.pipeline
    while true {
      let rate = try run(load, requests: requests).opsPerSecond
      let took = rate > 0 ? Double(requests) / rate : 0
      if took >= min(0.15, seconds) {
        let wanted = (rate * seconds / Double(load.pipeline)).rounded(.up)
        return Int(wanted.clamped(to: 1...1e9)) * load.pipeline
      }
      // Too short to be exact, but enough to know how much more it takes.
      let factor = took > 0 ? (0.25 / took).clamped(to: 2...50) : 50
      requests = min(Int((Double(requests) * factor).rounded(.up)), 1_000_000_000)
      if requests == 1_000_000_000 { return requests }
    }
  }

  /// Where the server is, as redis-benchmark wants it said.
  private var place: [String] {
    var arguments =
      switch connection.endpoint {
      case .tcp(let host, let port): ["-h", host, "-p", "\(port)"]
      case .unix(let path): ["-s", path]
      }
    if let user = connection.user { arguments += ["--user", user] }
    if let password = connection.password { arguments += ["-a", password] }
    if let tls = connection.tls { arguments += Self.arguments(tls) }
    if connection.database != 0 { arguments += ["--dbnum", "\(connection.database)"] }
    return arguments
  }

  private func command(_ load: ReferenceLoad, requests: Int) -> String {
    var place = place
    if let index = place.firstIndex(of: "-a") { place[index + 1] = "***" }
    let name = program.split(separator: "/").last.map(String.init) ?? program
    let words = place + load.arguments(requests: requests)
    return ([name] + words.map(Self.readable)).joined(separator: " ")
  }

  /// A kilobyte of the same letter says nothing to a reader.
  private static func readable(_ word: String) -> String {
    word.utf8.count > 100 ? "<\(word.utf8.count) bytes>" : word
  }
}

/// What redis-benchmark is to send, always on one connection to a server as we do.
struct ReferenceLoad: Sendable {
  /// How many requests are under way at a time on each connection.
  var pipeline = 1
  /// Of a cluster, with a connection to each; nil for one server.
  var clusterNodes: Int?
  /// The Redis command.
  var words: [String]

  func arguments(requests: Int) -> [String] {
    let pipelining = pipeline == 1 ? [] : ["-P", "\(pipeline)"]
    let place = clusterNodes.map { ["--cluster", "-c", "\($0)"] } ?? ["-c", "1"]
    return place + pipelining + ["-n", "\(requests)", "--csv"] + words
  }
}

extension Comparable {
  func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
