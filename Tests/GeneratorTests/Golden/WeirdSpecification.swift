/// Invented commands that ask everything of the generator: names that are keywords, names that clash, blocks in choices in blocks,
/// words that are sent twice or are empty.
let weirdSpecification = #"""
    {
      "SELF": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "self", "type": "string"},
        {"name": "init", "type": "integer"},
        {"name": "Type", "type": "string"}]},
      "INIT": {"since": "1.0.0", "group": "odd", "arity": -1},
      "REPEAT": {"since": "1.0.0", "group": "odd", "arity": -1, "summary": "Keywords \"everywhere\" \\ in labels.", "arguments": [
        {"name": "in", "type": "string"},
        {"name": "inout", "type": "integer"},
        {"name": "let", "type": "string", "optional": true},
        {"name": "var", "type": "double", "optional": true},
        {"name": "func", "type": "string", "multiple": true},
        {"name": "class", "type": "integer", "optional": true, "multiple": true}]},
      "IMPORT": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "default", "type": "oneof", "arguments": [{"name": "case", "type": "pure-token", "token": "CASE"}, {"name": "none", "type": "pure-token", "token": "NONE"}, {"name": "some", "type": "pure-token", "token": "SOME"}, {"name": "self", "type": "pure-token", "token": "SELF"}, {"name": "init", "type": "pure-token", "token": "INIT"}, {"name": "where", "type": "integer", "token": "WHERE"}]},
        {"name": "operator", "type": "oneof", "optional": true, "arguments": [{"name": "encode", "type": "pure-token", "token": "ENCODE"}, {"name": "decode", "type": "pure-token", "token": "DECODE"}]}]},
      "ANY": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "Int", "type": "oneof", "arguments": [{"name": "String", "type": "pure-token", "token": "STRING"}, {"name": "Double", "type": "pure-token", "token": "DOUBLE"}]},
        {"name": "String", "type": "block", "optional": true, "arguments": [{"name": "Bool", "type": "integer", "optional": true}, {"name": "Optional", "type": "string", "optional": true}]},
        {"name": "Array", "type": "oneof", "arguments": [{"name": "a", "type": "pure-token", "token": "A"}, {"name": "b", "type": "integer"}]},
        {"name": "Commands", "type": "block", "multiple": true, "arguments": [{"name": "Self", "type": "string"}, {"name": "Any", "type": "string", "optional": true}]}]},
      "PROPERTIES": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "blocking", "type": "string"},
        {"name": "descriptor", "type": "string"},
        {"name": "encoder", "type": "string"},
        {"name": "reader", "type": "string"},
        {"name": "run", "type": "string"},
        {"name": "item", "type": "string"},
        {"name": "router", "type": "string"},
        {"name": "traits", "type": "string"},
        {"name": "context", "type": "string"},
        {"name": "key", "type": "string"},
        {"name": "type", "type": "string"},
        {"name": "t", "type": "string"},
        {"name": "T", "type": "string"},
        {"name": "as", "type": "string"},
        {"name": "map", "type": "string"},
        {"name": "max", "type": "string"},
        {"name": "min", "type": "string"}]},
      "9LIVES": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "3d", "type": "integer"},
        {"name": "2-d", "type": "oneof", "arguments": [{"name": "1st", "type": "pure-token", "token": "1ST"}, {"name": "2nd", "type": "pure-token", "token": "2ND"}]},
        {"name": "ünï-cödé", "type": "string"}]},
      "A-B": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "a-b", "type": "string"},
        {"name": "a_b", "type": "string"},
        {"name": "a.b", "type": "string"}]},
      "A_B": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "x", "type": "string", "optional": true}]},
      "A.B": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "x", "type": "string", "optional": true}]},
      "AB": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "a b", "type": "string"},
        {"name": "aB", "type": "integer"},
        {"name": "A-b", "type": "integer", "multiple": true}]},
      "CONTAINER": {"since": "1.0.0", "group": "odd", "arity": -2},
      "CONTAINER RUN": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [
        {"name": "run", "type": "oneof", "arguments": [{"name": "run", "type": "pure-token", "token": "RUN"}, {"name": "container", "type": "string"}]}]},
      "CONTAINER RUN FAST": {"since": "1.0.0", "group": "odd", "arity": -3, "arguments": [
        {"name": "n", "type": "integer"}]},
      "CONTAINER SELF TYPE": {"since": "1.0.0", "group": "odd", "arity": -3},
      "ORPHAN CHILD": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [
        {"name": "orphan", "type": "string"}]},
      "COMMANDLIKE": {"since": "1.0.0", "group": "odd", "arity": -1},
      "COMMANDLIKE LIST": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [
        {"name": "list", "type": "string", "multiple": true}]},
      "CLASH": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "options", "type": "oneof", "optional": true, "arguments": [{"name": "x", "type": "block", "arguments": [{"name": "options", "type": "oneof", "arguments": [{"name": "p", "type": "pure-token", "token": "P"}, {"name": "q", "type": "pure-token", "token": "Q"}]}, {"name": "n", "type": "integer"}]}, {"name": "y", "type": "pure-token", "token": "Y"}]},
        {"name": "options2", "type": "oneof", "token": "OPTIONS", "arguments": [{"name": "options", "type": "integer"}, {"name": "z", "type": "pure-token", "token": "Z"}]}]},
      "CLASHING": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "a", "type": "block", "arguments": [{"name": "n", "type": "integer"}, {"name": "b", "type": "block", "arguments": [{"name": "n", "type": "integer"}, {"name": "c", "type": "block", "arguments": [{"name": "n", "type": "integer"}]}]}]},
        {"name": "n", "type": "integer"}]},
      "NEST": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "l1", "type": "block", "optional": true, "arguments": [{"name": "one", "type": "pure-token", "token": "ONE"}, {"name": "l2", "type": "block", "optional": true, "arguments": [{"name": "x", "type": "integer"}, {"name": "l3", "type": "block", "token": "L3", "optional": true, "arguments": [{"name": "y", "type": "string"}, {"name": "l4", "type": "oneof", "optional": true, "arguments": [{"name": "on", "type": "pure-token", "token": "ON"}, {"name": "off", "type": "block", "token": "OFF", "arguments": [{"name": "z", "type": "string", "multiple": true}, {"name": "w", "type": "double", "optional": true}]}]}]}]}]}]},
      "BLOCKS": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "choice", "type": "oneof", "arguments": [{"name": "b1", "type": "block", "arguments": [{"name": "b1", "type": "pure-token", "token": "B1"}, {"name": "inner", "type": "oneof", "arguments": [{"name": "p", "type": "pure-token", "token": "P"}, {"name": "q", "type": "block", "arguments": [{"name": "r", "type": "integer"}, {"name": "s", "type": "oneof", "arguments": [{"name": "t", "type": "pure-token", "token": "T"}, {"name": "u", "type": "pure-token", "token": "U"}]}]}]}]}, {"name": "b2", "type": "oneof", "token": "B2", "arguments": [{"name": "v", "type": "pure-token", "token": "V"}, {"name": "w", "type": "unix-time", "token": "PXW"}]}, {"name": "b3", "type": "block", "token": "B3", "multiple": true, "arguments": [{"name": "k", "type": "key"}, {"name": "v", "type": "string"}]}]}]},
      "MANY": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "pair", "type": "block", "token": "PAIR", "multiple": true, "multiple_token": true, "arguments": [{"name": "k", "type": "key"}, {"name": "v", "type": "string"}]},
        {"name": "flag", "type": "oneof", "optional": true, "multiple": true, "arguments": [{"name": "a", "type": "pure-token", "token": "A"}, {"name": "b", "type": "pure-token", "token": "B"}, {"name": "limit", "type": "integer", "token": "LIMIT"}]},
        {"name": "v", "type": "pure-token", "token": "V", "optional": true, "multiple": true},
        {"name": "w", "type": "pure-token", "token": "W", "multiple": true}]},
      "TOKENS": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "again", "type": "pure-token", "token": "AGAIN"},
        {"name": "x", "type": "string"},
        {"name": "again2", "type": "pure-token", "token": "AGAIN"},
        {"name": "again3", "type": "pure-token", "token": "AGAIN", "optional": true},
        {"name": "empty", "type": "pure-token", "token": "", "optional": true},
        {"name": "nothing", "type": "string", "token": "", "optional": true},
        {"name": "quote", "type": "pure-token", "token": "\"\\'\n", "optional": true}]},
      "ONLY": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "one", "type": "oneof", "arguments": [{"name": "single", "type": "block", "token": "S", "arguments": [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}]}]},
        {"name": "two", "type": "oneof", "optional": true, "arguments": [{"name": "t", "type": "pure-token", "token": "T"}]},
        {"name": "three", "type": "oneof", "optional": true, "multiple": true, "arguments": [{"name": "m", "type": "pure-token", "token": "M"}]},
        {"name": "four", "type": "block", "optional": true, "arguments": [{"name": "no", "type": "pure-token", "token": "NO"}, {"name": "one", "type": "pure-token", "token": "ONE"}]},
        {"name": "five", "type": "block", "multiple": true, "arguments": [{"name": "again", "type": "pure-token", "token": "AGAIN"}]}]},
      "MAYBE": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "status", "type": "oneof", "arguments": [{"name": "id", "type": "string", "token": "ID", "optional": true}, {"name": "all", "type": "pure-token", "token": "ALL", "optional": true}]},
        {"name": "outer", "type": "oneof", "arguments": [{"name": "x", "type": "pure-token", "token": "X"}, {"name": "inner", "type": "oneof", "token": "IN", "arguments": [{"name": "id", "type": "integer", "token": "ID", "optional": true}, {"name": "all", "type": "pure-token", "token": "ALL", "optional": true}]}]}]},
      "COUNTS": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "numkeys", "type": "integer"},
        {"name": "key", "type": "key", "multiple": true},
        {"name": "numargs", "type": "integer"},
        {"name": "arg", "type": "block", "multiple": true, "arguments": [{"name": "x", "type": "string"}, {"name": "y", "type": "integer"}]},
        {"name": "weights", "type": "double", "token": "WEIGHTS", "optional": true, "multiple": true},
        {"name": "fields", "type": "block", "token": "FIELDS", "optional": true, "arguments": [{"name": "numfields", "type": "integer"}, {"name": "field", "type": "string", "multiple": true}]},
        {"name": "numbers", "type": "integer", "multiple": true},
        {"name": "number", "type": "integer"}]},
      "ZIPPED": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "streams", "type": "block", "token": "STREAMS", "arguments": [{"name": "key", "type": "key", "multiple": true}, {"name": "id", "type": "string", "multiple": true}]},
        {"name": "more", "type": "block", "token": "MORE", "optional": true, "arguments": [{"name": "a", "type": "integer", "multiple": true}, {"name": "b", "type": "double", "multiple": true}]}]},
      "LISTS": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "matrix", "type": "block", "multiple": true, "arguments": [{"name": "row", "type": "integer", "multiple": true}]},
        {"name": "cube", "type": "block", "multiple": true, "arguments": [{"name": "plane", "type": "block", "multiple": true, "arguments": [{"name": "x", "type": "integer"}, {"name": "y", "type": "string", "optional": true}]}]},
        {"name": "tail", "type": "block", "token": "TAIL", "optional": true, "arguments": [{"name": "t", "type": "string", "multiple": true}]},
        {"name": "empty-tail", "type": "block", "token": "ETAIL", "optional": true, "arguments": [{"name": "t", "type": "string", "optional": true, "multiple": true}]}]},
      "TIMES": {"since": "1.0.0", "group": "odd", "arity": -1, "command_flags": ["blocking", "future_flag"], "arguments": [
        {"name": "timeout", "type": "double"},
        {"name": "at", "type": "unix-time"},
        {"name": "at-milliseconds", "type": "unix-time", "optional": true},
        {"name": "many", "type": "unix-time", "multiple": true}]},
      "BLOCKED": {"since": "1.0.0", "group": "odd", "arity": -1, "command_flags": ["blocking", "readonly"], "key_specs": [{"begin_search": {"type": "unknown", "spec": {}}, "find_keys": {"type": "unknown", "spec": {}}, "RO": true}, {"begin_search": {"type": "keyword", "spec": {"keyword": "A \"Q\"", "startfrom": -1}}, "find_keys": {"type": "keynum", "spec": {"keynumidx": 0, "firstkey": 1, "keystep": 2}}, "OW": true}], "arguments": [
        {"name": "milliseconds", "type": "integer", "token": "BLOCK", "optional": true}]},
      "OPEN": {"since": "1.0.0", "group": "odd", "arity": -3},
      "VERYLONGCOMMANDNAMETHATGOESONANDON SUBCOMMANDTHATISNOTSHORTEITHER": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [
        {"name": "argument-number-0-with-a-long-name", "type": "string", "optional": true, "multiple": true},
        {"name": "argument-number-1-with-a-long-name", "type": "integer"},
        {"name": "argument-number-2-with-a-long-name", "type": "double", "optional": true},
        {"name": "argument-number-3-with-a-long-name", "type": "key", "multiple": true},
        {"name": "argument-number-4-with-a-long-name", "type": "string", "optional": true},
        {"name": "argument-number-5-with-a-long-name", "type": "integer"},
        {"name": "argument-number-6-with-a-long-name", "type": "double", "optional": true, "multiple": true},
        {"name": "argument-number-7-with-a-long-name", "type": "key"},
        {"name": "argument-number-8-with-a-long-name", "type": "string", "optional": true},
        {"name": "argument-number-9-with-a-long-name", "type": "integer", "multiple": true},
        {"name": "argument-number-10-with-a-long-name", "type": "double", "optional": true},
        {"name": "argument-number-11-with-a-long-name", "type": "key"},
        {"name": "argument-number-12-with-a-long-name", "type": "string", "optional": true, "multiple": true},
        {"name": "argument-number-13-with-a-long-name", "type": "integer"},
        {"name": "argument-number-14-with-a-long-name", "type": "double", "optional": true},
        {"name": "argument-number-15-with-a-long-name", "type": "key", "multiple": true},
        {"name": "argument-number-16-with-a-long-name", "type": "string", "optional": true},
        {"name": "argument-number-17-with-a-long-name", "type": "integer"},
        {"name": "argument-number-18-with-a-long-name", "type": "double", "optional": true, "multiple": true},
        {"name": "argument-number-19-with-a-long-name", "type": "key"},
        {"name": "argument-number-20-with-a-long-name", "type": "string", "optional": true},
        {"name": "argument-number-21-with-a-long-name", "type": "integer", "multiple": true},
        {"name": "argument-number-22-with-a-long-name", "type": "double", "optional": true},
        {"name": "argument-number-23-with-a-long-name", "type": "key"}]},
      "REPLIES": {"since": "1.0.0", "group": "odd", "arity": -1, "reply_schema": {"oneOf": [{"type": "null"}, {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "integer"}}}]}},
      "YESNO": {"since": "1.0.0", "group": "odd", "arity": -1, "reply_schema": {"oneOf": [{"const": 0}, {"const": 1}]}, "deprecated_since": "2.0.0", "replaced_by": "`REPLIES`"}
    }
    """#
