import RESP

/// Frames of every type and spelling, with the tree each of them stands for.
enum Corpus {
  static let frames: [(text: String, value: RESPValue)] = scalars + aggregates + streamed

  static let scalars: [(text: String, value: RESPValue)] = [
    ("+OK\r\n", .simpleString("OK")),
    ("+\r\n", .simpleString("")),
    ("+a line\nof two\r\n", .simpleString("a line\nof two")),
    ("-ERR no such thing\r\n", .error(ServerError(line: "ERR no such thing"))),
    (":0\r\n", .integer(0)),
    (":-42\r\n", .integer(-42)),
    (":+7\r\n", .integer(7)),
    (":9223372036854775807\r\n", .integer(.max)),
    (":-9223372036854775808\r\n", .integer(.min)),
    ("$0\r\n\r\n", .bulk("")),
    ("$5\r\nhello\r\n", .bulk("hello")),
    ("$11\r\nhe\r\nl\r\n*1\r\n\r\n", .bulk("he\r\nl\r\n*1\r\n")),
    ("$12\r\nhello, world\r\n", .bulk("hello, world")),
    ("$-1\r\n", .null),
    ("*-1\r\n", .null),
    ("_\r\n", .null),
    (",3.25\r\n", .double(3.25)),
    (",10\r\n", .double(10)),
    (",-1.5e-3\r\n", .double(-0.0015)),
    (",inf\r\n", .double(.infinity)),
    (",-inf\r\n", .double(-.infinity)),
    ("#t\r\n", .boolean(true)),
    ("#f\r\n", .boolean(false)),
    ("(3492890328409238509324850943850943825024385\r\n", .bigNumber("3492890328409238509324850943850943825024385")),
    ("(-12\r\n", .bigNumber("-12")),
    ("(123  123\r\n", .bigNumber("123  123")),
    ("(\r\n", .bigNumber("")),
    ("!21\r\nSYNTAX invalid syntax\r\n", .blobError(ServerError(line: "SYNTAX invalid syntax"))),
    ("=15\r\ntxt:Some string\r\n", .verbatim(format: "txt", "Some string")),
    ("=4\r\nmkd:\r\n", .verbatim(format: "mkd", "")),
  ]

  static let aggregates: [(text: String, value: RESPValue)] = [
    ("*0\r\n", .array([])),
    ("*2\r\n$1\r\na\r\n:1\r\n", .array([.bulk("a"), .integer(1)])),
    (
      "*3\r\n*1\r\n+a\r\n*0\r\n*2\r\n_\r\n*1\r\n#t\r\n",
      .array([.array([.simpleString("a")]), .array([]), .array([.null, .array([.boolean(true)])])])
    ),
    ("%0\r\n", .map([])),
    (
      "%2\r\n+first\r\n:1\r\n*1\r\n:2\r\n*-1\r\n",
      .map([.init(.simpleString("first"), .integer(1)), .init(.array([.integer(2)]), .null)])
    ),
    ("~3\r\n:1\r\n:2\r\n$-1\r\n", .set([.integer(1), .integer(2), .null])),
    // What a transaction answers in which a channel was unsubscribed.
    ("*2\r\n+x\r\n>1\r\n+y\r\n", .array([.simpleString("x"), .push([.simpleString("y")])])),
    (">2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n", .push([.simpleString("invalidate"), .array([.bulk("k")])])),
    ("|1\r\n+ttl\r\n:3600\r\n$1\r\nx\r\n", .attributed([.init(.simpleString("ttl"), .integer(3600))], .bulk("x"))),
    (
      "*2\r\n:1\r\n|1\r\n+a\r\n%1\r\n:1\r\n:2\r\n:3\r\n",
      .array([
        .integer(1),
        .attributed([.init(.simpleString("a"), .map([.init(.integer(1), .integer(2))]))], .integer(3)),
      ])
    ),
    (
      "|1\r\n+a\r\n:1\r\n|1\r\n+b\r\n:2\r\n>1\r\n+p\r\n",
      .attributed(
        [.init(.simpleString("a"), .integer(1)), .init(.simpleString("b"), .integer(2))], .push([.simpleString("p")]))
    ),
    ("|0\r\n+x\r\n", .simpleString("x")),
    ("*2\r\n-ERR one\r\n+OK\r\n", .array([.error(ServerError(line: "ERR one")), .simpleString("OK")])),
  ]

  static let streamed: [(text: String, value: RESPValue)] = [
    ("$?\r\n;4\r\nHell\r\n;5\r\no wor\r\n;2\r\nld\r\n;0\r\n", .bulk("Hello world")),
    ("$?\r\n;0\r\n", .bulk("")),
    ("*?\r\n:1\r\n*?\r\n.\r\n$?\r\n;1\r\na\r\n;0\r\n.\r\n", .array([.integer(1), .array([]), .bulk("a")])),
    (
      "%?\r\n+a\r\n:1\r\n+b\r\n*2\r\n:1\r\n:2\r\n.\r\n",
      .map([.init(.simpleString("a"), .integer(1)), .init(.simpleString("b"), .array([.integer(1), .integer(2)]))])
    ),
    (
      "~?\r\n:1\r\n|1\r\n+a\r\n+b\r\n:2\r\n.\r\n",
      .set([.integer(1), .attributed([.init(.simpleString("a"), .simpleString("b"))], .integer(2))])
    ),
    (
      "*2\r\n~?\r\n*1\r\n$?\r\n;1\r\nx\r\n;0\r\n.\r\n+end\r\n",
      .array([.set([.array([.bulk("x")])]), .simpleString("end")])
    ),
  ]
}
