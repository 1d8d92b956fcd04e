import RESP
import Testing

@testable import TypedRedis

/// Whatever comes, there is an answer.
@Suite struct ServerInfoOddTextTests {
  @Test func emptyText() throws {
    let info = try decode(Commands.INFO.self, "")
    #expect(info.sections.isEmpty)
    #expect(info.server.version == nil)
    #expect(info.commands.isEmpty)
    #expect(info.description == "")
  }

  @Test func linesThatAreNoFields() {
    let info = ServerInfo(text: "alone\r\n#\r\n:value\r\n# Search_gc\r\nsearch:a:b=c\r\n\r\n\r\n\nlast")
    #expect(info.sections.map(\.name) == ["", "", "Search_gc"])
    #expect(info.sections[0].fields.elements == [TextField(name: "alone", value: "")])
    #expect(info.sections[1].fields.elements == [TextField(name: "", value: "value")])
    #expect(info["search_GC"]?["search"] == "a:b=c")
    #expect(info["search_gc"]?["last"] == "")
  }

  @Test func bytesThatAreNotText() throws {
    let text = Array("# Server\r\nconfig_file:/etc/".utf8) + [0xFF, 0xC3] + Array("x\r\nhz:10\r\n".utf8)
    let info = try decode(Commands.INFO.self, text)
    #expect(info.server.configFile == "/etc/\u{FFFD}\u{FFFD}x")
    #expect(info.server.hz == 10)
  }

  /// A combining mark makes one character of itself and the separator before it.
  @Test func marksDoNotHideSeparators() {
    let info = ServerInfo(text: "# Server\n\u{301}hz:10\n\u{301}config_file:\u{301}a\n")
    #expect(info.sections[0].fields.map(\.value) == ["10", "\u{301}a"])
  }

  @Test func numbersOutOfRange() {
    let info = ServerInfo(
      text: """
        # Server
        hz:99999999999999999999
        uptime_in_seconds:9223372036854775807
        server_time_usec:-5
        process_id:12x
        # CPU
        used_cpu_sys:1e400
        used_cpu_user:nan
        used_cpu_sys_children:-1
        used_cpu_user_children:1e300
        # Memory
        mem_fragmentation_ratio:-nan
        used_memory_peak_perc:inf%
        # Keyspace
        db:keys=1
        db99999999999999999999:keys=1
        db1:keys=1,expires
        # Latencystats
        latency_percentiles_usec_get:p50=x,q=1,p=2
        # Keysizes
        db0_distrib_strings_sizes:1Z=1,K=1,=1
        """)
    #expect(info.server.hz == nil)
    #expect(info.server.uptime == .seconds(Int.max))
    #expect(info.server.time == nil)
    #expect(info.server.processID == nil)
    #expect(info.cpu.system == .seconds(Int.max))
    #expect(info.cpu.user == nil)
    #expect(info.cpu.systemOfChildren == nil)
    #expect(info.cpu.userOfChildren == .seconds(Int.max))
    #expect(info.memory.fragmentationRatio?.isNaN == true)
    #expect(info.memory.peakPercentage == .infinity)
    #expect(info.keyspace.keys.sorted() == [1])
    #expect(info.keyspace[1]?.expiringKeys == nil)
    #expect(info.latencies == ["get": [:]])
    #expect(info.keySizes.first?.counts == [:])
  }

  @Test func onlyStringsAreTexts() {
    #expect(failure { try decode(Commands.INFO.self, reply: .array([])) }?.contains("got array") == true)
    #expect(failure { try decode(Commands.INFO.self, reply: .null) }?.contains("got null") == true)
  }
}
