import Foundation
import TestSupport

/// How long a soak is and what it draws from, as the environment says.
struct SoakPlan: Sendable {
  /// Commands of all tasks together.
  var commands: Int
  var tasks = 64
  var seed: UInt64
  /// Whether somebody watches: then there are lines on how it goes, and memory is compared.
  var isLong: Bool

  /// `SOAK_COMMANDS` and `SOAK_SEED`; without them `commands` and a seed of its own.
  static func fromEnvironment(otherwise commands: Int) -> SoakPlan {
    let environment = ProcessInfo.processInfo.environment
    let asked = environment["SOAK_COMMANDS"].flatMap { Int($0) }
    let seed = environment["SOAK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000)
    return SoakPlan(commands: asked ?? commands, seed: seed, isLong: asked != nil)
  }

  /// Faults so often that a connection carries some thousand commands, and one call in ten or so fails.
  var faults: FaultPlan {
    var profile = FaultProfile.rough
    profile.spacing = 1...300_000
    profile.splits = 100
    profile.lifetime = 5_000...20_000_000
    profile.refusals = 0.05
    return FaultPlan(seed: seed, profile: profile)
  }
}

/// How much memory the process has in use.
enum ProcessMemory {
  /// Bytes; nil where the system does not say.
  static var resident: Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    let words = text.split(separator: " ")
    guard words.count > 1, let pages = Int(words[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  static func megabytes(_ bytes: Int?) -> String {
    bytes.map { String(format: "%.1f MB", Double($0) / 1_048_576) } ?? "unknown"
  }
}
