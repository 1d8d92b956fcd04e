import RedisTransport

/// A part of a batch that goes its own way.
enum ClusterPartCall {
  static func make(_ part: Int, of batch: ClusterBatch) -> PendingCall {
    let original = batch.original
    let descriptor = batch.descriptor(of: part) ?? RawCommand.descriptor
    let range = batch.parts.dropFirst(part).first?.bytes ?? 0..<0
    let frame = batch.bytes.frame(range)
    let call = PendingCall(
      isRetrySafe: descriptor.isRetrySafe, runsScripts: descriptor.flags.contains(.scriptRunner),
      timeout: original.timeout, task: original.waitingTask
    ) { step in
      switch step {
      case .name(let name): name.pointee = descriptor.name
      case .describe(_, let description): description.set(descriptor)
      case .encode(let encoder): encoder.pointee.appendWords(of: frame)
      case .reply(let reader): reader.pointee.withRemainingBytes { batch.take($0, for: part) }
      case .failOne(let error), .fail(let error): batch.end(part, .failure(error))
      }
    }
    call.started = original.started
    call.deadline = original.deadline
    let scripts = batch.scripts
    if !scripts.isEmpty, descriptor.flags.contains(.scriptRunner) {
      call.preparation = ClusterPreparation(for: call, scripts: scripts)
    }
    return call
  }
}

extension CommandEncoder {
  /// Appends the words of a command as it is sent to the one that is open.
  mutating func appendWords(of frame: [UInt8]) {
    frame.withUnsafeBytes { bytes in
      let words = EncodedWords(bytes)
      for position in 0..<words.count {
        if let word = words.word(at: position) { append(bytes: word) }
      }
    }
  }
}
