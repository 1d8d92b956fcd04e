/// The facts about a command that its descriptor carries.
struct DescriptorModel: Sendable, Hashable {
  enum Scope: String, Sendable, Hashable, CaseIterable { case shared, connection, resettable }
  enum Delivery: String, Sendable, Hashable, CaseIterable { case reply, reset, push, none, close, stream }

  /// Ours, for replies that the specification leaves to each client.
  enum OwnResponsePolicy: String, Sendable, Hashable, CaseIterable { case anyPresent = "any_present" }

  var name: String
  var group: String
  var arity: Int
  var flags: [String]
  var keySpecs: [KeySpecSpec]
  /// As the specification writes them: "all_shards".
  var requestPolicy: String?
  var responsePolicy: String?
  /// Hints that are not about policies.
  var hints: [String]
  var aclCategories: [String]
  var sinceRedis: String?
  var sinceValkey: String?
  var scope: Scope = .shared
  var delivery: Delivery = .reply
  var hasSecrets = false
  /// False for reads that no memory can answer, by the overrides.
  var mayBeCached = true
  /// False for what only reads by its flags and yet must not be sent a second time, by the overrides.
  var mayBeRetried = true
  var blocking: BlockingArgumentModel?
}
