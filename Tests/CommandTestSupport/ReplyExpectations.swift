import Testing

import TypedRedis

/// Reads the replies that the specification allows for a command, each in both protocols, and much that it does not allow.
///
/// - Parameter resp2: the same replies in RESP2, where they differ.
package func expectReplies<C: RedisCommand>(
  _ command: C.Type, resp3: [String], resp2: [String]? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let check = ReplyCheck(form: CommandForm(command), sourceLocation: sourceLocation) { reader throws(RedisError) in
    do throws(RedisError) {
      return try C.decode(&reader)
    } catch {
      throw error.of(C.descriptor)
    }
  }
  check.run(resp3, resp2 ?? resp3)
}

/// How the replies to one form of a command are read, and what is expected of that.
private struct ReplyCheck {
  let form: CommandForm
  let sourceLocation: SourceLocation
  let decode: (inout RESPReader) throws(RedisError) -> any Sendable

  private struct Reading {
    var value: String
    /// How many bytes were taken.
    var length: Int
    /// The value as a reply again, if it can be one.
    var again: RESPValue?
  }

  func run(_ resp3: [String], _ resp2: [String]) {
    guard resp3.count == resp2.count else { return fail("there are not as many replies in RESP2 as in RESP3") }
    checkError()
    for (new, old) in zip(resp3, resp2) {
      let value = checkOne(new)
      let oldValue = old == new ? value : checkOne(old)
      guard let value, let oldValue, value != oldValue else { continue }
      fail("\(new.debugDescription) gives \(value), but \(old.debugDescription) gives \(oldValue)")
    }
  }

  /// Reads one reply; another one follows, which is none of the command's business.
  private func checkOne(_ reply: String) -> String? {
    guard let tree = try? RESPValue.parse(Array(reply.utf8)) else {
      fail("\(reply.debugDescription) is no reply")
      return nil
    }
    checkDistortions(of: tree)
    do {
      let reading = try read(Array(reply.utf8))
      if reading.length != reply.utf8.count {
        fail("of \(reply.debugDescription), \(reading.length) bytes were read")
      }
      checkCatalog(reply, tree, gives: reading.value)
      if let again = reading.again { checkRepresentation(again, of: reading.value) }
      return reading.value
    } catch {
      fail("\(reply.debugDescription) throws \(error)")
    }
    return nil
  }

  private func read(_ reply: [UInt8]) throws(RedisError) -> Reading {
    let bytes = reply + Array("+another reply\r\n".utf8)
    return try bytes.withUnsafeBufferPointer { bytes throws(RedisError) in
      var reader = RESPReader(UnsafeRawBufferPointer(bytes))
      let value = try decode(&reader)
      // What is said as yes and no could have been any two replies.
      let again = value is Bool ? nil : (value as? any RESPRepresentable)?.respValue
      return Reading(value: stableText(of: value), length: reader.position, again: again)
    }
  }

  /// Who finds the form in the catalog gets the same value, from the bytes and from a tree.
  private func checkCatalog(_ reply: String, _ tree: RESPValue, gives value: String) {
    do {
      let values = try [form.decode(Array(reply.utf8)), form.decode(tree)].map { stableText(of: $0) }
      if values != [value, value] { fail("\(reply.debugDescription) gives \(value), but by the catalog \(values)") }
    } catch {
      fail("\(reply.debugDescription) gives \(value), but by the catalog throws \(error)")
    }
  }

  /// The value is there again when it is read as the reply that it says it is.
  private func checkRepresentation(_ reply: RESPValue, of value: String) {
    var bytes: [UInt8] = []
    reply.write(into: &bytes)
    do {
      let again = try read(bytes)
      if again.value != value || again.length != bytes.count {
        fail("\(value) is said as \(reply), which gives \(again.value)")
      }
    } catch {
      fail("\(value) is said as \(reply), which throws \(error)")
    }
  }

  // MARK: What is wrong

  /// An error in the place of the reply is thrown.
  private func checkError() {
    do {
      let reading = try read(Array("-WRONGTYPE no\r\n".utf8))
      fail("an error is read as \(reading.value)")
    } catch {
      if error.code == .server, error.server?.kind == "WRONGTYPE", isNamed(error) { return }
      fail("an error is thrown as \(error)")
    }
  }

  /// A part of a wrong shape has to be refused with its place, or kept where a caller sees it.
  private func checkDistortions(of reply: RESPValue) {
    var places: [[RedisError.PathElement]: [Int]] = [:]
    for distortion in ReplyDistortion.all(of: reply) {
      var bytes: [UInt8] = []
      distortion.reply.write(into: &bytes)
      let text = String(decoding: bytes, as: UTF8.self).debugDescription
      do {
        let reading = try read(bytes)
        if reading.length != bytes.count { fail("of \(text), \(reading.length) bytes were read") }
        if distortion.kind == .misplaced && !ReplyDistortion.isVisible(in: reading.value) {
          fail("\(text) is misread as \(reading.value)")
        }
      } catch {
        if error.code != .unexpectedReply || !isNamed(error) { fail("\(text) throws \(error) (\(error.code))") }
        // By its first element a list of records is told from one of their fields, so that can be wrong with the whole.
        if error.path.isEmpty && distortion.place.contains(where: { $0 != 0 }) {
          fail("\(text) throws an error that does not say where: \(error)")
        }
        guard distortion.kind == .misplaced else { continue }
        let other = places.updateValue(distortion.place, forKey: error.path)
        if let other, !distortion.place.starts(with: other) {
          fail("\(text) throws the error of another place: \(error)")
        }
      }
    }
  }

  private func isNamed(_ error: RedisError) -> Bool { error.command == form.descriptor.name.description }

  private func fail(_ message: String) {
    Issue.record("\(form): \(message)", sourceLocation: sourceLocation)
  }
}
