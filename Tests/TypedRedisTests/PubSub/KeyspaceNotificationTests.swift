import Testing

@testable import TypedRedis

@Suite struct KeyspaceNotificationTests {
  private func notification(_ channel: String, _ payload: String) -> KeyspaceNotification? {
    KeyspaceNotification(RedisMessage(channel: RedisBytes(channel), payload: RedisBytes(payload)))
  }

  @Test func readsBothKinds() {
    #expect(notification("__keyspace@0__:user:1", "expired") == KeyspaceNotification(key: "user:1", event: .expired))
    #expect(notification("__keyevent@12__:rename_to", "a__:b") == KeyspaceNotification(database: 12, key: "a__:b", event: .renameTo))
    #expect(notification("__keyspace@0__:a__:b", "del") == KeyspaceNotification(key: "a__:b", event: .del))
    #expect(notification("__keyspace@3__:", "set") == KeyspaceNotification(database: 3, key: "", event: .set))
  }

  @Test func keepsEventsThatAreNew() {
    let event = notification("__keyspace@0__:k", "xgroup-create")?.event
    #expect(event == KeyspaceEvent(rawValue: "xgroup-create"))
    #expect(event?.description == "xgroup-create")
  }

  @Test(arguments: ["__keyspace@0_:a", "__keyspace@x__:a", "__keyspace@", "__keyevent@1", "news", "", "__keyspace@__:a"])
  func leavesOtherMessagesAlone(_ channel: String) {
    #expect(notification(channel, "set") == nil)
  }

  @Test func saysWhatToSubscribeTo() {
    #expect(KeyspaceFilter.event(.expired).topic(database: 0) == .channel("__keyevent@0__:expired"))
    #expect(KeyspaceFilter.event(.hset).topic() == .pattern("__keyevent@*__:hset"))
    #expect(KeyspaceFilter.key("a*").topic(database: 2) == .channel("__keyspace@2__:a*"))
    #expect(KeyspaceFilter.key("a*[1]").topic() == .pattern(#"__keyspace@*__:a\*\[1\]"#))
    #expect(KeyspaceFilter.keys(matching: "user:*").topic(database: 0) == .pattern("__keyspace@0__:user:*"))
    #expect(KeyspaceFilter.everything.topic() == .pattern("__keyevent@*__:*"))
  }

  @Test func eventsHaveTheirServersNames() {
    #expect(KeyspaceEvent.del.rawValue == "del")
    #expect(KeyspaceEvent.hincrby.rawValue == "hincrby")
    #expect(KeyspaceEvent.new.rawValue == "new")
    #expect(KeyspaceEvent.copyTo.rawValue == "copy_to")
  }

  /// The pattern for one key in all databases fits other keys, too.
  @Test func oneKeyIsOneKey() {
    let pattern = RedisBytes("__keyspace@*__:user")
    let subscription = [KeyspaceFilter.key("user").topic().name: RedisBytes("user")]
    func key(_ channel: String, _ pattern: RedisBytes?) -> RedisBytes? {
      let message = RedisMessage(channel: RedisBytes(channel), pattern: pattern, payload: "set")
      return KeyspaceNotifications.notification(message, of: subscription)?.key
    }
    #expect(key("__keyspace@3__:user", pattern) == "user")
    #expect(key("__keyspace@0__:x__:user", pattern) == nil)
    #expect(key("__keyspace@0__:x__:user", "__keyspace@*__:*") == "x__:user")
    #expect(key("__keyspace@0__:x__:user", nil) == "x__:user")
  }
}
