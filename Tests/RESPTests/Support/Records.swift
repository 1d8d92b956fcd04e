import RESP

/// A record as the generator writes them.
struct Scored: RESPRecord, Hashable {
  var member: String
  var score: Double

  init(_ member: String, _ score: Double) {
    self.member = member
    self.score = score
  }

  static var fieldCount: Int { 2 }

  init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    guard count > 0 else { throw .missingField("member") }
    do throws(RedisError) { member = try reader.readString() } catch { throw error.at(.field("member")) }
    guard count > 1 else { throw .missingField("score") }
    do throws(RedisError) { score = try reader.readDouble() } catch { throw error.at(.field("score")) }
  }
}

/// One whose last field may be missing.
struct Slot: RESPRecord, Hashable {
  var start: Int
  var end: Int
  var note: String?

  init(_ start: Int, _ end: Int, _ note: String?) {
    self.start = start
    self.end = end
    self.note = note
  }

  static var fieldCount: Int { 3 }

  init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    guard count > 1 else { throw .missingField("end") }
    start = try reader.readInt()
    end = try reader.readInt()
    note = count > 2 ? try String?(from: &reader) : nil
  }
}

/// What a line says, if it is one word.
struct Word: RESPTextLine, Hashable {
  var text: String

  init(_ text: String) { self.text = text }

  init(line: Substring) throws(RedisError) {
    if line.contains(" ") { throw .unexpected("a word", got: "several") }
    text = String(line)
  }
}
