/// What the client says about itself to servers.
enum LibraryVersion {
  static let name = "typed-redis"
  static let number = "0.1.0"
}
