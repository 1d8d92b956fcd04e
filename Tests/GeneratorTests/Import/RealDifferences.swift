/// What other servers say about commands that they share with the reference, and that is different in truth: by member, the commands.
enum RealDifferences {
  static let reference = "redis 8.6"

  static let members: [String: [String: String]] = [
    "redis 7.0": [
      "acl_categories": """
        WAIT
        """,
      "arity": """
        COMMAND GETKEYS, COMMAND GETKEYSANDFLAGS, ZRANK, ZREVRANK
        """,
      "command_flags": """
        BLMOVE, BLPOP, BRPOP, BRPOPLPUSH, BZPOPMAX, BZPOPMIN, CLUSTER SHARDS, CLUSTER SLOTS, WAIT
        """,
      "hints": """
        ACL DELUSER, ACL SAVE, ACL SETUSER, CLIENT SETNAME, CONFIG RESETSTAT, CONFIG REWRITE, LATENCY RESET, \
        MSETNX, RANDOMKEY, SCAN
        """,
      "key_specs": """
        SINTERSTORE
        """,
      "arguments": """
        BITOP, CLIENT KILL, CLIENT LIST, COMMAND GETKEYS, COMMAND GETKEYSANDFLAGS, CONFIG GET, GEOHASH, \
        GEOPOS, GEORADIUS, GEORADIUSBYMEMBER, HSCAN, MIGRATE, MODULE LOADEX, PFMERGE, PSUBSCRIBE, SET, XADD, \
        XINFO STREAM, XREADGROUP, XTRIM, ZRANK, ZREVRANK
        """,
    ],
    "redis 8.0": [
      "arity": """
        VADD, VCARD, VDIM, VEMB, VGETATTR, VINFO, VISMEMBER, VLINKS, VRANDMEMBER, VREM, VSETATTR, VSIM
        """,
      "arguments": """
        BITOP, SET, VADD, VCARD, VDIM, VEMB, VGETATTR, VINFO, VISMEMBER, VLINKS, VRANDMEMBER, VREM, \
        VSETATTR, VSIM, XADD, XREADGROUP, XTRIM
        """,
    ],
    "valkey 9.1": [
      "arity": """
        CLUSTER REPLICATE, SCRIPT DEBUG
        """,
      "command_flags": """
        CLIENT CACHING, CLIENT GETNAME, CLIENT GETREDIR, CLIENT ID, CLIENT NO-EVICT, CLIENT NO-TOUCH, CLIENT \
        REPLY, CLIENT SETINFO, CLIENT SETNAME, CLUSTER INFO, CLUSTER MYID, CLUSTER MYSHARDID, CLUSTER NODES, \
        EXEC, MEMORY MALLOC-STATS, MEMORY PURGE, MULTI, SCRIPT EXISTS, SCRIPT FLUSH, SELECT, WATCH
        """,
      "hints": """
        CLUSTER SYNCSLOTS, HPTTL, HTTL
        """,
      "key_specs": """
        GEORADIUS, GEORADIUSBYMEMBER, HSETEX
        """,
      "arguments": """
        BGSAVE, BITCOUNT, BITOP, CLIENT KILL, CLIENT LIST, CLUSTER REPLICATE, CLUSTER SETSLOT, CLUSTER \
        SYNCSLOTS, GEOSEARCH, GEOSEARCHSTORE, HEXPIREAT, HPEXPIREAT, HSETEX, SCRIPT DEBUG, SET, SHUTDOWN, \
        XADD, XREADGROUP, XTRIM, ZSCAN
        """,
    ],
  ]
}
