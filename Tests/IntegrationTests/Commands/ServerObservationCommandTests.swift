import TestSupport
import Testing

@testable import TypedRedis

/// The part of the server group that shows what happened: latencies, logs, hot keys.
extension CommandTests {
  func serverLatency(_ live: Live) async {
    await live.check(Commands.LATENCY.LATEST.self) { live async throws in
      try await makeLatency(live)
      let event = try #require(try await live.latencyLatest().first { $0.event == "command" })
      #expect(event.time > UnixTime.now - .seconds(60))
      #expect(event.latest >= .milliseconds(3))
      #expect(event.maximum >= event.latest)
    }
    await live.check(Commands.LATENCY.LATEST.self, valkey: "8.1.0") { live async throws in
      try await makeLatency(live)
      let event = try #require(try await live.latencyLatest().first { $0.event == "command" })
      #expect(try #require(event.sum) >= event.maximum)
      #expect(try #require(event.count) >= 1)
    }
    await live.check(Commands.LATENCY.HISTORY.self) { live async throws in
      try await makeLatency(live)
      let sample = try #require(try await live.latencyHistory(event: "command").first)
      #expect(sample.time > UnixTime.now - .seconds(60))
      #expect(sample.latency >= .milliseconds(3))
      #expect(try await live.latencyHistory(event: "fork").isEmpty)
    }
    await live.check(Commands.LATENCY.GRAPH.self) { live async throws in
      try await makeLatency(live)
      #expect(try await live.latencyGraph(event: "command").hasPrefix("command - high"))
      #expect(await refusal { _ = try await live.latencyGraph(event: "none") } == "ERR")
    }
    await live.check(Commands.LATENCY.DOCTOR.self) { live async throws in
      #expect(try await live.latencyDoctor().isEmpty == false)
    }
    await live.check(Commands.LATENCY.HISTOGRAM.self) { live async throws in
      try await live.configResetstat()
      for _ in 0..<3 { try await live.set(key: "server:a", value: 1) }
      let found = try await live.latencyHistogram(commands: ["set", "no-such"])
      #expect(Set(found.keys) == ["set"])
      #expect(found["set"]?.calls == 3)
      #expect(found["set"]?.histogram.last?.calls == 3)
      #expect(try await live.latencyHistogram()["set"] != nil)
    }
    await live.check(Commands.LATENCY.RESET.self) { live async throws in
      try await makeLatency(live)
      #expect(try await live.latencyReset(events: ["command", "none"]) == 1)
      #expect(try await live.latencyLatest().isEmpty)
      #expect(try await live.latencyReset() == 0)
      try await live.configSet(parameters: [(name: "latency-monitor-threshold", value: 0)])
    }
    await live.check(Commands.LATENCY.HELP.self) { live async throws in
      #expect(try await live.latencyHelp().first?.hasPrefix("LATENCY ") == true)
    }
  }

  /// A command that is slower than what the server takes note of.
  private func makeLatency(_ live: Live) async throws {
    try await live.configSet(parameters: [(name: "latency-monitor-threshold", value: 3)])
    _ = try await live.debug(subcommand: "SLEEP", arguments: [0.005])
  }

  func serverLogs(_ live: Live) async {
    await live.check(Commands.SLOWLOG.GET.self) { live async throws in
      try await live.configSet(parameters: [(name: "slowlog-log-slower-than", value: 0)])
      try await live.slowlogReset()
      _ = try await live.execute("GET", "server:slow")
      let entry = try #require(try await live.slowlogGet().first { $0.arguments.first == "GET" })
      #expect(entry.arguments == ["GET", "server:slow"])
      #expect(entry.time > UnixTime.now - .seconds(60))
      #expect(entry.duration >= .zero && entry.duration < .seconds(60))
      #expect(entry.clientAddress?.contains("127.0.0.1:") == true)
      #expect(entry.clientName == "")
      #expect(try await live.slowlogGet(count: 1).map { $0.arguments[0] } == ["SLOWLOG"])
      #expect(try await live.slowlogGet(count: -1).count > 2)
      #expect(try await live.slowlogGet(as: String.self).contains { $0.arguments == ["GET", "server:slow"] })
      #expect(try await live.slowlogGet(count: 0).isEmpty)
    }
    await live.check(Commands.SLOWLOG.LEN.self) { live async throws in
      #expect(try await live.slowlogLen() > 2)
    }
    await live.check(Commands.SLOWLOG.RESET.self) { live async throws in
      try await live.configSet(parameters: [(name: "slowlog-log-slower-than", value: -1)])
      try await live.slowlogReset()
      #expect(try await live.slowlogGet().isEmpty)
    }
    await live.check(Commands.SLOWLOG.HELP.self) { live async throws in
      #expect(try await live.slowlogHelp().first?.hasPrefix("SLOWLOG ") == true)
    }
    await live.check(Commands.COMMANDLOG.GET.self) { live async throws in
      try await live.configSet(parameters: [
        (name: "commandlog-execution-slower-than", value: 0), (name: "commandlog-request-larger-than", value: 1),
        (name: "commandlog-reply-larger-than", value: 1),
      ])
      _ = try await live.execute("ECHO", "server:logged")
      let entries = try await live.commandlogGetSlow(count: 10, as: String.self)
      let entry = try #require(entries.first { $0.arguments == ["ECHO", "server:logged"] })
      #expect(entry.time > UnixTime.now - .seconds(60))
      #expect(entry.duration >= .zero && entry.duration < .seconds(60))
      #expect(entry.clientAddress?.contains("127.0.0.1:") == true)
      #expect(try await live.commandlogGetSlow(count: 1).count == 1)
    }
    await live.check(Commands.COMMANDLOG.GET.Large.self) { live async throws in
      _ = try await live.execute("ECHO", "server:logged")
      let requests = try await live.commandlogGetLarge(count: 10, type: .largeRequest)
      let request = try #require(requests.first { $0.arguments == ["ECHO", "server:logged"] })
      #expect(request.time > UnixTime.now - .seconds(60))
      #expect(request.size >= 13 && request.clientAddress.contains("127.0.0.1:"))
      let replies = try await live.commandlogGetLarge(count: 10, type: .largeReply, as: String.self)
      #expect(try #require(replies.first { $0.arguments.first == "ECHO" }).size >= 13)
    }
    await live.check(Commands.COMMANDLOG.LEN.self) { live async throws in
      #expect(try await live.commandlogLen(type: .slow) > 0)
      #expect(try await live.commandlogLen(type: .largeReply) > 0)
    }
    await live.check(Commands.COMMANDLOG.RESET.self) { live async throws in
      try await live.configSet(parameters: [
        (name: "commandlog-execution-slower-than", value: -1), (name: "commandlog-request-larger-than", value: -1),
        (name: "commandlog-reply-larger-than", value: -1),
      ])
      try await live.commandlogReset(type: .slow)
      try await live.commandlogReset(type: .largeRequest)
      #expect(try await live.commandlogLen(type: .slow) == 0)
      #expect(try await live.commandlogGetLarge(count: -1, type: .largeRequest).isEmpty)
    }
    await live.check(Commands.COMMANDLOG.HELP.self) { live async throws in
      #expect(try await live.commandlogHelp().first?.hasPrefix("COMMANDLOG ") == true)
    }
  }

  func serverHotKeys(_ live: Live) async {
    await live.check(Commands.HOTKEYS.START.self) { live async throws in
      try await live.hotkeysStart(metrics: [.cpu, .network], count: 10, seconds: 60, sampleRatio: 1)
      #expect(await refusal { try await live.hotkeysStart(metrics: [.cpu]) } == "ERR")
    }
    await live.check(Commands.HOTKEYS.GET.self) { live async throws in
      for _ in 0..<20 { try await live.set(key: "server:hot", value: "value") }
      let report = try #require(try await live.hotkeysGet().first)
      #expect(report.isActive)
      #expect(report.sampleRatio == 1)
      #expect(report.started > UnixTime.now - .seconds(60))
      #expect(report.duration < .seconds(60))
      #expect(report.byNetworkBytes?.first?.key == "server:hot")
      #expect((report.byNetworkBytes?.first?.bytes ?? 0) > 0)
      #expect((report.bytesInAllSlots ?? 0) > 0)
      #expect(report.selectedSlots.first?.start == 0)
      #expect(report.selectedSlots.first?.end == 16383)
      #expect(report.otherFields.isEmpty)
    }
    await live.check(Commands.HOTKEYS.STOP.self) { live async throws in
      #expect(try await live.hotkeysStop())
      #expect(try await live.hotkeysStop() == false)
      #expect(try await live.hotkeysGet(as: String.self).first?.isActive == false)
    }
    await live.check(Commands.HOTKEYS.RESET.self) { live async throws in
      try await live.hotkeysReset()
      #expect(try await live.hotkeysGet().isEmpty)
    }
    await live.check(Commands.HOTKEYS.HELP.self) { live async throws in
      #expect(try await live.hotkeysHelp().first?.hasPrefix("HOTKEYS ") == true)
    }
  }
}
