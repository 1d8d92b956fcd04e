/// Where the same calls, made twice, do not give the same, though the specification does not say so.
enum LooseForms {
  typealias Entry = (likeness: Likeness, because: String)

  /// By the name of a form, of a command for all its forms, or of a container for all its commands.
  static let values: [String: Entry] = [
    "ACL CAT": (.sameElements, "in the order of a table with a seed of its own"),
    "ACL GENPASS": (.sameShape, "random"),
    "ACL GETUSER": (.sameShape, "Redis 7.0 tells the rules of commands in the order of a hash table"),
    "ACL LIST": (.sameElements, "Redis 7.0 tells the rules of commands in the order of a hash table"),
    "ACL LOG": (.sameWords, "tells how long ago it was, and of the client's connection"),
    "CLIENT ID": (.sameWords, "numbers connections"),
    "CLIENT LIST": (.any, "connections that come and go"),
    "CLUSTER GETSLOTMIGRATIONS": (.any, "how far a migration has come by then"),
    "CLUSTER LINKS": (.any, "connections that come and go"),
    "CLUSTER MIGRATION": (.sameWords, "tells of ids that servers make up"),
    "CLUSTER MIGRATION (Status)": (.any, "how far a migration has come by then"),
    "CLUSTER MYID": (.sameWords, "an id that the server made up"),
    "CLUSTER NODES": (.any, "what a node has found out of itself and of others by then"),
    "CLUSTER REPLICAS": (.any, "what a node has found out of others by then"),
    "CLUSTER SLAVES": (.any, "what a node has found out of others by then"),
    "COMMANDLOG": (.any, "what was slow or large"),
    "HELLO": (.sameWords, "tells the protocol"),
    "HRANDFIELD": (.sameShape, "random"),
    "INFO": (.any, "fields that are there once something has happened"),
    "LATENCY": (.any, "what was slow"),
    "LOLWUT": (.sameShape, "random art"),
    "MEMORY MALLOC-STATS": (.sameShape, "a report with a different set of lines each time"),
    "MEMORY STATS": (.any, "fields that are there once something has happened"),
    "MODULE LIST": (.sameWords, "tells the path of a module, which is in another folder each time"),
    "PSYNC": (.sameWords, "an id that the server made up"),
    "RANDOMKEY": (.sameShape, "random"),
    "ROLE": (.any, "how far replication has come by then"),
    "SCAN": (.any, "the server's hash seed decides which keys a page has"),
    "SENTINEL": (.sameWords, "tells of ports and ids, which every server has others of"),
    "SENTINEL INFO-CACHE": (.any, "fields that are there once something has happened"),
    "SENTINEL MASTER": (.any, "what a sentinel has found out by then"),
    "SENTINEL MASTERS": (.any, "what a sentinel has found out by then"),
    "SENTINEL PRIMARIES": (.any, "what a sentinel has found out by then"),
    "SENTINEL PRIMARY": (.any, "what a sentinel has found out by then"),
    "SENTINEL REPLICAS": (.any, "what a sentinel has found out by then"),
    "SENTINEL SENTINELS": (.any, "what a sentinel has found out by then"),
    "SENTINEL SLAVES": (.any, "what a sentinel has found out by then"),
    "SLOWLOG": (.any, "what was slow"),
    "SPOP": (.sameShape, "random"),
    "SRANDMEMBER": (.sameShape, "random"),
    "VINFO": (.sameWords, "the levels of a vector are random"),
    "VLINKS": (.sameKindsOfElements, "on how many levels a vector has links is random"),
    "VRANDMEMBER": (.sameShape, "random"),
    "XINFO STREAM": (.sameWords, "tells of ids with the time in them"),
    "ZRANDMEMBER": (.sameShape, "random"),
  ]

  /// Forms whose replies are not only of other types in RESP2.
  static let otherInRESP2: [String: String] = [
    "VSIM (WithScoresAndAttributes)": "three fields in a row, where RESP3 has a list of two as the value of a key"
  ]

  /// Forms that are called as often as it takes.
  static let numberOfCalls: [String: String] = ["SCAN": "until the cursor is back at its start"]
}
