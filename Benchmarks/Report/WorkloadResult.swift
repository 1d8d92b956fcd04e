/// What is reported of one workload.
struct WorkloadResult: Sendable {
  var name: String
  var round: Round
  /// How the reference was called.
  var command: String
}
