/// Where the same calls, made twice, do not give the same, though the specification does not say so.
enum LooseForms {
  typealias Entry = (likeness: Likeness, because: String)

  /// By the name of a form, of a command for all its forms, or of a container for all its commands.
  static let values: [String: Entry] = [
    "ACL CAT": (.sameElements, "in the order of a table with a seed of its own"),
    "ACL GENPASS": (.sameShape, "random"),
    "ACL GETUSER": (.sameShape, "has rules in an order that is not the same on two servers"),
    "ACL LIST": (.sameElements, "has rules in an order that is not the same on two servers"),
    "ACL LOG": (.sameWords, "tells how long ago it was, and of the client's connection"),
    "CLIENT ID": (.sameWords, "how many connections there were before"),
    "CLUSTER GETSLOTMIGRATIONS": (.sameWords, "tells of ids that servers make up"),
    "CLUSTER MIGRATION": (.sameWords, "tells of ids that servers make up"),
    "CLUSTER MIGRATION (Status)": (.sameShape, "how far it has got"),
    "CLUSTER MYID": (.sameWords, "an id that the server made up"),
    "CLUSTER NODES": (.sameShape, "what a node has got to know of itself and of others"),
    "HELLO": (.sameWords, "tells the protocol"),
    "HRANDFIELD": (.sameShape, "random"),
    "LATENCY GRAPH": (.sameShape, "a picture of how long things took"),
    "LATENCY HISTOGRAM": (.sameKindsOfElements, "how many things took how long"),
    "LATENCY HISTORY": (.sameKindsOfElements, "how often something took long"),
    "LOLWUT": (.sameShape, "random art"),
    "MEMORY MALLOC-STATS": (.sameShape, "a report with a different set of lines each time"),
    "MODULE LIST": (.sameWords, "tells where the file of a module is"),
    "PSYNC": (.sameWords, "an id that the server made up"),
    "RANDOMKEY": (.sameShape, "random"),
    "ROLE": (.sameWords, "tells of ports, which every server has others of"),
    "SENTINEL": (.sameWords, "tells of ports and ids, which every server has others of"),
    "SENTINEL MASTER": (.sameShape, instance),
    "SENTINEL MASTERS": (.sameShape, instance),
    "SENTINEL PRIMARIES": (.sameShape, instance),
    "SENTINEL PRIMARY": (.sameShape, instance),
    "SENTINEL REPLICAS": (.sameShape, instance),
    "SENTINEL SENTINELS": (.sameShape, instance),
    "SENTINEL SLAVES": (.sameShape, instance),
    "SPOP": (.sameShape, "random"),
    "SRANDMEMBER": (.sameShape, "random"),
    "VINFO": (.sameWords, "the levels of a vector are random"),
    "VLINKS": (.sameKindsOfElements, "on how many levels a vector has links is random"),
    "VRANDMEMBER": (.sameShape, "random"),
    "XINFO STREAM": (.sameWords, "tells of ids with the time in them"),
    "ZRANDMEMBER": (.sameShape, "random"),
  ]

  private static let instance = "how far a sentinel has got to know an instance"

  /// Forms that are called as often as it takes.
  static let numberOfCalls: [String: String] = [:]
}
