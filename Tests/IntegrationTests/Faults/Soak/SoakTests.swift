import RedisTransport
import TestSupport
import Testing
import TypedRedis

/// A short soak on every server. `Scripts/soak` runs the long one.
///
/// The seed is printed; `SOAK_SEED` repeats the faults and the calls, `SOAK_COMMANDS` says how many.
@Suite(.serialized, .timeLimit(.minutes(120))) struct SoakTests {
  @Test(arguments: ServerBinary.all) func everyReplyBelongsToItsCommand(_ binary: ServerBinary) async throws {
    let share = max(1, ServerBinary.all.count)
    var plan = SoakPlan.fromEnvironment(otherwise: 20_000)
    plan.commands = max(plan.tasks, plan.commands / share)
    // Every other server in the older protocol.
    let isOlder = ServerBinary.all.firstIndex(of: binary)?.isMultiple(of: 2) == false
    let soak = try await Soak(plan, on: binary, protocolVersion: isOlder ? .resp2 : .automatic)
    defer { soak.stop() }
    await soak.run()
  }

  /// The loop of systems that have nothing better than poll.
  @Test func everyReplyBelongsToItsCommandWithPoll() async throws {
    let binary = try #require(ServerBinary.all.first)
    var plan = SoakPlan.fromEnvironment(otherwise: 3_000)
    if plan.isLong { plan.commands /= 10 }
    let loop = EventLoop(poller: .poll)
    let soak = try await Soak(plan, on: binary, loop: loop)
    defer {
      soak.stop()
      loop.stop()
    }
    await soak.run()
  }
}
