import Testing

@testable import TypedRedis

@Suite struct DeadLetterTests {
  private let fields: [FieldValue<RedisBytes, RedisBytes>] = [
    FieldValue(field: "dead-letter-stream", value: "orders"), FieldValue(field: "dead-letter-group", value: "billing"),
    FieldValue(field: "dead-letter-id", value: "5-1"), FieldValue(field: "dead-letter-deliveries", value: "3"),
    FieldValue(field: "dead-letter-reason", value: "no address"),
  ]

  @Test func whatIsOne() {
    // An entry's own fields may have any name.
    let own: [FieldValue<RedisBytes, RedisBytes>] = [
      FieldValue(field: "dead-letter-id", value: "another one"), FieldValue(field: "n", value: "1"),
    ]
    let letter = DeadLetter(StreamEntry(id: "9-0", fields: fields + own))
    #expect(letter?.stream == "orders" && letter?.group == "billing" && letter?.id == "5-1")
    #expect(letter?.deliveries == 3 && letter?.reason == "no address" && letter?.fields == own)
    #expect(DeadLetter(StreamEntry(id: "9-0", fields: fields))?.fields == [])
  }

  @Test func whatIsNone() {
    for missing in fields.indices {
      var rest = fields
      rest.remove(at: missing)
      #expect(DeadLetter(StreamEntry(id: "9-0", fields: rest)) == nil)
    }
    #expect(DeadLetter(StreamEntry(id: "9-0", fields: [])) == nil)
  }

  /// What a policy cannot be is made the nearest that it can.
  @Test func policies() {
    #expect(DeadLetterPolicy(stream: "dead", after: 0).deliveries == 1)
    #expect(DeadLetterPolicy(stream: "dead", after: -5).deliveries == 1)
  }
}
