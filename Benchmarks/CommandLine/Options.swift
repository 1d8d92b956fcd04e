/// What the command line asked for.
struct Options: Equatable {
  enum Action: Equatable { case measure, help, version }
  /// Where the tasks that call commands run.
  enum Executor: String, CaseIterable { case loop, global }

  var action = Action.measure
  /// A server that runs already; nil to start one.
  var url: String?
  /// Names of workloads, in the order given; empty for all.
  var only: [String] = []
  /// How long one measurement takes.
  var seconds = 3.0
  /// How often typed-redis and redis-benchmark take turns.
  var rounds = 3
  var executor = Executor.loop
  var json = false
  /// Where to write a chart.
  var svg: String?
}
