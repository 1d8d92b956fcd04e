/// A mistake on the command line.
struct UsageError: Error, Equatable, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

enum Usage {
  static let version = "redis-bench 1.0.0"

  static let text = """
    Measures typed-redis side by side with redis-benchmark.

    usage: redis-bench [options]          (build it with: swift build -c release)

      --url URL          measure on this server; without it one is started and stopped again
      --only NAME,…      only these workloads
      --seconds S        how long one measurement takes (3)
      --rounds N         how often the two take turns; the round with the median ratio counts (3)
      --executor WHERE   where the tasks run: on the client's loop, "loop", or on Swift's global
                         pool, "global" (loop)
      --json             results as JSON instead of a table
      --svg FILE         write a chart, too
      --help, --version

    workloads, each through generated methods on one shared client with default options:
      get-1, get-50, get-500   that many tasks, each awaiting one GET of 3 bytes after another
      set-1k-50                50 tasks, each awaiting one SET of 1 KiB after another
      lrange-10000             one task reading a list of 10,000 strings of 13 bytes
      hgetall-1000             one task reading a hash of 1000 fields as a dictionary
      get-1mib                 one task reading a value of 1 MiB
      get-50-tls               get-50 over TLS, on a server of its own with a certificate made by the
                               openssl program; with --url only if that begins with rediss://
      cached-get               4 tasks on the global pool reading 100 keys of 3 bytes by way of a cache, against
                               get-50's reference: nothing is sent for them
      pipeline-100, pipeline-1000
                               one task that gets that many values of 3 bytes at once, again and again
      pubsub                   50 tasks publishing to one subscriber of the same client
      cluster-get-50           get-50 on a cluster of three primaries of its own; compare it with get-50: on a cluster
                               redis-benchmark measures its own time too coarsely

    programs are looked for in this order:
      the server               $REDIS_SERVER, the folder $REDIS_SERVERS, $PATH
      redis-benchmark          $REDIS_BENCHMARK, the folder $REDIS_SERVERS, $PATH
      openssl                  $OPENSSL, the folder $REDIS_SERVERS, $PATH

    Keys begin with "redis-bench:" and are deleted afterwards.
    Exit status: 0 fine, 1 something failed, 2 the command line makes no sense.
    """
}
