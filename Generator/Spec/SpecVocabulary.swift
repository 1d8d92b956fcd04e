/// The words that a specification is known to use. A newer server may have more, so a word that is not here is only doubtful.
enum SpecVocabulary {
  /// Stands where nobody says since when there is something.
  static let unknownVersion = "0.0.0"

  static let commandFlags: Set<String> = [
    "admin", "all_dbs", "allow_busy", "asking", "blocking", "denyoom", "fast", "loading",
    "may_replicate", "module", "movablekeys", "no_async_loading", "no_auth", "no_mandatory_keys",
    "no_multi", "noscript", "only_sentinel", "protected", "pubsub", "readonly", "script_runner",
    "sentinel", "skip_commandlog", "skip_monitor", "skip_slowlog", "stale",
    "touches_arbitrary_keys", "write",
  ]

  static let hints: Set<String> = Set(
    ["nondeterministic_output", "nondeterministic_output_order", "dont_cache"]
      + requestPolicies.map { "request_policy:\($0)" }
      + responsePolicies.map { "response_policy:\($0)" })

  private static let requestPolicies = ["all_nodes", "all_shards", "multi_shard", "special"]

  private static let responsePolicies = [
    "all_succeeded", "one_succeeded", "agg_logical_and", "agg_logical_or", "agg_max", "agg_min",
    "agg_sum", "special",
  ]

  static let docFlags: Set<String> = ["deprecated", "syscmd"]

  static let commandMembers: Set<String> = [
    "summary", "since", "group", "arity", "acl_categories", "command_flags", "hints", "doc_flags",
    "deprecated_since", "replaced_by", "key_specs", "arguments", "reply_schema", "servers",
    "module",
  ]

  static let argumentMembers: Set<String> = [
    "name", "type", "token", "optional", "multiple", "multiple_token", "key_spec_index", "since",
    "deprecated_since", "display_text", "arguments", "servers",
  ]
}
