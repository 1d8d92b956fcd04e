extension ServerInfo {
  /// The modules that are loaded. What a module tells about itself is in sections that begin with its name.
  public var modules: [Module] {
    section("modules").filter { $0.name == "module" }.map { field in
      Module(fields: TextFields(assignments: field.value[...].utf8, separator: UInt8(ascii: ",")))
    }
  }

  public struct Module: Sendable, Hashable {
    public let fields: TextFields

    public var name: String? { fields.text("name") }
    public var version: Int? { fields.int("ver") }
    public var apiVersion: Int? { fields.int("api") }
    /// How many filters of commands it has.
    public var filters: Int? { fields.int("filters") }
    /// The modules that use it.
    public var usedBy: [String] { list("usedby") }
    /// The modules that it uses.
    public var using: [String] { list("using") }
    public var options: [String] { list("options") }

    /// From `[one|two]`.
    private func list(_ name: String) -> [String] {
      guard let text = fields[name], text.hasPrefix("["), text.hasSuffix("]"), text.count > 1 else { return [] }
      return text.dropFirst().dropLast().split(separator: "|").map { String($0) }
    }
  }

  /// What scripts run in. Valkey only.
  public var scriptingEngines: [ScriptingEngine] {
    section("scripting engines").numbered("engine_").map(ScriptingEngine.init)
  }

  public struct ScriptingEngine: Sendable, Hashable {
    public let fields: TextFields

    public var name: String? { fields.text("name") }
    public var module: String? { fields.text("module") }
    public var abiVersion: Int? { fields.int("abi_version") }
    /// In bytes.
    public var usedMemory: Int? { fields.int("used_memory") }
    public var memoryOverhead: Int? { fields.int("memory_overhead") }
  }
}
