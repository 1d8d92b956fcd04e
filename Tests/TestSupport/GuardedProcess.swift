import Foundation
import Synchronization

/// A process that ends when this one ends, however that comes about.
///
/// Started and awaited by hand: Foundation's own class learns of an end through a descriptor that
/// every other child inherits, and so waits for all of them.
public final class GuardedProcess: Sendable {
  private struct State {
    var process: pid_t
    var input: Int32
  }

  private let state: Mutex<State?>

  /// Starts a program, given with its arguments.
  public init(_ words: [String]) throws {
    // The shell reads a line or the end of the pipe, which comes at the latest with our own end.
    let script = "\"$@\" & pid=$!; read line; kill -9 $pid; wait"
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw LoopbackSocket.Failure(call: "pipe", number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Telling a program that is gone already must not end this one.
    signal(SIGPIPE, SIG_IGN)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    for output: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    var arguments = (["/bin/sh", "-c", script, "sh"] + words).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    // Threads of a pool block signals, and a shell that inherits that waits for ever.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let status = posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, environ)
    close(ends[0])
    guard status == 0 else {
      close(ends[1])
      throw LoopbackSocket.Failure(call: "posix_spawn", number: status)
    }
    state = Mutex(State(process: process, input: ends[1]))
  }

  deinit { stop() }

  /// Kills the program and waits for its end.
  public func stop() {
    guard let state = state.withLock({ $0.take() }) else { return }
    _ = write(state.input, "stop\n", 5)
    close(state.input)
    var status: Int32 = 0
    while waitpid(state.process, &status, 0) < 0, errno == EINTR {}
  }

  /// What a program prints, or nil if it fails.
  static func output(of path: String, _ arguments: String) -> String? {
    let quoted = "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
    guard let stream = popen("\(quoted) \(arguments) 2>/dev/null", "r") else { return nil }
    var text: [UInt8] = []
    var character = fgetc(stream)
    while character != EOF {
      text.append(UInt8(truncatingIfNeeded: character))
      character = fgetc(stream)
    }
    return pclose(stream) == 0 ? String(decoding: text, as: UTF8.self) : nil
  }
}
