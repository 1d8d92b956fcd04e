import Testing

@testable import TypedRedis

/// The table of options, against the options themselves.
@Suite struct OptionItemTests {
  /// A value for each item that is not the default.
  private static let others: [String: String] = [
    "protocol": "2", "db": "3", "client_name": "web%2B1", "library_suffix": "frame_1.2", "library_info": "false",
    "no_evict": "true", "no_touch": "1", "reads_from_replica": "true", "connect_timeout": "0.25",
    "command_timeout": "1.5", "lease_timeout": "3", "blocking_grace": "0.001", "keepalive": "20",
    "keepalive_interval": "7", "keepalive_count": "9", "tcp_user_timeout": "12.5", "probe_interval": "off",
    "probe_timeout": "2", "reconnect_delay": "0.000000001", "max_reconnect_delay": "100.5",
    "retry_server_errors": "false", "lazy": "true", "connections": "4", "max_connections": "7",
    "min_connections": "2", "idle_time": "off", "health_check_interval": "0", "max_in_flight": "5",
    "max_pending": "9", "max_queued_bytes": "1024", "when_full": "wait", "max_depth": "16",
    "max_bulk_length": "1000", "max_aggregate_length": "1001", "max_line_length": "1002",
    "max_frame_length": "1003",
  ]

  @Test(arguments: OptionItem.all.map(\.item)) func readsAndWrites(_ name: String) throws {
    let item = try #require(OptionItem.all.first { $0.item == name })
    let value = try #require(Self.others[name])
    let options = try RedisOptions(url: "redis://h?\(name)=\(value)")
    let text = try #require(item.text(options))
    #expect(text != item.text(RedisOptions()))
    // And nothing else has changed.
    for other in OptionItem.all where other.item != name { #expect(other.text(options) == other.text(RedisOptions())) }
    #expect(options.description.hasPrefix("RedisOptions(redis://h:6379?\(name)="))
    var again = RedisOptions()
    #expect(item.set(text, &again))
    #expect(item.text(again) == text)
  }

  @Test func namesAreUnique() {
    #expect(Set(OptionItem.all.map(\.item)).count == OptionItem.all.count)
    #expect(Set(OptionItem.all.map(\.option)).count == OptionItem.all.count)
    #expect(Set(Self.others.keys) == Set(OptionItem.all.map(\.item)))
  }

  /// Every stored property is either in the table or one of those that no text can give.
  @Test func everyOptionHasAName() {
    let unwritable: Set = ["endpoint", "tls", "user", "password", "credentials", "onConnect", "eventLoop"]
    let known = Set(OptionItem.all.map { String($0.option.prefix { $0 != "." }) })
    let source = try? ProjectFile.named("Sources/TypedRedis/Client/Options/RedisOptions.swift")
    let names = (source?.lines ?? []).compactMap { line -> String? in
      guard let range = line.firstRange(of: "  public var ") else { return nil }
      return String(line[range.upperBound...].prefix { $0.isLetter })
    }
    #expect(names.count > 30)
    #expect(Set(names) == known.union(unwritable))
  }

  @Test func theReadmeListsThem() throws {
    let text = try ProjectFile.named("README.md").text
    for item in OptionItem.all {
      #expect(text.contains("| `\(item.option)` | `\(item.item)`"), "\(item.option), \(item.item)")
    }
  }

  @Test func wrongTextsAreRefused() {
    for item in OptionItem.all {
      for text in ["", "-1", "x y", "1e3", "0x1", "\u{0}", "true\n", "9999999999999999999999", "nan", "é", ".", "1.", "+"] {
        var options = RedisOptions()
        let isTaken = item.set(text, &options)
        if isTaken {
          // Then it is a word.
          #expect(["client_name", "library_suffix"].contains(item.item), "\(item.item)=\(text)")
          #expect(options.problems.isEmpty)
        } else {
          #expect(item.text(options) == item.text(RedisOptions()))
        }
      }
    }
  }

  @Test(arguments: [
    ("0.005", Duration.milliseconds(5)), ("2", .seconds(2)), (".5", .milliseconds(500)), ("0.1", .milliseconds(100)),
    ("999999999.999999999", .seconds(999_999_999) + .nanoseconds(999_999_999)), ("0", .zero),
    ("0.0000000000000000019", Duration(secondsComponent: 0, attosecondsComponent: 1)),
  ]) func timesAreExact(_ text: String, _ duration: Duration) {
    #expect(Duration(urlText: text) == duration)
    #expect(Duration(urlText: duration.urlText) == duration)
  }
}
