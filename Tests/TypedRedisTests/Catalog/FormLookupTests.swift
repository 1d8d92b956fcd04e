import CommandTestSupport
import Testing

@testable import TypedRedis

/// Which form of a command a request has, in all the ways in which servers accept it.
@Suite struct FormLookupTests {
  /// Requests by the form they have; their words are separated by spaces, and `''` is an empty one.
  private func expect(
    _ form: any RedisCommand.Type, _ requests: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for request in requests {
      let words = request.split(separator: " ").map { $0 == "''" ? "" : String($0) }
      expectLookup(words, form, sourceLocation: sourceLocation)
    }
  }

  // MARK: Strings

  @Test func set() {
    expect(
      Commands.SET.self, "SET k v", "set k v ex 10", "SET k v KEEPTTL", "SET k v PXAT 5", "SET GET NX", "SET k GET",
      "SET k v EX GET")
    expect(
      Commands.SET.If.self, "SET k v NX", "SET k v xx", "SET k v EX 10 NX", "SET k v NX PX 10", "SET k v IFEQ old",
      "SET k v IFEQ GET", "SET k v ex 10 ifne get", "SET NX XX NX", "SET k v IFDEQ d KEEPTTL")
    expect(
      Commands.SET.ReturningOld.self, "SET k v GET", "SET k v NX GET", "SET k v GET XX", "SET k v get ex 10 nx",
      "SET k v EX 10 GET", "SET GET GET GET", "SET k v IFEQ GET GET", "SET k v GET GET", "SET k v GET KEEPTTL XX")
  }

  @Test func lcs() {
    expect(Commands.LCS.self, "LCS a b", "LCS LEN IDX", "LCS a b WITHMATCHLEN", "LCS a b MINMATCHLEN 4")
    expect(Commands.LCS.Length.self, "LCS a b LEN", "lcs a b len", "LCS LEN LEN LEN", "LCS a b LEN WITHMATCHLEN", "LCS a b MINMATCHLEN 0 LEN")
    expect(Commands.LCS.Matches.self, "LCS a b IDX", "LCS a b MINMATCHLEN 4 IDX", "LCS a b IDX MINMATCHLEN 4")
    expect(
      Commands.LCS.MatchesWithLengths.self, "LCS a b IDX WITHMATCHLEN", "LCS a b WITHMATCHLEN IDX",
      "LCS a b withmatchlen MINMATCHLEN 4 idx")
  }

  @Test func increx() {
    expect(Commands.INCREX.self, "INCREX k", "INCREX k BYINT 5", "INCREX k EX 10 SATURATE", "INCREX BYFLOAT")
    expect(Commands.INCREX.ByFloat.self, "INCREX k BYFLOAT 1.5", "INCREX k ENX EX 5 byfloat 1", "INCREX k LBOUND 0 BYFLOAT 2 UBOUND 5")
  }

  @Test func bitfield() {
    expect(
      Commands.BITFIELD.self, "BITFIELD k", "BITFIELD k GET u8 0", "BITFIELD k SET u8 FAIL 5 OVERFLOW SAT INCRBY u8 0 1",
      "BITFIELD FAIL GET OVERFLOW FAIL")
    expect(
      Commands.BITFIELD.FailingOnOverflow.self, "BITFIELD k OVERFLOW FAIL INCRBY u8 0 1", "bitfield k get u8 0 overflow fail set u8 0 1",
      "BITFIELD k OVERFLOW SAT INCRBY u8 0 1 OVERFLOW WRAP OVERFLOW FAIL SET u8 0 9", "BITFIELD k OVERFLOW FAIL GET u8 0",
      "BITFIELD k OVERFLOW SAT GET u8 0 OVERFLOW FAIL INCRBY u8 0 1", "BITFIELD k OVERFLOW FAIL GET u8 0 INCRBY u8 0 1",
      "BITFIELD k NOSUCH GET u8 0 OVERFLOW FAIL INCRBY u8 0 1", "BITFIELD k GET u8 0 NOSUCH OVERFLOW FAIL INCRBY u8 0 1")
  }

  // MARK: Lists and sets

  @Test func poppedCounts() {
    expect(Commands.LPOP.self, "LPOP k", "lpop count")
    expect(Commands.LPOP.Count.self, "LPOP k 2", "LPOP k 0", "LPOP 1 1")
    expect(Commands.RPOP.self, "RPOP k")
    expect(Commands.RPOP.Count.self, "RPOP k 2", "rpop k 100")
    expect(Commands.SPOP.self, "SPOP k")
    expect(Commands.SPOP.Count.self, "SPOP k 0")
    expect(Commands.ZPOPMIN.self, "ZPOPMIN k")
    expect(Commands.ZPOPMIN.Count.self, "ZPOPMIN k 1")
    expect(Commands.ZPOPMAX.self, "ZPOPMAX k")
    expect(Commands.ZPOPMAX.Count.self, "ZPOPMAX k 0")
  }

  @Test func lpos() {
    expect(Commands.LPOS.self, "LPOS k e", "LPOS k COUNT", "LPOS k e RANK -1", "LPOS k e MAXLEN 0 RANK 2", "LPOS COUNT COUNT MAXLEN 5")
    expect(Commands.LPOS.Count.self, "LPOS k e COUNT 0", "LPOS k e RANK 1 COUNT 2", "LPOS k e count 2 rank -1 maxlen 5", "LPOS k COUNT COUNT 1")
  }

  @Test func randomElements() {
    expect(Commands.SRANDMEMBER.self, "SRANDMEMBER k")
    expect(Commands.SRANDMEMBER.Count.self, "SRANDMEMBER k -5", "srandmember k 0")
    expect(Commands.HRANDFIELD.self, "HRANDFIELD k", "HRANDFIELD WITHVALUES")
    expect(Commands.HRANDFIELD.Count.self, "HRANDFIELD k 2", "hrandfield k -2")
    expect(Commands.HRANDFIELD.WithValues.self, "HRANDFIELD k 2 WITHVALUES", "HRANDFIELD k -2 withvalues")
    expect(Commands.ZRANDMEMBER.self, "ZRANDMEMBER k")
    expect(Commands.ZRANDMEMBER.Count.self, "ZRANDMEMBER k -2")
    expect(Commands.ZRANDMEMBER.WithScores.self, "ZRANDMEMBER k 2 WITHSCORES", "ZRANDMEMBER k 0 withScores")
    expect(Commands.VRANDMEMBER.self, "VRANDMEMBER k")
    expect(Commands.VRANDMEMBER.Count.self, "VRANDMEMBER k 3")
  }

  @Test func scans() {
    expect(Commands.HSCAN.self, "HSCAN k 0", "HSCAN k 0 MATCH NOVALUES", "HSCAN k 0 COUNT 5 MATCH *")
    expect(Commands.HSCAN.NoValues.self, "HSCAN k 0 NOVALUES", "HSCAN k 0 novalues MATCH * COUNT 5", "HSCAN k 0 COUNT 5 NOVALUES")
  }

  // MARK: Sorted sets

  @Test func zadd() {
    expect(Commands.ZADD.self, "ZADD k 1 a", "ZADD k 1 INCR", "ZADD k NX CH 1 a 2 b", "ZADD k xx gt ch 1 INCR", "ZADD INCR 1 a", "ZADD k 1 INCR 2 NX")
    expect(Commands.ZADD.Increment.self, "ZADD k INCR 1 a", "ZADD k incr xx 1 a", "ZADD k NX INCR 1 INCR", "ZADD k CH INCR 1 a", "ZADD k INCR CH XX LT 1 a")
  }

  @Test func ranges() {
    expect(Commands.ZRANGE.self, "ZRANGE k 0 -1", "ZRANGE WITHSCORES 0 -1", "ZRANGE k (1 5 BYSCORE LIMIT 0 1", "ZRANGE k [a + BYLEX REV")
    expect(
      Commands.ZRANGE.WithScores.self, "ZRANGE k 0 -1 WITHSCORES", "ZRANGE k 0 -1 withscores rev",
      "ZRANGE k 1 5 BYSCORE LIMIT 0 1 WITHSCORES", "ZRANGE k 1 5 WITHSCORES BYSCORE", "ZRANGE k 1 5 WITHSCORES WITHSCORES",
      "ZRANGE k 1 5 LIMIT 0 -1 REV WITHSCORES BYSCORE")
    expect(Commands.ZREVRANGE.self, "ZREVRANGE k 0 -1", "ZREVRANGE k WITHSCORES WITHSCORES")
    expect(Commands.ZREVRANGE.WithScores.self, "ZREVRANGE k 0 -1 WithScores")
    expect(Commands.ZRANGEBYSCORE.self, "ZRANGEBYSCORE k -inf +inf", "ZRANGEBYSCORE k 1 2 LIMIT 0 1")
    expect(Commands.ZRANGEBYSCORE.WithScores.self, "ZRANGEBYSCORE k 1 2 LIMIT 0 1 WITHSCORES", "ZRANGEBYSCORE k 1 2 withscores LIMIT 0 1")
    expect(Commands.ZREVRANGEBYSCORE.WithScores.self, "ZREVRANGEBYSCORE k 2 1 LIMIT 0 1 WITHSCORES")
    expect(Commands.ZRANK.self, "ZRANK k m", "ZRANK k WITHSCORE")
    expect(Commands.ZRANK.WithScore.self, "ZRANK k m WITHSCORE", "ZRANK k WITHSCORE withscore")
    expect(Commands.ZREVRANK.WithScore.self, "ZREVRANK k m withscore")
  }

  @Test func setOperations() {
    expect(Commands.ZUNION.self, "ZUNION 1 k", "ZUNION 2 WITHSCORES AGGREGATE", "ZUNION 2 a b WEIGHTS 1 2 AGGREGATE MAX", "zunion 1 WITHSCORES")
    expect(
      Commands.ZUNION.WithScores.self, "ZUNION 1 k WITHSCORES", "ZUNION 1 WITHSCORES WITHSCORES", "ZUNION 2 a b WEIGHTS 1 2 WITHSCORES",
      "ZUNION 2 a b withscores WEIGHTS 1 2", "ZUNION 2 a b AGGREGATE min WITHSCORES WEIGHTS 1 2", "ZUNION 1 a WEIGHTS 1 WITHSCORES AGGREGATE SUM")
    expect(Commands.ZINTER.self, "ZINTER 2 a b", "ZINTER 2 a b AGGREGATE SUM")
    expect(Commands.ZINTER.WithScores.self, "ZINTER 2 a b AGGREGATE SUM withscores")
    expect(Commands.ZDIFF.self, "ZDIFF 2 a WITHSCORES", "ZDIFF 1 a")
    expect(Commands.ZDIFF.WithScores.self, "ZDIFF 2 a b WITHSCORES", "ZDIFF 1 1 withscores")
  }

  @Test func sort() {
    expect(Commands.SORT.self, "SORT k", "SORT k BY GET", "SORT k LIMIT 0 5 ALPHA DESC", "SORT GET", "SORT k BY STORE", "SORT k desc alpha by nosort")
    expect(
      Commands.SORT.Getting.self, "SORT k GET #", "SORT k BY GET GET x", "SORT k GET a GET b", "SORT k GET STORE", "SORT k GET GET ALPHA get #",
      "SORT STORE GET x LIMIT 0 1")
    expect(
      Commands.SORT.Storing.self, "SORT k STORE d", "SORT k STORE GET", "SORT k GET # STORE d", "SORT k store d get #", "SORT k BY w STORE d DESC",
      "SORT k GET STORE STORE GET", "SORT k ALPHA STORE ALPHA")
    expect(Commands.SORT_RO.self, "SORT_RO k BY GET ASC")
    expect(Commands.SORT_RO.Getting.self, "SORT_RO k get # get x")
  }

  // MARK: Geo

  @Test func geosearch() {
    expect(
      Commands.GEOSEARCH.self, "GEOSEARCH k FROMMEMBER m BYRADIUS 5 km", "GEOSEARCH k BYBOX 5 5 KM FROMLONLAT 1 2 ASC COUNT 5 ANY",
      "GEOSEARCH k FROMMEMBER WITHDIST BYRADIUS 5 m", "GEOSEARCH WITHDIST FROMMEMBER WITHCOORD BYBOX 1 1 ft ASC",
      "GEOSEARCH k ASC FROMLONLAT 1 2 BYRADIUS 5 km", "GEOSEARCH k FROMMEMBER m BYRADIUS 5 km ANY COUNT 5")
    expect(
      Commands.GEOSEARCH.WithDetails.self, "GEOSEARCH k FROMMEMBER m BYRADIUS 5 km WITHDIST",
      "GEOSEARCH k withcoord FROMMEMBER m withhash BYRADIUS 5 km withdist", "GEOSEARCH k BYRADIUS 5 km FROMMEMBER m COUNT 5 ASC ANY WITHDIST",
      "GEOSEARCH k ANY FROMMEMBER m COUNT 5 BYBOX 1 1 mi WITHHASH", "GEOSEARCH k FROMMEMBER FROMMEMBER BYRADIUS 5 km WITHDIST")
    expect(Commands.GEOSEARCH.InPolygon.self, "GEOSEARCH k BYPOLYGON 3 1 1 2 2 3 3", "GEOSEARCH k DESC BYPOLYGON 3 1 1 2 2 3 3 COUNT 1")
    expect(Commands.GEOSEARCH.InPolygonWithDetails.self, "GEOSEARCH k BYPOLYGON 3 1 1 2 2 3 3 WITHDIST", "GEOSEARCH k WITHCOORD BYPOLYGON 3 1 1 2 2 3 3")
    expect(Commands.GEOSEARCHSTORE.self, "GEOSEARCHSTORE d k BYRADIUS 5 km FROMMEMBER m STOREDIST")
    expect(Commands.GEOSEARCHSTORE.InPolygon.self, "GEOSEARCHSTORE d k STOREDIST BYPOLYGON 3 1 1 2 2 3 3")
  }

  @Test func georadius() {
    expect(Commands.GEORADIUS.self, "GEORADIUS k 1 2 5 km", "GEORADIUS k 1 2 5 KM COUNT 5 ANY DESC")
    expect(Commands.GEORADIUS.WithDetails.self, "GEORADIUS k 1 2 5 km WITHDIST", "GEORADIUS k 1 2 5 m ASC withhash COUNT 1 WITHCOORD", "GEORADIUS k 1 2 5 m COUNT 1 WITHDIST ANY")
    expect(Commands.GEORADIUS.Store.self, "GEORADIUS k 1 2 5 km STORE d", "GEORADIUS k 1 2 5 km storedist WITHDIST", "GEORADIUS k 1 2 5 km STORE WITHDIST ASC")
    expect(Commands.GEORADIUSBYMEMBER.self, "GEORADIUSBYMEMBER k WITHDIST 5 km")
    expect(Commands.GEORADIUSBYMEMBER.WithDetails.self, "GEORADIUSBYMEMBER k m 5 km withdist asc")
    // A server does not look at the unit if it has no such key.
    expect(
      Commands.GEORADIUSBYMEMBER.Store.self, "GEORADIUSBYMEMBER k m 5 km COUNT 1 STOREDIST d",
      "GEORADIUSBYMEMBER k m km WITHHASH STOREDIST d")
    expect(Commands.GEORADIUS_RO.WithDetails.self, "GEORADIUS_RO k 1 2 5 km WITHHASH")
    expect(Commands.GEORADIUSBYMEMBER_RO.WithDetails.self, "GEORADIUSBYMEMBER_RO k m 5 km WITHCOORD")
  }

  // MARK: Streams

  @Test func streams() {
    expect(Commands.XADD.self, "XADD s * f v", "XADD NOMKSTREAM * f v", "XADD s * NOMKSTREAM v", "XADD s MAXLEN ~ 10 LIMIT 5 1-1 f NOMKSTREAM", "XADD s MINID 5 * a b c d")
    expect(
      Commands.XADD.IfStreamExists.self, "XADD s NOMKSTREAM * f v", "XADD s MAXLEN 10 nomkstream 1-1 f v", "XADD s NOMKSTREAM MAXLEN = 10 * f v",
      "XADD s LIMIT 5 MAXLEN ~ 10 NOMKSTREAM * f v", "XADD s KEEPREF NOMKSTREAM * f v")
    expect(Commands.XCLAIM.self, "XCLAIM s g c 0 1-1", "XCLAIM s g c 0 1-1 2-1 IDLE 5", "XCLAIM s g JUSTID 0 1-1 FORCE RETRYCOUNT 3", "XCLAIM JUSTID g c 0 1 LASTID 5-5")
    expect(Commands.XCLAIM.JustIds.self, "XCLAIM s g c 0 1-1 JUSTID", "XCLAIM s g c 0 1-1 2-1 3-1 justid IDLE 5", "XCLAIM s g c 0 1 TIME 5 FORCE JUSTID LASTID 5-5")
    expect(Commands.XAUTOCLAIM.self, "XAUTOCLAIM s g c 0 0", "XAUTOCLAIM s g JUSTID 0 - COUNT 5")
    expect(Commands.XAUTOCLAIM.JustIds.self, "XAUTOCLAIM s g c 0 0 JUSTID", "XAUTOCLAIM s g c 0 0 justid COUNT 5", "XAUTOCLAIM s g c 0 0 COUNT 5 JUSTID")
    expect(Commands.XINFO.STREAM.self, "XINFO STREAM s", "xinfo stream FULL")
    expect(Commands.XINFO.STREAM.Full.self, "XINFO STREAM s FULL", "XINFO stream FULL full count 5")
    expect(Commands.XPENDING.self, "XPENDING s g", "XPENDING IDLE 5")
    expect(Commands.XPENDING.Entries.self, "XPENDING s g - + 10", "XPENDING s g IDLE 5 - + 10", "XPENDING s g - + 10 c", "XPENDING s g idle 0 1-1 1-1 1 IDLE", "XPENDING s g IDLE IDLE 5 6")
    expect(
      Commands.XREADGROUP.self, "XREADGROUP GROUP g c STREAMS s >", "XREADGROUP GROUP g CLAIM COUNT 1 STREAMS CLAIM >",
      "XREADGROUP BLOCK 0 NOACK GROUP CLAIM c STREAMS CLAIM s 5 >", "XREADGROUP GROUP g c STREAMS s CLAIM t > > >")
    expect(Commands.XREADGROUP.Claiming.self, "XREADGROUP GROUP g c CLAIM 5 STREAMS s >", "XREADGROUP claim 0 GROUP g c NOACK STREAMS a b > >")
  }

  // MARK: Vector sets and arrays

  @Test func vectors() {
    expect(Commands.VEMB.self, "VEMB k e", "VEMB k RAW")
    expect(Commands.VEMB.Raw.self, "VEMB k e raw", "VEMB RAW RAW RAW")
    expect(Commands.VLINKS.self, "VLINKS k e", "VLINKS k WITHSCORES")
    expect(Commands.VLINKS.WithScores.self, "VLINKS k e WITHSCORES")
    expect(Commands.VSIM.self, "VSIM k ELE WITHSCORES", "VSIM k VALUES 2 1.5 2.5 COUNT 5", "VSIM k ELE e FILTER WITHSCORES", "VSIM k FP32 WITHATTRIBS TRUTH")
    expect(Commands.VSIM.WithScores.self, "VSIM k ELE e WITHSCORES", "VSIM k VALUES 2 1 2 withscores COUNT 5", "VSIM k ELE e FILTER WITHATTRIBS WITHSCORES")
    expect(Commands.VSIM.WithAttributes.self, "VSIM k ELE e EF 5 WITHATTRIBS")
    expect(Commands.VSIM.WithScoresAndAttributes.self, "VSIM k ELE e WITHSCORES WITHATTRIBS", "VSIM k FP32 x withattribs COUNT 5 withscores")
  }

  @Test func arrays() {
    expect(Commands.ARINFO.self, "ARINFO k", "ARINFO FULL")
    expect(Commands.ARINFO.Full.self, "ARINFO k full")
    expect(Commands.ARGREP.self, "ARGREP k 0 5 MATCH WITHVALUES", "ARGREP k 0 5 EXACT a GLOB * OR LIMIT 5 NOCASE")
    expect(Commands.ARGREP.WithValues.self, "ARGREP k 0 5 MATCH a WITHVALUES", "ARGREP k 0 5 RE a NOCASE withvalues LIMIT 5 GLOB b AND")
    expect(Commands.AROP.self, "AROP k 0 5 SUM", "AROP k MATCH USED max")
    expect(Commands.AROP.Bitwise.self, "AROP k 0 5 XOR")
    expect(Commands.AROP.Counting.self, "AROP k 0 5 MATCH SUM", "AROP k 0 5 used")
  }

  // MARK: Servers and connections

  @Test func client() {
    expect(
      Commands.CLIENT.KILL.self, "CLIENT KILL ID 5", "client kill addr 1.2.3.4:5 SKIPME yes", "CLIENT KILL TYPE normal", "CLIENT KILL SKIPME no USER u",
      "CLIENT KILL ID 5 6 7", "CLIENT KILL NOT-ID 5 6 MAXAGE 5", "CLIENT KILL LADDR ID ID 5")
    expect(Commands.CLIENT.KILL.Address.self, "CLIENT KILL 1.2.3.4:5", "CLIENT KILL ID", "client kill [::1]:5")
    expect(Commands.CLIENT.REPLY.self, "CLIENT REPLY ON")
    expect(Commands.CLIENT.REPLY.Off.self, "client reply off")
    expect(Commands.CLIENT.REPLY.Skip.self, "CLIENT REPLY skip")
    expect(Commands.HELLO.self, "HELLO 3", "HELLO 2 AUTH u p", "hello 3 setname n auth u p")
    expect(Commands.HELLO.Current.self, "HELLO")
    expect(Commands.PING.self, "PING", "ping")
    expect(Commands.PING.Message.self, "PING PING", "ping ''")
  }

  @Test func server() {
    expect(Commands.ACL.LOG.self, "ACL LOG", "ACL LOG 5")
    expect(Commands.ACL.LOG.Reset.self, "ACL LOG RESET", "acl log reset")
    expect(Commands.BGSAVE.self, "BGSAVE", "BGSAVE SCHEDULE")
    expect(Commands.BGSAVE.Cancel.self, "bgsave cancel")
    expect(Commands.COMMAND.INFO.self, "COMMAND INFO get", "COMMAND INFO INFO LIST", "command info ''")
    expect(Commands.COMMAND.INFO.All.self, "COMMAND INFO")
    expect(Commands.COMMANDLOG.GET.self, "COMMANDLOG GET 5 SLOW", "commandlog get slow slow")
    expect(Commands.COMMANDLOG.GET.Large.self, "COMMANDLOG GET 5 large-request", "COMMANDLOG GET -1 LARGE-REPLY")
    expect(Commands.FUNCTION.LIST.self, "FUNCTION LIST", "FUNCTION LIST LIBRARYNAME WITHCODE")
    expect(Commands.FUNCTION.LIST.WithCode.self, "FUNCTION LIST WITHCODE", "function list withcode libraryname *", "FUNCTION LIST LIBRARYNAME WITHCODE WITHCODE")
    expect(Commands.MIGRATE.self, "MIGRATE h 1 k 0 5", "MIGRATE h 1 KEYS 0 5 COPY REPLACE", "MIGRATE h 1 k 0 5 AUTH KEYS")
    expect(Commands.MIGRATE.Keys.self, "MIGRATE h 1 '' 0 5 KEYS a b", "MIGRATE h 1 '' 0 5 REPLACE AUTH2 u p KEYS COPY")
    expect(Commands.PFDEBUG.self, "PFDEBUG GETREG k")
    expect(Commands.PFDEBUG.Encoding.self, "pfdebug encoding GETREG")
    expect(Commands.REPLICAOF.self, "REPLICAOF h 5", "REPLICAOF NO 1")
    expect(Commands.REPLICAOF.NoOne.self, "REPLICAOF NO ONE", "replicaof no one")
    expect(Commands.SLAVEOF.NoOne.self, "slaveof No oNE")
    expect(Commands.SHUTDOWN.self, "SHUTDOWN", "SHUTDOWN NOSAVE NOW FORCE")
    expect(Commands.SHUTDOWN.Abort.self, "SHUTDOWN ABORT", "shutdown abort")
  }

  @Test func clusterAndSentinel() {
    expect(Commands.CLUSTER.REPLICATE.self, "CLUSTER REPLICATE abc", "CLUSTER REPLICATE NO")
    expect(Commands.CLUSTER.REPLICATE.NoOne.self, "CLUSTER REPLICATE NO ONE")
    expect(Commands.CLUSTER.MIGRATION.self, "CLUSTER MIGRATION IMPORT 1 2", "CLUSTER MIGRATION import 1 2 5 6")
    expect(Commands.CLUSTER.MIGRATION.Cancel.self, "CLUSTER MIGRATION CANCEL ALL", "CLUSTER MIGRATION CANCEL ID ALL")
    expect(Commands.CLUSTER.MIGRATION.Status.self, "CLUSTER MIGRATION STATUS ID 5", "cluster migration status all")
    expect(Commands.SENTINEL.CONFIG.self, "SENTINEL CONFIG SET GET x", "SENTINEL CONFIG SET a b c d")
    expect(Commands.SENTINEL.CONFIG.Get.self, "SENTINEL CONFIG GET SET", "sentinel config get *")
    expect(Commands.SENTINEL.DEBUG.self, "SENTINEL DEBUG")
    expect(Commands.SENTINEL.DEBUG.Set.self, "SENTINEL DEBUG info-period 5")
    expect(Commands.SENTINEL.SIMULATE_FAILURE.self, "SENTINEL SIMULATE-FAILURE crash-after-election")
    expect(Commands.SENTINEL.SIMULATE_FAILURE.Help.self, "SENTINEL SIMULATE-FAILURE help")
  }

  // MARK: What servers refuse

  /// There is always a form, and it is the one that comes closest.
  @Test func whatIsNotCompleteHasAFormToo() {
    expect(Commands.SET.self, "SET", "SET k", "SET k v EX")
    expect(Commands.SET.ReturningOld.self, "SET k v GET EX", "SET k v NOSUCH GET", "SET k v GET NOSUCH 1 2 3")
    expect(Commands.ZADD.Increment.self, "ZADD k INCR")
    expect(Commands.ZUNION.self, "ZUNION 5 a b", "ZUNION x a", "ZUNION -1 a", "ZUNION 99999999999999999999 a")
    expect(Commands.SHUTDOWN.Abort.self, "SHUTDOWN ABORT NOW")
    expect(Commands.LPOP.Count.self, "LPOP k 1 2")
  }
}
