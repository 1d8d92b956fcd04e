/// A library of functions for the server, with a version.
///
///     let geometry = RedisLibrary(name: "geometry", version: 3, code: """
///       redis.register_function('double', function(keys, args) return args[1] * 2 end)
///       """)
///     try await geometry.load(on: redis)
///
/// The version is written as a comment behind the code, where it shows in `FUNCTION LIST WITHCODE`: that is how another client
/// finds out which one is there. Raise it with every change of the code. Since Redis 7.0 and Valkey 7.2.
public struct RedisLibrary: Sendable, Hashable {
  /// Of letters, digits and underscores.
  public let name: String
  /// Higher is newer.
  public let version: Int
  /// What the server is given, the line that names engine and library and the one with the version included.
  public let code: String

  /// - Parameters:
  ///   - name: of letters, digits and underscores.
  ///   - version: higher is newer.
  ///   - code: in Lua. It may begin with its own line `#!lua name=…`, which has to say the same name; otherwise it is given one.
  public init(name: String, version: Int, code: String) {
    self.name = name
    self.version = version
    let head = code.utf8.starts(with: "#!".utf8) ? "" : "#!lua name=\(name)\n"
    self.code = "\(head)\(code)\n\(LibraryMark(version: version).line)\n"
  }
}

/// What a server has of a library, compared with one at hand.
public enum RedisLibraryStatus: Sendable, Hashable {
  case missing
  /// One of this name that tells no version: it was not loaded by ``RedisLibrary/load(on:replacing:)``.
  case unversioned
  case older(version: Int)
  /// The same version with the same code.
  case current
  /// The same version with other code.
  case changed
  case newer(version: Int)
}

/// The line that tells a library's version.
struct LibraryMark: Hashable {
  static let beginning = "-- library version "
  let version: Int

  init(version: Int) { self.version = version }

  /// From the last line of a library's code that is one; nil if none is.
  init?(in code: String) {
    let lines = code.utf8.split { $0 == 10 || $0 == 13 }
    for line in lines.reversed() where line.starts(with: Self.beginning.utf8) {
      guard let version = Int(String(Substring(line.dropFirst(Self.beginning.utf8.count)))) else { continue }
      self.version = version
      return
    }
    return nil
  }

  var line: String { "\(Self.beginning)\(version)" }
}

extension RedisLibraryStatus {
  /// - Parameter code: what the server has under the library's name; nil for nothing.
  init(of library: RedisLibrary, found code: String?) {
    guard let code else {
      self = .missing
      return
    }
    guard let found = LibraryMark(in: code)?.version else {
      self = .unversioned
      return
    }
    if found == library.version {
      self = code == library.code ? .current : .changed
    } else {
      self = found < library.version ? .older(version: found) : .newer(version: found)
    }
  }
}

extension RedisLibraryStatus: CustomStringConvertible {
  /// What is there, in words.
  public var description: String {
    switch self {
    case .missing: "no library of this name is there"
    case .unversioned: "one that tells no version is there"
    case .older(let version), .newer(let version): "version \(version) is there"
    case .current: "it is there"
    case .changed: "the same version is there with other code"
    }
  }
}
