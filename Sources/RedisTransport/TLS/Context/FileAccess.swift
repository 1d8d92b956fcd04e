#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads small files and folders.
enum FileAccess {
  struct Failure: Error {
    /// As in `errno`.
    var number: Int32
  }

  /// More than any list of authorities has; what is longer, or has no end, is something else.
  private static let largest = 16 << 20

  static func contents(of path: String) throws(Failure) -> [UInt8] {
    let file = try openToRead(path)
    defer { _ = close(file) }
    var contents: [UInt8] = []
    while true {
      var number: Int32 = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 65536) { room, count in
        var got = -1
        repeat { got = read(file, room.baseAddress, room.count) } while got < 0 && errno == EINTR
        if got < 0 { number = errno }
        count = max(0, got)
      }
      guard number == 0 else { throw Failure(number: number) }
      guard !piece.isEmpty else { return contents }
      contents += piece
      guard contents.count <= largest else { throw Failure(number: EFBIG) }
    }
  }

  static func names(in folder: String) throws(Failure) -> [String] {
    guard !folder.utf8.contains(0) else { throw Failure(number: EINVAL) }
    guard let list = opendir(folder) else { throw Failure(number: errno) }
    defer { closedir(list) }
    var names: [String] = []
    while let entry = readdir(list) {
      // Not by copying the entry: it is as long as its name.
      guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { break }
      let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      names.append(String(cString: name))
    }
    return names
  }

  private static func openToRead(_ path: String) throws(Failure) -> Int32 {
    guard !path.utf8.contains(0) else { throw Failure(number: EINVAL) }
    var file: Int32 = -1
    repeat { file = open(path, O_RDONLY | O_CLOEXEC) } while file < 0 && errno == EINTR
    guard file >= 0 else { throw Failure(number: errno) }
    return file
  }
}
