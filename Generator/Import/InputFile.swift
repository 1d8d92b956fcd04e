import Foundation

/// Reads the text of a file, after looking at what kind of file it is and how large.
enum InputFile {
  /// The published specification of all commands has less than half a megabyte.
  static let limit = 16 << 20

  /// Whether a folder is at `path`, links followed. Fails for what is neither a folder nor a file.
  static func kind(at path: String) -> Result<Bool, ImportError> {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
      return .failure(
        ImportError(
          isLink
            ? "the link leads nowhere, or in a circle"
            : "there is no such file or folder (a server is written as redis://host:port)"))
    }
    return .success(isDirectory.boolValue)
  }

  /// The text of the file; nil after saying why there is none. `name` is what messages call it.
  static func text(at path: String, name: String, diagnostics: Diagnostics) -> String? {
    func fail(_ why: String) -> String? {
      diagnostics.error(name, .start, nil, why)
      return nil
    }
    if case .failure(let error) = kind(at: path) { return fail(error.description) }
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: real) else {
      return fail("cannot be read")
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else { return fail("this is not a file") }
    let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    guard size <= limit else {
      return fail("the file has \(size >> 20) MB, and a specification no more than \(limit >> 20) MB: it is not read")
    }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return SourceText.decode([UInt8](data), file: name, diagnostics: diagnostics)
    } catch {
      return fail("cannot be read: \(error.localizedDescription)")
    }
  }
}
