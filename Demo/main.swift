import Foundation
import TypedRedis

// Small programs, one per file, that each show one way to use Redis. Scripts/demo runs them on a server of its own.
//
//     RedisDemo [URL [NAME…]]      those named, else all of them

let arguments = CommandLine.arguments.dropFirst()
let url = arguments.first ?? "redis://localhost:6379"
let wanted = Array(arguments.dropFirst())
if let unknown = wanted.first(where: { name in !Example.all.contains { $0.name == name } }) {
  print("There is no example \(unknown), only \(Example.all.map(\.name).joined(separator: ", ")).")
  exit(1)
}
do {
  let redis = try await Redis.connect(url)
  defer { redis.close() }
  for example in Example.all where wanted.isEmpty || wanted.contains(example.name) {
    print("\n\(example.title)")
    try await example.run(redis)
  }
} catch {
  print("The demo failed: \(error)")
  exit(1)
}
