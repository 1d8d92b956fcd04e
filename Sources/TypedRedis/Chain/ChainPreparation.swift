/// The scripts that go ahead of a chain's commands, each once. Their replies are nobody's, unless one was refused.
struct ChainPreparation {
  private let scripts: [ScriptText]
  /// How many have been answered.
  private var answered = 0
  /// Why scripts were refused, by digest.
  private(set) var refusals: [String: RedisError] = [:]

  init(_ links: [any ChainLink]) {
    var known: Set<String> = []
    scripts = links.compactMap(\.script).filter { known.insert($0.sha1).inserted }
  }

  var count: Int { scripts.count }

  /// Writes what has no reply yet.
  func encode(into encoder: inout CommandEncoder) {
    for script in scripts.dropFirst(answered) {
      encoder.command { encoder in script.loading.encode(into: &encoder) }
    }
  }

  /// Takes the next reply. False if all have been answered.
  mutating func take(_ reader: inout RESPReader) -> Bool {
    guard let script = scripts.dropFirst(answered).first else { return false }
    answered += 1
    do throws(RedisError) {
      _ = try reader.readValue()
    } catch {
      refusals[script.sha1] = error.of(Commands.SCRIPT.LOAD.descriptor)
    }
    return true
  }

  /// Takes a failure in the place of the next reply. False if all have been answered.
  mutating func takeFailure(_ error: RedisError) -> Bool {
    guard let script = scripts.dropFirst(answered).first else { return false }
    answered += 1
    refusals[script.sha1] = error.of(Commands.SCRIPT.LOAD.descriptor)
    return true
  }

  mutating func restart() {
    answered = 0
    refusals = [:]
  }
}
