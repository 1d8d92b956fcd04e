extension ServerInfo {
  /// Which server this is, and where it runs.
  public var server: Server { Server(fields: section("server")) }

  public struct Server: Sendable, Hashable {
    public let fields: TextFields

    /// The server's own version. Of Redis that is ``redisVersion``.
    public var version: String? { fields.text("valkey_version") ?? redisVersion }
    /// The version of Redis that the server is, or is compatible with.
    public var redisVersion: String? { fields.text("redis_version") }
    /// Nil for Redis.
    public var name: String? { fields.text("server_name") }
    public var releaseStage: String? { fields.text("valkey_release_stage") }
    public var gitSHA1: String? { fields.text("redis_git_sha1") }
    public var isGitDirty: Bool? { fields.bool("redis_git_dirty") }
    public var buildID: String? { fields.text("redis_build_id") }
    /// `standalone`, `cluster` or `sentinel`.
    public var mode: String? { fields.text("redis_mode") ?? fields.text("server_mode") }
    public var operatingSystem: String? { fields.text("os") }
    /// 32 or 64.
    public var architectureBits: Int? { fields.int("arch_bits") }
    public var monotonicClock: String? { fields.text("monotonic_clock") }
    public var multiplexingAPI: String? { fields.text("multiplexing_api") }
    public var atomicsAPI: String? { fields.text("atomicvar_api") }
    public var compilerVersion: String? { fields.text("gcc_version") }
    public var processID: Int? { fields.int("process_id") }
    /// `systemd`, `upstart`, `unknown` or `no`.
    public var supervisor: String? { fields.text("process_supervised") }
    /// Another one each time the server starts.
    public var runID: String? { fields.text("run_id") }
    /// 0 if the server does not listen on TCP.
    public var port: Int? { fields.int("tcp_port") }
    public var time: UnixTime? { fields.time("server_time_usec", .microseconds) }
    public var uptime: Duration? { fields.duration("uptime_in_seconds", .seconds) }
    /// How often a second the server does its housekeeping.
    public var hz: Int? { fields.int("hz") }
    public var configuredHz: Int? { fields.int("configured_hz") }
    public var clientsHz: Int? { fields.int("clients_hz") }
    public var lruClock: Int? { fields.int("lru_clock") }
    public var executable: String? { fields.text("executable") }
    /// Nil also if the server was started without one.
    public var configFile: String? { fields.text("config_file") }
    public var areIOThreadsActive: Bool? { fields.bool("io_threads_active") }
    public var availabilityZone: String? { fields.text("availability_zone") }
    /// How much longer a shutdown waits for replicas; nil if none is under way.
    public var shutdownIn: Duration? { fields.duration("shutdown_in_milliseconds", .milliseconds) }
    public var listeners: [Listener] { fields.numbered("listener").map(Listener.init) }
  }

  /// A kind of connection that the server accepts.
  public struct Listener: Sendable, Hashable {
    public let fields: TextFields

    /// `tcp`, `tls` or `unix`.
    public var name: String? { fields.text("name") }
    /// Addresses, or the path of a socket.
    public var addresses: [String] { fields.filter { $0.name == "bind" }.map(\.value) }
    public var port: Int? { fields.int("port") }
  }

  /// The certificates that the server uses.
  public var tls: TLS { TLS(fields: section("tls")) }

  public struct TLS: Sendable, Hashable {
    public let fields: TextFields

    public var server: Certificate? { certificate("server_cert") }
    public var client: Certificate? { certificate("client_cert") }
    public var authority: Certificate? { certificate("ca_cert") }

    public struct Certificate: Sendable, Hashable {
      public var serial: String
      public var expiresIn: Duration?
    }

    private func certificate(_ name: String) -> Certificate? {
      guard let serial = fields.text("tls_\(name)_serial"), serial != "none" else { return nil }
      return Certificate(serial: serial, expiresIn: fields.duration("tls_\(name)_expires_in_seconds", .seconds))
    }
  }
}
