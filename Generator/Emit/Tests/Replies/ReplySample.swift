/// One reply that a schema allows, before it is written in either protocol.
indirect enum ReplySample: Sendable, Hashable {
  /// `list`: RESP2 has two ways to say that nothing is there, and one is for lists.
  case null(list: Bool)
  case bool(Bool)
  case int(Int)
  /// As the server writes it: "1.5", "inf".
  case double(String)
  case text(String)
  /// Some text that is not like any other of the reply.
  case word
  /// Text with a format, which only RESP3 has.
  case verbatim(String)
  case status(String)
  case list([ReplySample])
  case set([ReplySample])
  case map([Pair])
  /// Records: in RESP3 a list each or one pair of a map each, in RESP2 all in one list.
  case records([ReplySample])
  case recordsByKey([Pair])
  /// The same where RESP2 has a list for each, too.
  case nestedRecordsByKey([Pair])

  struct Pair: Sendable, Hashable {
    var key: ReplySample
    var value: ReplySample
  }
}
