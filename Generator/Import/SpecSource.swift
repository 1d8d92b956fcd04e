import Foundation

/// Where a specification is read from: a published file, a folder with one file for each command, or a server that runs.
///
/// All three come out in the shape of commands.json, checked by the same `SpecReader`, with the places they were found at.
struct SpecSource {
  enum Kind: Equatable {
    case file, directory, server
    /// Nothing that could be read. The words say why.
    case unusable(String)
  }

  /// As the user wrote it; of a server's address, without the password.
  let name: String
  let kind: Kind
  private let path: String
  private let address: ServerAddress?

  /// `text` is a path, relative to `currentDirectory`, or a URL.
  init(_ text: String, currentDirectory: String = FileManager.default.currentDirectoryPath) {
    if ServerAddress.isOne(text) {
      path = ""
      do {
        let address = try ServerAddress(text)
        self.address = address
        (name, kind) = (address.name, .server)
      } catch {
        address = nil
        // What cannot be read may have its password anywhere.
        (name, kind) = (ServerAddress.scheme(of: text) + "://…", .unusable(error.description))
      }
      return
    }
    address = nil
    name = text
    let folder = URL(fileURLWithPath: currentDirectory, isDirectory: true)
    path = URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path
    switch InputFile.kind(at: path) {
    case .success(let isDirectory): kind = isDirectory ? .directory : .file
    case .failure(let error): kind = .unusable(error.description)
    }
  }

  /// The commands of this source; nil when they have errors. What there is to say about them is in `diagnostics`.
  ///
  /// It waits for a server, and for no longer than ``ServerDialogue/patience``.
  func load(diagnostics: Diagnostics) -> SpecDocument? { read(diagnostics)?.document }

  /// The same with what else is known about the source.
  func read(_ diagnostics: Diagnostics) -> ImportedSpecification? {
    let before = diagnostics.errorCount
    let commands: [SourceCommand]
    var identity: ServerIdentity?
    switch kind {
    case .unusable(let why):
      diagnostics.error(name, .start, nil, why)
      return nil
    case .file:
      commands = PublishedFile(name: name, diagnostics: diagnostics).read(path)
    case .directory:
      commands = CommandFolder(name: name, diagnostics: diagnostics).read(path)
    case .server:
      guard let address else { return nil }
      switch ServerDialogue.ask(address) {
      case .failure(let error):
        diagnostics.error(name, .start, nil, error.description)
        return nil
      case .success(let answers):
        let translation = ServerTranslation(name: name, diagnostics: diagnostics)
        commands = translation.commands(answers)
        identity = answers.identity
      }
    }
    guard diagnostics.errorCount == before else { return nil }
    let specification = SourceReader(name: name, diagnostics: diagnostics).read(commands, identity)
    return diagnostics.errorCount == before ? specification : nil
  }
}

/// Why something could not be had.
struct ImportError: Error, Equatable, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
