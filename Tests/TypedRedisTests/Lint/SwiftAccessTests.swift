import Testing

@Suite struct SwiftAccessTests {
  private func access(_ source: String) -> SwiftAccess { SwiftAccess(SwiftText(source).code) }

  @Test func subscriptsAreFound() {
    let source = """
      let a = list[0], b = f(x)[i + rest[1]]
      c?[2].d = e![..<n]; $0[3] = t.1[4]
      """
    #expect(
      access(source).subscripts.map(\.text) == [
        "list[0]", "[i + rest[1]]", "rest[1]", "c?[2]", "e![..<n]", "$0[3]", "t.1[4]",
      ])
    #expect(access(source).subscripts.map(\.line) == [1, 1, 1, 2, 2, 2, 2])
  }

  @Test func whatIsNoIndexIsNone() {
    let source = """
      let a: [Int] = [1], b = f([2], [:]), c = { [self] in [3] }, d = Set<[UInt8]>()
      // e[0]
      "f[0]"; g["h"]; i[j, default: []]; k[keyPath: l]; m == [n]
      """
    #expect(access(source).subscripts == [])
    #expect(access(#""\(o[0])""#).subscripts.map(\.text) == ["o[0]"])
  }

  @Test func forceIsFound() {
    let source = """
      x!; y!.z; f()!; a[i]!
      var b: Int!; try! c(); d as! E; var g: Set<Int>!; h!.i![0]
      """
    #expect(
      access(source).forced.map(\.text) == [
        "x!", "y!", "!", "!", "Int!", "try!", "as!", "!", "h!", "h!.i!",
      ])
  }

  @Test func whatForcesNothingIsNot() {
    let source = """
      if !a, b != c, !(d), [!e] == f, g(!h) { }
      #if !os(Linux)
      "x!" // y!
      """
    #expect(access(source).forced == [])
  }
}
