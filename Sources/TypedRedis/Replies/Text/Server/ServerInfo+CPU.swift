extension ServerInfo {
  /// Time that processors spent for the server.
  public var cpu: CPU { CPU(fields: section("cpu")) }

  public struct CPU: Sendable, Hashable {
    public let fields: TextFields

    public var system: Duration? { fields.duration("used_cpu_sys", .seconds) }
    public var user: Duration? { fields.duration("used_cpu_user", .seconds) }
    public var systemOfChildren: Duration? { fields.duration("used_cpu_sys_children", .seconds) }
    public var userOfChildren: Duration? { fields.duration("used_cpu_user_children", .seconds) }
    public var systemOfMainThread: Duration? { fields.duration("used_cpu_sys_main_thread", .seconds) }
    public var userOfMainThread: Duration? { fields.duration("used_cpu_user_main_thread", .seconds) }
    /// Time in which the main thread did not wait.
    public var activeOfMainThread: Duration? { fields.duration("used_active_time_main_thread", .seconds) }
  }
}
