// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "typed-redis",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TypedRedis", targets: ["TypedRedis"]),
    .library(name: "RedisJSON", targets: ["RedisJSON"]),
    .library(name: "RedisBloom", targets: ["RedisBloom"]),
    .library(name: "RedisSearch", targets: ["RedisSearch"]),
    .library(name: "RedisTimeSeries", targets: ["RedisTimeSeries"]),
    .executable(name: "redis-generate", targets: ["RedisGenerator"]),
    .executable(name: "redis-bench", targets: ["RedisBench"]),
    .plugin(name: "RedisCommandsPlugin", targets: ["RedisCommandsPlugin"]),
    .plugin(name: "GenerateCommands", targets: ["GenerateCommands"]),
  ],
  targets: [
    .target(name: "CRedisPlatform"),
    .target(name: "RESP", swiftSettings: strict),
    .target(name: "RedisTransport", dependencies: ["RESP", "CRedisPlatform"], swiftSettings: strict),
    .target(name: "TypedRedis", dependencies: ["RESP", "RedisTransport"], swiftSettings: strict),
    .target(
      name: "RedisJSON", dependencies: ["TypedRedis"],
      exclude: ["JSON.redis-commands.json", "JSON.redis-overrides.json"], swiftSettings: strict),
    .target(
      name: "RedisSearch", dependencies: ["TypedRedis"],
      exclude: ["Search.redis-commands.json", "Search.redis-overrides.json"], swiftSettings: strict),
    .target(
      name: "RedisTimeSeries", dependencies: ["TypedRedis"],
      exclude: ["TimeSeries.redis-commands.json", "TimeSeries.redis-overrides.json"], swiftSettings: strict),
    .target(
      name: "RedisBloom", dependencies: ["TypedRedis"],
      exclude: ["Bloom.redis-commands.json", "Bloom.redis-overrides.json"], swiftSettings: strict),
    .executableTarget(
      name: "RedisGenerator", dependencies: ["RESP", "RedisTransport"], path: "Generator", exclude: ["Overrides.json", "Base.json"],
      swiftSettings: strict),
    .plugin(name: "RedisCommandsPlugin", capability: .buildTool, dependencies: ["RedisGenerator"]),
    .plugin(
      name: "GenerateCommands",
      capability: .command(
        intent: .custom(
          verb: "generate-redis-commands", description: "Writes typed methods for every NAME.redis-commands.json"),
        permissions: [.writeToPackageDirectory(reason: "writes the generated sources beside the specifications")]),
      dependencies: ["RedisGenerator"]),
    .executableTarget(
      name: "RedisBench", dependencies: ["TypedRedis"], path: "Benchmarks", swiftSettings: strict),
    .executableTarget(
      name: "RedisDemo", dependencies: ["TypedRedis"], path: "Demo", swiftSettings: strict),
    .target(
      name: "TestSupport", path: "Tests/TestSupport", exclude: ["Certificates"], swiftSettings: strict),
    .target(
      name: "CommandTestSupport", dependencies: ["TypedRedis", "RedisTransport"], path: "Tests/CommandTestSupport",
      swiftSettings: strict),
    .testTarget(name: "RESPTests", dependencies: ["RESP"], swiftSettings: strict),
    .testTarget(
      name: "RedisTransportTests", dependencies: ["RedisTransport", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "TypedRedisTests", dependencies: ["TypedRedis", "CommandTestSupport", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RedisJSONTests", dependencies: ["RedisJSON", "TypedRedis", "CommandTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RedisSearchTests", dependencies: ["RedisSearch", "TypedRedis", "CommandTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RedisTimeSeriesTests", dependencies: ["RedisTimeSeries", "TypedRedis", "CommandTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RedisBloomTests", dependencies: ["RedisBloom", "TypedRedis", "CommandTestSupport"], swiftSettings: strict),
    .testTarget(name: "RedisBenchTests", dependencies: ["RedisBench"], swiftSettings: strict),
    .testTarget(
      name: "GeneratorTests", dependencies: ["RESP", "RedisGenerator", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "TypedRedis", "RedisTransport", "RedisJSON", "RedisSearch", "RedisTimeSeries", "RedisBloom", "TestSupport",
      ], swiftSettings: strict),
  ]
)
