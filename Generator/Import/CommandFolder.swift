import Foundation

/// Reads a folder with one file for each command, as servers have them in their source code.
struct CommandFolder {
  /// What messages call the folder.
  let name: String
  let diagnostics: Diagnostics

  func read(_ path: String) -> [SourceCommand] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }.sorted()
    } catch {
      diagnostics.error(name, .start, nil, "the folder cannot be read: \(error.localizedDescription)")
      return []
    }
    guard !names.isEmpty else {
      diagnostics.error(name, .start, nil, "there is no .json file in it: expected one for each command\(hint(path))")
      return []
    }
    guard names.count <= SourceLimit.commands else {
      diagnostics.error(name, .start, nil, "there are \(names.count) .json files in it, more than \(SourceLimit.commands)")
      return []
    }
    let prefix = name.hasSuffix("/") ? name : name + "/"
    var size = 0
    let files = names.compactMap { file -> (name: String, text: String)? in
      // A folder that is full of large files is something else.
      guard size <= 4 * InputFile.limit else { return nil }
      let text = InputFile.text(at: path + "/" + file, name: prefix + file, diagnostics: diagnostics)
      size += text?.utf8.count ?? 0
      return text.map { (prefix + file, $0) }
    }
    if size > 4 * InputFile.limit {
      diagnostics.error(name, .start, nil, "the files have more than \(4 * InputFile.limit >> 20) MB together")
    }
    return commands(files)
  }

  private func hint(_ path: String) -> String {
    let inside = ["src/commands", "commands"].first { FileManager.default.fileExists(atPath: path + "/" + $0) }
    return inside.map { "; did you mean \(name)/\($0)?" } ?? ""
  }

  /// The commands of these files, each with its full name.
  func commands(_ files: [(name: String, text: String)]) -> [SourceCommand] {
    let commands = files.flatMap { file in
      let published = PublishedFile(name: file.name, diagnostics: diagnostics).read(text: file.text)
      return published.map { command in
        var command = command
        command.impliesCategories = true
        return command
      }
    }
    checkContainers(commands)
    // One server's folder lists subcommands beside their containers, in any order.
    return commands.sorted { $0.name < $1.name }
  }

  /// A subcommand's container is a command of its own: not inside of another one, nor of its own subcommand.
  private func checkContainers(_ commands: [SourceCommand]) {
    let described = Set(commands.map(\.name))
    let contained = Dictionary(
      commands.compactMap { command in container(command).map { (command.member.name.uppercased(), $0) } },
      uniquingKeysWith: { first, _ in first })
    let top = Set(commands.filter { container($0) == nil }.map(\.name))
    for command in commands {
      guard let container = container(command), !top.contains(container) else { continue }
      let node = command.member.value.object?["container"]
      guard let outer = contained[container] else {
        guard !described.contains(container) else { continue }
        diagnostics.warning(
          command.file, node?.position ?? command.member.namePosition, command.path.member("container"),
          "no file describes \(container.quotedForMessage): is the folder complete?")
        continue
      }
      diagnostics.error(
        command.file, node?.position ?? command.member.namePosition, command.path.member("container"),
        "\(container.quotedForMessage) holds no subcommands: it is a subcommand of \(outer.quotedForMessage)"
          + (outer == command.member.name.uppercased() ? ", which is this one" : ""))
    }
  }

  private func container(_ command: SourceCommand) -> String? {
    command.member.value.object?["container"]?.string?.uppercased()
  }
}
