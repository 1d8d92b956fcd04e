import TestSupport
import Testing

@testable import TypedRedis

/// Has a server look for the keys of requests that are made up at random, and compares what it finds.
struct KeyComparison {
  let server: LiveServer
  let seed: Int

  /// - Parameters:
  ///   - isMeant: whether a command is looked at.
  ///   - difference: what is wrong with a request, given where the server finds its keys; nil if nothing is.
  func run(
    of isMeant: (CommandDescriptor) -> Bool,
    difference: (_ words: [String], _ descriptor: CommandDescriptor, _ found: [String]) -> String?
  ) async throws {
    let real = try await RealServer.common(server.binary)
    let redis = try await Redis.connect(real.url)
    defer { redis.close() }
    var compared = 0
    var unlike: [String] = []
    for text in CommandLibrary.core.grammars {
      let name = text.name.description
      guard let descriptor = CommandCatalog.descriptor(named: name), server.has(descriptor), !descriptor.keySpecs.isEmpty,
        isMeant(descriptor), let grammar = GrammarParser.parse(text.text)
      else { continue }
      var request = RandomRequest(
        values: ["a", "b", "c", "d", "e"], optionValues: ["1", "2"],
        random: SplitMix(seed: UInt64(truncatingIfNeeded: name.utf8.reduce(seed) { $0 &* 31 &+ Int($1) })))
      for _ in 0..<12 {
        let words = name.split(separator: " ").map(String.init(_:)) + request.next(grammar.items)
        let reply = try? await redis.execute((["COMMAND", "GETKEYS"] + words).map { .string($0) })
        guard let found = reply?.array?.compactMap(\.string) else { continue }
        compared += 1
        if let difference = difference(words, descriptor, found) { unlike.append("\(words): \(difference)") }
      }
    }
    print("\(server): \(compared) requests compared")
    #expect(compared > 300)
    #expect(unlike.isEmpty, "\(unlike.count), for example \(unlike.prefix(10))")
  }
}
