import Foundation
import Synchronization

/// A process that ends when this one ends, however that comes about, and its folder with it.
///
/// Started and awaited by hand: Foundation's own class learns of an end through a descriptor that
/// every other child inherits, and so waits for all of them.
final class GuardedProcess: Sendable {
  private struct State {
    var process: pid_t
    var input: Int32
  }

  private let state: Mutex<State?>

  /// The shell reads what to do, up to the end of its input, which comes at the latest with our own
  /// end. Servers that are shared live until then: nobody but the shell is left to tidy up after them.
  /// It alone sends signals, since only a parent knows that a process's number is still that process's.
  private static let guardScript = """
    folder=$1; shift
    "$@" & pid=$!
    keeps=
    while read -r order argument; do
      case $order in
        signal) kill "-$argument" $pid; echo >&0;;
        leave) keeps=yes; break;;
        *) break;;
      esac
    done
    kill -9 $pid; wait
    [ -z "$keeps" ] || exit 0
    # What the program had started may still be writing.
    for round in 1 2 3 4 5; do rm -rf "$folder" && break; sleep 0.1; done
    """

  /// Starts a program, given with its arguments. From here on the folder is the guard's.
  init(_ words: [String], in folder: ProcessFolder) throws {
    do {
      state = Mutex(try Self.start(["/bin/sh", "-c", Self.guardScript, "sh", folder.path] + words))
    } catch {
      folder.remove()
      throw error
    }
  }

  private static func start(_ words: [String]) throws -> State {
    let (reading, writing) = try closedOnExec()
    defer { close(reading) }
    // Telling a program that is gone already must not end this one.
    Foundation.signal(SIGPIPE, SIG_IGN)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, reading, 0)
    for output: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Threads of a pool block signals, and a shell that inherits that waits for ever.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // In a group of its own: what interrupts this process from a terminal must not end the guard.
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP))

    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let status = posix_spawn(&process, words[0], &actions, &attributes, &arguments, environ)
    guard status == 0 else {
      close(writing)
      throw LoopbackSocket.Failure(call: "posix_spawn", number: status)
    }
    return State(process: process, input: writing)
  }

  /// Two connected ends that no other child inherits: one that did would keep the guard waiting.
  static func closedOnExec() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      let status = socketpair(AF_UNIX, SOCK_STREAM, 0, &ends)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #else
      // At once: another thread may be starting a process.
      let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue
      let status = socketpair(AF_UNIX, Int32(type), 0, &ends)
    #endif
    guard status == 0 else { throw LoopbackSocket.Failure(call: "socketpair", number: errno) }
    return (ends[0], ends[1])
  }

  deinit { stop() }

  /// Kills the program, and waits until it and its folder are gone.
  func stop() { end(saying: "stop\n") }

  /// Kills the program without warning, and waits until it is gone. Its folder stays, and is nobody's.
  func kill() { end(saying: "leave\n") }

  private func end(saying order: String) {
    guard let state = state.withLock({ $0.take() }) else { return }
    _ = write(state.input, order, order.utf8.count)
    close(state.input)
    var status: Int32 = 0
    while waitpid(state.process, &status, 0) < 0, errno == EINTR {}
  }

  /// Sends the program a signal, named as the shell names it (`STOP`, `CONT`), and waits until it is sent.
  func signal(_ name: String) {
    state.withLock { state in
      guard let input = state?.input else { return }
      let order = "signal \(name)\n"
      _ = write(input, order, order.utf8.count)
      var answer: UInt8 = 0
      while recv(input, &answer, 1, 0) < 0, errno == EINTR {}
    }
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
