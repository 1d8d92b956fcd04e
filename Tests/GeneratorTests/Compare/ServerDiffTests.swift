import Foundation
import TestSupport
import Testing

@testable import RedisGenerator

/// Two servers that run, compared.
@Suite struct ServerDiffTests {
  private static func binary(_ version: [Int]) -> ServerBinary? {
    ServerBinary.all.first { $0.kind == .redis && $0.version.starts(with: version) }
  }
  private static let (old, new) = (binary([7, 0]), binary([8, 6]))
  private static let package = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL.path

  private func run(_ arguments: [String]) -> (status: ToolStatus, listener: Listener) {
    let listener = Listener()
    let status = Tool(console: listener.console, currentDirectory: Self.package).run(arguments)
    return (status, listener)
  }

  @Test(.enabled(if: old != nil && new != nil, "Redis 7.0 and 8.6 are not both here"))
  func theRealDifferences() throws {
    let (old, new) = (try #require(Self.old), try #require(Self.new))
    let servers = (try RealServer.shared(old), try RealServer.shared(new))
    let clock = ContinuousClock()
    let start = clock.now
    let (status, listener) = run(["diff", servers.0.url, servers.1.url, "--json"])
    let time = clock.now - start
    #expect(status == .success)
    #expect(listener.errors == [])
    let report = try #require(json(listener.out.first ?? "")?.object)
    #expect(report["step"]?.string == "major")
    let commands = (report["commands"]?.array ?? []).compactMap(\.object)
    let names = { (change: String) in Set(commands.filter { $0["change"]?.string == change }.compactMap { $0["name"]?.string }) }
    #expect(names("added").isSuperset(of: ["HEXPIRE", "HGETEX", "CLIENT NO-TOUCH", "WAITAOF", "XDELEX", "VADD"]))
    #expect(names("added").count > 40)
    // An option that came, with its method; what only documentation calls otherwise did not change.
    #expect(names("changed").isSuperset(of: ["HSCAN", "XREADGROUP", "ZRANK"]))
    #expect(names("changed").isDisjoint(with: ["ZADD", "HSET", "MSET", "GEOADD", "BITCOUNT", "FLUSHALL"]))
    let methods = report["api"]?.array?.compactMap { $0.object?["name"]?.string } ?? []
    #expect(Set(methods).isSuperset(of: ["zrankWithScore(key:member:)", "hscanNoValues(key:cursor:pattern:count:)"]))
    // Other tests run beside this one.
    #expect(time < .seconds(20), "\(time)")
  }

  @Test(.enabled(if: new != nil, "Redis 8.6 is not here"))
  func aServerIsLikeItself() throws {
    let new = try #require(Self.new)
    let server = try RealServer.shared(new)
    let (status, listener) = run(["diff", server.url, server.url + "?protocol=2", "--exit-code"])
    #expect(status == .success)
    #expect(listener.out.count == 1)
    #expect(listener.out.first?.hasSuffix(": no difference") == true)
  }
}
