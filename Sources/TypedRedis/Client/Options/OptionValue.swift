import RedisTransport

/// What an option can be, and how it is written in a URL.
protocol OptionValue: Sendable, Equatable {
  /// What such a text is, as errors say it.
  static var form: String { get }
  init?(urlText: String)
  var urlText: String { get }
}

extension Int: OptionValue {
  static var form: String { "a whole number" }
  init?(urlText: String) { self.init(urlText) }
  var urlText: String { String(self) }
}

extension Bool: OptionValue {
  static var form: String { "true or false" }

  init?(urlText: String) {
    switch urlText {
    case "true", "1": self = true
    case "false", "0": self = false
    default: return nil
    }
  }

  var urlText: String { self ? "true" : "false" }
}

extension String: OptionValue {
  static var form: String { "a text" }
  init?(urlText: String) { self = urlText }
  var urlText: String { self }
}

extension OptionValue where Self: CaseIterable & RawRepresentable<String> {
  static var form: String { "one of " + allCases.map(\.rawValue).joined(separator: ", ") }
  init?(urlText: String) { self.init(rawValue: urlText) }
  var urlText: String { rawValue }
}

extension RedisOptions.ProtocolVersion: OptionValue {}
extension QueueLimits.Policy: OptionValue {}
