import Foundation

/// What separates the files on disk from the files that are generated.
struct ChangeSet {
  struct Change {
    enum Kind { case missing, stale, leftOver }
    var kind: Kind
    var path: String
    /// What is on disk; nil when nothing is.
    var old: String?
    /// What is generated; nil when nothing is.
    var new: String?
  }

  private(set) var changes: [Change] = []
  private(set) var unchanged = 0

  /// Compares `files` (texts by absolute path) with the disk, and looks into `folders` for what nothing generates any more: of
  /// the specifications that `claims` says yes to.
  init(files: [(path: String, text: String)], folders: [String], claims: (String) -> Bool) {
    for (path, text) in files {
      guard let data = FileManager.default.contents(atPath: path) else {
        changes.append(Change(kind: .missing, path: path, new: text))
        continue
      }
      if data == Data(text.utf8) {
        unchanged += 1
      } else {
        let old = String(decoding: data, as: UTF8.self)
        changes.append(Change(kind: .stale, path: path, old: old, new: text))
      }
    }
    let generated = Set(files.map(\.path))
    for path in Set(folders.flatMap { Self.files(in: $0, from: claims) }).subtracting(generated) {
      let old = FileManager.default.contents(atPath: path).map {
        String(decoding: $0, as: UTF8.self)
      }
      changes.append(Change(kind: .leftOver, path: path, old: old))
    }
    changes.sort { $0.path < $1.path }
  }

  var isEmpty: Bool { changes.isEmpty }

  func count(_ kind: Change.Kind) -> Int { changes.count { $0.kind == kind } }

  init() {}

  /// These changes and those.
  func merging(_ other: ChangeSet) -> ChangeSet {
    var all = self
    all.changes = (changes + other.changes).sorted { $0.path < $1.path }
    all.unchanged += other.unchanged
    return all
  }

  /// The Swift files below `folder` that say in their first line that they are generated.
  private static func files(in folder: String, from claims: (String) -> Bool) -> [String] {
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    return names.compactMap { name -> String? in
      guard let name = name as? String, name.hasSuffix(".swift") else { return nil }
      let path = folder + "/" + name
      guard let file = FileHandle(forReadingAtPath: path) else { return nil }
      defer { try? file.close() }
      let start = String(decoding: (try? file.read(upToCount: 1024)) ?? Data(), as: UTF8.self)
      return GeneratedMarker.specification(of: start).map(claims) == true ? path : nil
    }
  }

  /// Makes the disk what is generated, one file after the other, each in one step. `didChange` hears of each.
  func apply(didChange: (Change) -> Void) throws {
    for change in changes {
      if let new = change.new {
        try OutputFile.write(new, to: change.path)
      } else {
        try FileManager.default.removeItem(atPath: change.path)
      }
      didChange(change)
    }
  }
}
