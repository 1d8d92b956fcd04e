import Testing

@testable import RedisTransport

@Suite struct AddressRaceTests {
  @Test func oneAfterTheOtherWhileNothingHappens() {
    var race = AddressRace(addresses: 3)
    #expect(race.start() == .attempt(0))
    #expect(race.timePassed() == .attempt(1))
    #expect(race.timePassed() == .attempt(2))
    #expect(race.timePassed() == .wait)
  }

  @Test func aFailureBringsTheNextAtOnceAndTheLastOneEndsIt() {
    var race = AddressRace(addresses: 2)
    #expect(race.start() == .attempt(0))
    #expect(race.timePassed() == .attempt(1))
    #expect(race.attemptFailed() == .wait)
    #expect(race.attemptFailed() == .giveUp)
  }

  @Test func withoutAddressesThereIsNothingToTry() {
    var race = AddressRace(addresses: 0)
    #expect(race.start() == .giveUp)
  }

  @Test func familiesTakeTurnsInTheResolversOrder() {
    func order(_ addresses: [String]) -> [String] {
      AddressRace.interleave(addresses) { $0.contains(":") ? 6 : 4 }
    }
    #expect(order(["a:", "b:", "c:", "1", "2"]) == ["a:", "1", "b:", "2", "c:"])
    #expect(order(["1", "a:", "2"]) == ["1", "a:", "2"])
    #expect(order([]) == [])
  }
}
