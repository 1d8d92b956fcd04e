import Foundation
import TestSupport
import Testing

@testable import TypedRedis

/// The part of the server group that is about files: saves, backups, modules.
extension CommandTests {
  func serverPersistence(_ live: Live) async {
    await live.check(Commands.SAVE.self) { live async throws in try await live.save() }
    await live.check(Commands.LASTSAVE.self) { live async throws in
      #expect(try await live.lastsave() > UnixTime.now - .seconds(60))
    }
    await live.check(Commands.BGSAVE.self) { live async throws in
      #expect(try await live.bgsave() == .started)
      try await waitForSaves(live)
      #expect([.started, .scheduled].contains(try await live.bgsave(schedule: true)))
      try await waitForSaves(live)
    }
    await live.check(Commands.BGSAVE.Cancel.self, valkey: "8.1.0") { live async throws in
      #expect(await refusal { _ = try await live.bgsaveCancel() } == "ERR")
      for number in 0..<100 { try await live.set(key: "server:many:\(number)", value: number) }
      try await live.configSet(parameters: [(name: "rdb-key-save-delay", value: 1_000_000)])
      _ = try await live.bgsave()
      #expect(try await live.bgsaveCancel() == .cancelled)
      try await waitForSaves(live)
      try await live.configSet(parameters: [(name: "rdb-key-save-delay", value: 0)])
      try await live.flushall()
    }
    await live.check(Commands.BGREWRITEAOF.self) { live async throws in
      #expect([.started, .scheduled].contains(try await live.bgrewriteaof()))
      try await waitForSaves(live)
    }
  }

  private func waitForSaves(_ live: Live) async throws {
    try await eventually("a save does not end") {
      let state = try await live.info(sections: ["persistence"]).persistence
      return state.snapshots.isInProgress == false && state.appendOnlyFile.isRewriteInProgress == false
    }
  }

  func serverBackups(_ live: Live) async {
    await live.check(Commands.BACKUP.HELP.self) { live async throws in
      #expect(try await live.backupHelp().first?.hasPrefix("BACKUP ") == true)
    }
    await live.check(Commands.BACKUP.STATUS.self) { live async throws in
      #expect(try await live.backupStatus().state == "idle")
    }
    await live.check(Commands.BACKUP.LIST.self) { live async throws in _ = try await live.backupList() }
    await live.check(Commands.BACKUP.START.self) { live async throws in
      try await live.backupStart()
      #expect(try await live.backupStatus().state != "idle")
    }
    await live.check(Commands.BACKUP.ABORT.self) { live async throws in try await live.backupAbort() }
    await live.check(Commands.BACKUP.SEAL.self) { live async throws in
      try await live.backupStart()
      try await eventually("a backup does not begin") {
        await refusal { try await live.backupSeal() } == "no error"
      }
    }
    await live.check(Commands.BACKUP.CLEANUP.self) { live async throws in try await live.backupCleanup() }
  }

  func serverModules(_ live: Live, _ own: RealServer) async {
    await live.check(Commands.MODULE.HELP.self) { live async throws in
      #expect(try await live.moduleHelp().first?.hasPrefix("MODULE ") == true)
    }
    await live.check(Commands.MODULE.LIST.self) { live async throws in
      _ = try await live.moduleList()
    }
    guard let module = await TinyModule.build(in: own.folder) else {
      return live.leaveOut(
        "MODULE LOAD", "MODULE LOADEX", "MODULE UNLOAD", because: "no C compiler makes a module here")
    }
    await live.check(Commands.MODULE.LOAD.self) { live async throws in
      try await live.moduleLoad(path: module, arguments: ["a", "b"])
      let tiny = try #require(try await live.moduleList().first { $0.name == "tiny" })
      #expect(tiny.version == 3)
      #expect(tiny.path?.string == module)
      #expect(tiny.arguments == ["a", "b"])
      #expect(await refusal { try await live.moduleLoad(path: own.folder + "/none.so") } == "ERR")
      try await live.withConnection { live async throws in
        #expect(try await live.hello().modules.contains { $0.name == "tiny" })
      }
    }
    await live.check(Commands.MODULE.UNLOAD.self) { live async throws in
      try await live.moduleUnload(name: "tiny")
      #expect(try await live.moduleList().contains { $0.name == "tiny" } == false)
      #expect(await refusal { try await live.moduleUnload(name: "tiny") } == "ERR")
    }
    await live.check(Commands.MODULE.LOADEX.self) { live async throws in
      try await live.moduleLoadex(
        path: module, configs: [(name: "tiny.loud", value: "yes")], arguments: ["c"])
      #expect(try await live.configGet(parameters: ["tiny.loud"]) == ["tiny.loud": "yes"])
      try await live.moduleUnload(name: "tiny")
      try await live.moduleLoadex(path: module)
      #expect(try await live.configGet(parameters: ["tiny.loud"]) == ["tiny.loud": "no"])
      try await live.moduleUnload(name: "tiny")
    }
  }
}

/// A module with one setting and nothing else, to load and unload.
private enum TinyModule {
  static let source = """
    static int loud;
    static int get_loud(const char *name, void *data) { return loud; }
    static int set_loud(const char *name, int value, void *data, void **error) { loud = value; return 0; }

    int RedisModule_OnLoad(void *context, void **arguments, int count) {
      int (*function)(const char *, void *) = (int (*)(const char *, void *))((void **)context)[0];
      void (*attributes)(void *, const char *, int, int);
      int (*bool_setting)(void *, const char *, int, unsigned, int (*)(const char *, void *),
                          int (*)(const char *, int, void *, void **), void *, void *);
      int (*load_settings)(void *);
      if (function("RedisModule_SetModuleAttribs", &attributes)) return 1;
      if (function("RedisModule_RegisterBoolConfig", &bool_setting)) return 1;
      if (function("RedisModule_LoadConfigs", &load_settings)) return 1;
      attributes(context, "tiny", 3, 1);
      if (bool_setting(context, "loud", 0, 0, get_loud, set_loud, 0, 0)) return 1;
      return load_settings(context);
    }

    int RedisModule_OnUnload(void *context) { return 0; }

    """

  /// The path of the module, or nil if there is no compiler.
  static func build(in folder: String) async -> String? {
    try? source.write(toFile: folder + "/tiny.c", atomically: true, encoding: .utf8)
    let run = await ToolRun.run(["cc", "-shared", "-fPIC", "-o", folder + "/tiny.so", folder + "/tiny.c"])
    return run.succeeded ? folder + "/tiny.so" : nil
  }
}
