// Looks inside, which only a debug build lets tests do.
#if DEBUG
  @testable import RESP
  import Testing

  /// Bytes that were looked at are not looked at again, however a frame arrives.
  @Suite struct ScannerCostTests {
    @Test func remembersHowFarALineWasSearched() throws {
      let line = [UInt8](repeating: UInt8(ascii: "a"), count: 5000)
      let bytes = [Wire.error] + line
      var scanner = RESPScanner()
      for count in 1...bytes.count {
        #expect(try bytes.withUnsafeBytes { try scanner.scan(UnsafeRawBufferPointer(rebasing: $0[..<count])) } == nil)
        #expect(scanner.searched == count)
        #expect(scanner.minimumLength == count + 1)
      }
    }

    @Test func remembersElements() throws {
      let count = 2000
      let element = Array("$3\r\nabc\r\n".utf8)
      var bytes = Array("*\(count)\r\n".utf8)
      var scanner = RESPScanner()
      for _ in 0..<(count - 1) {
        bytes += element
        #expect(try bytes.withUnsafeBytes { try scanner.scan($0) } == nil)
        #expect(scanner.position == bytes.count)
      }
      bytes += element
      #expect(try bytes.withUnsafeBytes { try scanner.scan($0) } == bytes.count)
    }

    @Test func doesNotLookBeforeThereIsEnough() throws {
      var scanner = RESPScanner()
      var bytes = Array("$100000\r\n".utf8)
      #expect(try bytes.withUnsafeBytes { try scanner.scan($0) } == nil)
      #expect(scanner.needed == bytes.count + 100_002)
      bytes += [UInt8](repeating: 0, count: 100_000)
      #expect(try bytes.withUnsafeBytes { try scanner.scan($0) } == nil)
      bytes += [13, 10]
      #expect(try bytes.withUnsafeBytes { try scanner.scan($0) } == bytes.count)
    }

    /// Last elements take no room: a chain of them is as cheap as its depth.
    @Test func keepsNoParentThatIsDone() throws {
      var scanner = RESPScanner()
      let bytes = Array(String(repeating: "*1\r\n", count: 100).utf8)
      #expect(try bytes.withUnsafeBytes { try scanner.scan($0) } == nil)
      #expect(scanner.parents.isEmpty)
      #expect(scanner.level.depth == 100)
    }
  }
#endif
