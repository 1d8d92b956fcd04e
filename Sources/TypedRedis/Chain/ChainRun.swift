import RedisTransport

/// One execution of a chain: what was read of the replies so far. Its methods are called on the loop's thread, one after the
/// other, until `finish` was.
class ChainRun: @unchecked Sendable {
  /// A value of the type that the link says, or a reply for a callback, which the caller runs.
  typealias Outcome = Result<any Sendable, RedisError>

  /// A link, as this execution reads it.
  struct Reading: Sendable {
    let link: any ChainLink
    let callback: (@Sendable (RESPValue) throws(RedisError) -> any Sendable)?

    func read(_ reader: inout RESPReader) -> Outcome {
      do throws(RedisError) {
        return .success(callback == nil ? try link.readBoxed(&reader) : try link.readReply(&reader))
      } catch {
        return .failure(error.of(link.descriptor))
      }
    }

    /// Runs the callback, on the task that called.
    func respond(_ outcome: Outcome) -> Outcome {
      guard let callback, case .success(let value) = outcome, let reply = value as? RESPValue else { return outcome }
      do throws(RedisError) {
        return .success(try callback(reply))
      } catch {
        return .failure(error.of(link.descriptor))
      }
    }
  }

  let readings: [Reading]
  @exclusivity(unchecked) final var preparation: ChainPreparation
  @exclusivity(unchecked) final var outcomes: [Outcome] = []

  init(_ links: [any ChainLink], callbacks: ResponseCallbacks) {
    preparation = ChainPreparation(links)
    readings = links.map { Reading(link: $0, callback: callbacks.isEmpty ? nil : $0.boxingCallback(in: callbacks)) }
    outcomes.reserveCapacity(links.count)
  }

  /// How many replies come.
  var commands: Int { preparation.count + readings.count }

  /// Of the command that is written at this position, from 0; nil if there is none.
  func descriptor(at position: Int) -> CommandDescriptor? {
    if position < preparation.count { return Commands.SCRIPT.LOAD.descriptor }
    return readings.dropFirst(position - preparation.count).first?.link.callDescriptor
  }

  /// Writes what has no reply yet.
  func encode(into encoder: inout CommandEncoder) {
    preparation.encode(into: &encoder)
    for reading in readings.dropFirst(outcomes.count) {
      encoder.command { encoder in reading.link.encode(into: &encoder) }
    }
  }

  /// Takes the next reply. Whether it was the last one.
  func take(_ reader: inout RESPReader) -> Bool {
    if preparation.take(&reader) { return false }
    guard let reading = readings.dropFirst(outcomes.count).first else { return false }
    let outcome = reading.read(&reader)
    // What reads may have closed the client, which has ended this.
    guard outcomes.count < readings.count else { return false }
    outcomes.append(outcome)
    return outcomes.count == readings.count
  }

  /// Takes a failure in the place of the next reply. Whether that was the last one.
  func takeFailure(_ error: RedisError) -> Bool {
    if preparation.takeFailure(error) { return false }
    guard let reading = readings.dropFirst(outcomes.count).first else { return false }
    outcomes.append(.failure(error.of(reading.link.descriptor)))
    return outcomes.count == readings.count
  }

  /// Gives all that have none yet this outcome.
  func fail(_ error: RedisError) {
    for reading in readings.dropFirst(outcomes.count) { outcomes.append(.failure(error.of(reading.link.descriptor))) }
  }

  /// What came of it. On the task that called.
  final func results() -> [Outcome] {
    zip(readings, outcomes).map { reading, outcome in reading.respond(explained(outcome, of: reading.link)) }
  }

  /// A script that is not known was refused before.
  private func explained(_ outcome: Outcome, of link: any ChainLink) -> Outcome {
    guard case .failure(let error) = outcome, error.isUnknownScript, let script = link.script,
      let refusal = preparation.refusals[script.sha1]
    else { return outcome }
    return .failure(refusal)
  }
}
