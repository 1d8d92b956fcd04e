import Testing

@testable import RedisBench

@Suite struct ReferenceOutputTests {
  @Test func csvWithColumnNames() {
    let text = """
      "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms"
      "GET k","2380952.50","0.021","0.008","0.023"
      """
    #expect(ReferenceOutput.opsPerSecond(in: text) == 2380952.5)
  }

  @Test func csvOfACommandWithCommas() {
    let text = """
      WARNING: Could not fetch server CONFIG
      "test","rps","avg_latency_ms"\r
      "SET k a,b","1234.50","0.021"\r
      """
    #expect(ReferenceOutput.opsPerSecond(in: text) == 1234.5)
  }

  @Test func csvBeforeColumnsHadNames() {
    #expect(ReferenceOutput.opsPerSecond(in: "\"GET k\",\"99900.10\"\n") == 99900.1)
  }

  @Test func quiet() {
    let text =
      "\rGET k: rps=0.0 (overall: 1499999.9) avg_msec=0.021 (overall: 0.021)\r          "
      + "\rGET k: 2439024.25 requests per second, p50=0.023 msec\n"
    #expect(ReferenceOutput.opsPerSecond(in: text) == 2439024.25)
  }

  @Test func long() {
    let text = """
      ====== GET k ======
        1000 requests completed in 0.00 seconds
        1 parallel clients
      Summary:
        throughput summary: 999999.94 requests per second
        latency summary (msec):
      """
    #expect(ReferenceOutput.opsPerSecond(in: text) == 999999.94)
  }

  @Test(arguments: ["", "Could not connect to Redis at 127.0.0.1:1: Connection refused", "\"a\",\"b\""])
  func nothingToFind(_ text: String) {
    #expect(ReferenceOutput.opsPerSecond(in: text) == nil)
  }
}
