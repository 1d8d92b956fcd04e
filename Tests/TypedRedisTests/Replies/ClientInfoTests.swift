import RESP
import Testing

@testable import TypedRedis

@Suite struct ClientInfoTests {
  @Test func nothingIsLost() throws {
    for text in [Recorded.clients70, Recorded.clients86, Recorded.clients91] {
      let clients = try decode(Commands.CLIENT.LIST.self, text + "\n")
      #expect(clients.map(\.description).joined(separator: "\n") == text)
      for (client, line) in zip(clients, text.split(separator: "\n")) {
        #expect(try decode(Commands.CLIENT.INFO.self, line + "\n") == client)
      }
    }
  }

  @Test func emptyList() throws {
    #expect(try decode(Commands.CLIENT.LIST.self, "").isEmpty)
    #expect(try decode(Commands.CLIENT.LIST.self, "\n").isEmpty)
  }

  private func clients(_ text: String) throws -> [Int: ClientInfo] {
    let clients = try decode(Commands.CLIENT.LIST.self, text)
    return Dictionary(uniqueKeysWithValues: clients.map { ($0.id, $0) })
  }

  @Test func propertiesOfAConnection() throws {
    let client = try #require(try clients(Recorded.clients70)[5])
    #expect(client.address == "127.0.0.1:39786")
    #expect(client.localAddress == "127.0.0.1:44945")
    #expect(client.fileDescriptor == 9)
    #expect(client.name == nil)
    #expect(client.age == .seconds(2))
    #expect(client.idle == .zero)
    #expect(client.flags == [])
    #expect(client.database == 0)
    #expect(client.queuedCommands == nil)
    #expect(client.queryBuffer == 26)
    #expect(client.queryBufferFree == 20448)
    #expect(client.argumentMemory == 10)
    #expect(client.replyBufferPeak == 531)
    #expect(client.totalMemory == 22298)
    #expect(client.events == "r")
    #expect(client.command == "client|list")
    #expect(client.user == "default")
    #expect(client.redirection == nil)
    #expect(client.protocolVersion == 2)
    // What this version does not say.
    #expect(client.watchedKeys == nil)
    #expect(client.libraryName == nil)
    #expect(client.ioThread == nil)
    #expect(client.commands == nil)
    #expect(client.capabilities == nil)
  }

  @Test func oddStates() throws {
    let clients = try clients(Recorded.clients91)
    #expect(clients[10]?.flags == .queueing)
    #expect(clients[10]?.queuedCommands == 0)
    #expect(clients[10]?.watchedKeys == 2)
    #expect(clients[4]?.flags == .replica)
    #expect(clients[22]?.flags == .monitor)
    #expect(clients[13]?.flags == .blocked)
    #expect(clients[18]?.flags == .tracking)
    #expect(clients[18]?.redirection == 17)
    #expect(clients[15]?.flags == [.tracking, .broadcastTracking])
    #expect(clients[15]?.redirection == 0)
    #expect(clients[15]?.protocolVersion == 3)
    #expect(clients[24]?.capabilities == "r")
    #expect(clients[4]?.capabilities == "")
    #expect(clients[11]?.flags == .subscribed)
    #expect(clients[11]?.channels == 2)
    #expect(clients[11]?.patterns == 1)
    #expect(clients[11]?.shardChannels == 1)
    #expect(clients[25]?.flags == .unixSocket)
    #expect(clients[25]?.database == 5)
    #expect(clients[29]?.command == nil)
    #expect(clients[11]?.inputBytes == 90)
    #expect(clients[11]?.outputBytes == 125)
    #expect(clients[11]?.commands == 3)
    #expect(try self.clients(Recorded.clients86)[23]?.flags == .noTouch)
    #expect(try self.clients(Recorded.clients86)[23]?.ioThread == 0)
  }

  @Test func separatorsInValues() throws {
    let clients = try clients(Recorded.clients91)
    #expect(clients[6]?.name == "na=me")
    #expect(clients[27]?.user == "a=b")
    #expect(clients[8]?.libraryName == "lib(x=1)")
    #expect(clients[8]?.libraryVersion == "1.2")
    let spaced = try ClientInfo(line: "id=3 addr=/run/a  b/s.sock:0 laddr=/run/a  b/s.sock:0 fd=7 name= db=2")
    #expect(spaced.address == "/run/a  b/s.sock:0")
    #expect(spaced.localAddress == "/run/a  b/s.sock:0")
    #expect(spaced.database == 2)
  }

  @Test func bytesThatAreNotText() throws {
    let text = Array("id=1 user=us".utf8) + [0xFF] + Array("er db=4\n".utf8)
    let clients = try decode(Commands.CLIENT.LIST.self, text)
    #expect(clients.map(\.user) == ["us\u{FFFD}er"])
    #expect(clients.map(\.database) == [4])
  }

  @Test func unknownFieldsAndLettersAreKept() throws {
    let client = try ClientInfo(line: "id=9 flags=NxQ?z new=1,2=3 cmd=get")
    #expect(client.fields["new"] == "1,2=3")
    #expect(client.flags.contains(.queueing))
    #expect(client.flags.letters == "xzQ")
    #expect(client.flags != .queueing)
    #expect(client.command == "get")
  }

  @Test func aConnectionHasAnID() {
    #expect(
      failure { try decode(Commands.CLIENT.LIST.self, "id=1 db=0\naddr=1 db=0\n") }
        == "element 1, field \"id\": is missing")
    #expect(failure { try decode(Commands.CLIENT.INFO.self, "") } == "field \"id\": is missing")
  }

  @Test func logsTellAboutConnections() throws {
    let entry = RESPValue.fields([
      "count": .integer(1), "reason": .text("command"), "context": .text("toplevel"), "object": .text("get"),
      "username": .text("joe"), "age-seconds": .double(0.5),
      "client-info": .text(String(Recorded.clients86.prefix { $0 != "\n" })),
    ])
    let log = try decode(Commands.ACL.LOG.self, reply: .array([entry]))
    #expect(log.map(\.client.id) == [5])
  }
}
