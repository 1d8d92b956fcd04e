/// The emitted files at their places in the two output folders.
struct GeneratedFiles {
  private(set) var files: [(path: String, text: String)] = []
  /// What is wrong with them. The input cannot cause that, only a mistake in the emitter.
  private(set) var faults: [String] = []

  init(_ emitted: [EmittedFile], paths: Paths) {
    var taken: Set<String> = []
    for file in emitted {
      let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
      if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
        faults.append("\(file.path.quotedForMessage) is not a path inside the output folder")
        continue
      }
      guard let folder = file.kind == .source ? paths.output : paths.testsOutput else { continue }
      let path = folder + "/" + file.path
      // Some file systems do not tell upper case from lower case.
      if !taken.insert(path.lowercased()).inserted {
        faults.append("\(paths.display(path)) is generated twice")
      }
      if !GeneratedMarker.isPresent(in: file.text) {
        faults.append("\(paths.display(path)) does not say in its first line that it is generated")
      }
      files.append((path, file.text))
    }
  }
}
