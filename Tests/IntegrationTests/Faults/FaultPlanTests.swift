import TestSupport
import Testing

/// A seed decides every fault, and nothing else does.
@Suite struct FaultPlanTests {
  /// What happens to a stream whose bytes arrive in pieces of so many.
  private func faults(_ plan: FaultPlan, arriving piece: Int, upTo total: Int = 200_000) -> [String] {
    var cursor = plan.cursor(of: 3, .replies)
    var (passed, list) = (0, [String]())
    while passed < total {
      switch cursor.next(available: min(piece, total - passed)) {
      case .pass(let count):
        cursor.passed(count)
        passed += count
      case .fault(let fault):
        list.append("\(passed): \(fault)")
        if case .end = fault { return list }
      case .wait: return list
      }
    }
    return list
  }

  @Test func aSeedRepeatsHoweverBytesArrive() {
    for seed in UInt64(0)..<20 {
      let plan = FaultPlan(seed: seed, profile: .rough)
      let expected = faults(plan, arriving: 1)
      #expect(!expected.isEmpty)
      for piece in [2, 7, 1000, 65_536] {
        #expect(faults(FaultPlan(seed: seed, profile: .rough), arriving: piece) == expected)
      }
      #expect((0..<50).map(plan.fate) == (0..<50).map(FaultPlan(seed: seed, profile: .rough).fate))
    }
  }

  @Test func otherSeedsConnectionsAndDirectionsDiffer() {
    let plan = FaultPlan(seed: 1, profile: .pieces)
    #expect(faults(plan, arriving: 100) != faults(FaultPlan(seed: 2, profile: .pieces), arriving: 100))
    var (first, second, third) = (plan.cursor(of: 0, .requests), plan.cursor(of: 0, .replies), plan.cursor(of: 1, .requests))
    let lengths = { (cursor: inout FaultCursor) in
      (0..<20).map { _ -> FaultCursor.Action in
        let action = cursor.next(available: 1000)
        if case .pass(let count) = action { cursor.passed(count) }
        return action
      }
    }
    let (a, b, c) = (lengths(&first), lengths(&second), lengths(&third))
    #expect(a != b)
    #expect(a != c)
    #expect(b != c)
  }

  @Test func everyKindOfFaultHappensAndAllBytesPass() {
    var profile = FaultProfile.rough
    profile.lifetime = nil
    let list = faults(FaultPlan(seed: 5, profile: profile), arriving: 4096, upTo: 5_000_000)
    for kind in ["split", "delay", "stall"] { #expect(list.contains { $0.contains(kind) }) }
    #expect(!list.contains { $0.contains("end") })
    var endings: Set<String> = []
    for seed in UInt64(0)..<60 {
      let last = faults(FaultPlan(seed: seed, profile: .rough), arriving: 999, upTo: 2_000_000).last ?? ""
      for ending in FaultEnding.allCases where last.contains(".\(ending)") { endings.insert("\(ending)") }
    }
    #expect(endings.count == FaultEnding.allCases.count)
  }

  @Test func withoutAPlanEverythingPasses() {
    #expect(faults(.none, arriving: 10) == [])
    #expect(FaultPlan.none.fate(of: 7) == .serve)
  }

  @Test func connectionsAreRefusedAsOftenAsAsked() {
    var profile = FaultProfile()
    profile.refusals = 0.25
    profile.blackholes = 0.5
    let fates = (0..<2000).map(FaultPlan(seed: 11, profile: profile).fate)
    let refused = fates.count { $0 == .refuse }
    let silent = fates.count { $0 == .blackhole }
    #expect((350...650).contains(refused))
    // Half of the rest.
    #expect((600...900).contains(silent))
  }
}
