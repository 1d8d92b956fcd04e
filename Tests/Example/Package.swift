// swift-tools-version: 6.3
import PackageDescription

// What somebody's own package looks like who has modules of their own in their servers.
let package = Package(
  name: "example",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "typed-redis", path: "../..")],
  targets: [
    // Made when it is built: nothing of the generated code is in the package.
    .target(
      name: "Counters", dependencies: [.product(name: "TypedRedis", package: "typed-redis")],
      plugins: [.plugin(name: "RedisCommandsPlugin", package: "typed-redis")]),
    // Written by `swift package generate-redis-commands` and checked in.
    .target(
      name: "Board", dependencies: [.product(name: "TypedRedis", package: "typed-redis")],
      exclude: ["board.redis-commands.json", "board.redis-overrides.json"],
      // Generated code does not depend on these.
      swiftSettings: [.defaultIsolation(MainActor.self), .enableUpcomingFeature("InternalImportsByDefault")]),
    // Imported from a server that has the module: `redis-generate import redis://… --only 'GRAPH.*'`.
    .target(
      name: "Graph", dependencies: [.product(name: "TypedRedis", package: "typed-redis")],
      plugins: [.plugin(name: "RedisCommandsPlugin", package: "typed-redis")]),
    .executableTarget(name: "Example", dependencies: ["Counters", "Board"]),
    .executableTarget(name: "GraphExample", dependencies: ["Graph"]),
  ]
)
