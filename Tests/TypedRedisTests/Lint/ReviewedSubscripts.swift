/// Subscripts that somebody has looked at: how many a file of Sources has, and why none of them is out of bounds,
/// whatever a server, an option, a URL, the environment or a caller gives.
enum ReviewedSubscripts {
  struct Review {
    var count: Int
    var why: String

    init(_ count: Int, _ why: String) {
      self.count = count
      self.why = why
    }
  }

  static let files: [String: Review] = [
    "RESP/Decoding/Collections.swift": Review(1, "a dictionary's key"),
    "RESP/Reader/RESPReader+Collections.swift": Review(1, "a dictionary's key"),
    "RESP/Reader/RESPReader+Value.swift": Review(1, "behind a check for four bytes"),
    "RESP/Text/DecimalText.swift": Review(
      10, "the position is compared with the count before each; 28 powers for exponents of magnitude below 28"),
    "RESP/Text/DoubleText.swift": Review(1, "the whole text"),
    "RESP/Text/Header.swift": Review(3, "each behind a comparison with the count"),
    "RESP/Values/RESPValue+Views.swift": Review(3, "pairs of an even count; the index is looked for among the indices"),
    "RESP/Values/RESPValue+Write.swift": Review(2, "from the count before an append to the count after it"),
    "RESP/Values/RedisBytes.swift": Review(
      1, "a collection's own subscript: the index is one of its indices, as of any collection"),
    "RedisJSON/Replies/JSONNumber.swift": Review(1, "the whole text"),
    "RedisJSON/Replies/JSONNumbers.swift": Review(1, "the whole text"),
    "RedisSearch/Replies/AggregateRow.swift": Review(2, "a dictionary's keys"),
    "RedisSearch/Replies/AggregateRows.swift": Review(1, "a dictionary's key"),
    "RedisSearch/Replies/IndexAttribute.swift": Review(1, "a dictionary's key"),
    "RedisSearch/Replies/ProfileDetail.swift": Review(
      4, "pairs of an even count; a dictionary's key; the index is looked for among the indices"),
    "RedisSearch/Replies/SearchMatch.swift": Review(1, "a dictionary's key"),
    "RedisSearch/Replies/SearchPage.swift": Review(1, "a dictionary's key"),
    "RedisTimeSeries/Replies/SeriesLabels.swift": Review(1, "a dictionary's key"),
    "RedisTransport/Channel/Refusal.swift": Review(2, "a dictionary's keys"),
    "RedisTransport/Connection/Connection+Batch.swift": Review(1, "no frame is empty"),
    "RedisTransport/Connection/Connection+Input.swift": Review(
      7, "the scanner's frames are no longer than the input, and none is empty"),
    "RedisTransport/Connection/Connection.swift": Review(1, "behind a comparison with the count"),
    "RedisTransport/Connection/SubscriptionTracker.swift": Review(
      4, "dictionaries' keys; a range that was found in the same text"),
    "RedisTransport/Loop/EpollPoller.swift": Review(1, "the system gives no more events than there is room for"),
    "RedisTransport/Loop/EventLoop.swift": Review(
      4, "descriptors are not negative, and compared with the count or made room for"),
    "RedisTransport/Loop/PollPoller.swift": Review(3, "two elements that were just written; an index that was found"),
    "RedisTransport/Pool/ConnectionPool+Leaving.swift": Review(1, "a dictionary's key"),
    "RedisTransport/Pool/ConnectionPool+Access.swift": Review(1, "a dictionary's key"),
    "RedisTransport/Pool/ConnectionPool+Owner.swift": Review(8, "dictionaries' keys"),
    "RedisTransport/Pool/ConnectionPool.swift": Review(11, "dictionaries' keys"),
    "RedisTransport/Pool/PoolMachine.swift": Review(4, "a dictionary's keys"),
    "RedisTransport/Socket/AddressRace.swift": Review(2, "each behind a comparison with the count"),
    "RedisTransport/Socket/Dialer.swift": Review(
      2, "the race has as many numbers as there are addresses; a dictionary's key"),
    "RedisTransport/Socket/Lookups.swift": Review(1, "a dictionary's key"),
    "RedisTransport/Support/RingBuffer.swift": Review(2, "masked by the capacity, and only as many as are there"),
    "RedisTransport/Support/TimerHeap.swift": Review(
      2, "children are compared with the count, parents come before them"),
    "RedisTransport/TLS/Context/TLSContext+Trust.swift": Review(3, "behind a check for two parts"),
    "RedisTransport/TLS/Stream/TLSStream+Read.swift": Review(1, "no more is filled than there is room"),
    "RedisTransport/TLS/Stream/TLSStream+Write.swift": Review(1, "behind a comparison with the count"),
    "RedisTransport/TLS/Stream/TLSStream.swift": Review(
      1, "the start is not beyond the end, nor the end beyond the room: no more is read or sent than asked for"),
    "TypedRedis/Caching/CacheStore.swift": Review(5, "masked by the count, a power of two; a dictionary's keys"),
    "TypedRedis/Caching/CacheTable.swift": Review(
      10, "a dictionary's keys, and what it says: places that an append made; hand and broom go round below the count"),
    "TypedRedis/Callbacks/ResponseCallbacks.swift": Review(4, "dictionaries' keys"),
    "TypedRedis/Catalog/CommandCatalog.swift": Review(4, "the index asks for words below the count it was given"),
    "TypedRedis/Catalog/CommandForm+Decode.swift": Review(
      2, "the scanner's frames are no longer than what it was given, and their sum not than the reply"),
    "TypedRedis/Catalog/CommandIndex.swift": Review(2, "the first of what is not empty; a whole array"),
    "TypedRedis/Catalog/Grammar/GrammarCompiler.swift": Review(7, "places that were reserved by an append"),
    "TypedRedis/Catalog/Grammar/GrammarMatcher.swift": Review(
      3, "targets are instructions, of which the last is an end; the bits are as many as there are states"),
    "TypedRedis/Catalog/Grammar/GrammarParser.swift": Review(9, "the position is compared with the count before each"),
    "TypedRedis/Catalog/CommandLibrary.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Catalog/NameTable.swift": Review(
      7, "masked by the number of slots, a power of two; slots hold -1 or an entry's number"),
    "TypedRedis/Catalog/RegisteredLibraries.swift": Review(1, "the place at which it was found"),
    "TypedRedis/Catalog/ServerVerification.swift": Review(1, "behind a comparison with the count"),
    "TypedRedis/Chain/ChainOutcome.swift": Review(1, "behind a check of the indices"),
    "TypedRedis/Chain/ChainPreparation.swift": Review(2, "dictionaries' keys"),
    "TypedRedis/Chain/ChainRun.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Client/FurtherChannels.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Client/Options/OptionValue+Duration.swift": Review(
      4, "a split that keeps what is empty has a first part; a second behind a check for two"),
    "TypedRedis/Client/RedisCore.swift": Review(1, "a remainder of the count, which is at least one"),
    "TypedRedis/Client/URL/RedisURL.swift": Review(
      18, "indices found in the same text; a split that keeps what is empty has a first part; dictionary keys"),
    "TypedRedis/Cluster/Caching/ClusterCacheChannels.swift": Review(4, "dictionaries' keys"),
    "TypedRedis/Cluster/Core/ClusterBatch.swift": Review(
      8, "numbers of commands and parts that were counted here, and looked up before; ranges of its own bytes"),
    "TypedRedis/Cluster/Core/ClusterCore+Leases.swift": Review(4, "dictionaries' keys"),
    "TypedRedis/Cluster/Core/ClusterCore+Nodes.swift": Review(5, "dictionaries' keys"),
    "TypedRedis/Cluster/Core/ClusterGroup.swift": Review(1, "a range of the batch's own bytes"),
    "TypedRedis/Cluster/Core/ClusterMap.swift": Review(9, "behind a check for the number of slots, or of shards"),
    "TypedRedis/Cluster/Core/MapQuestion.swift": Review(1, "the whole list"),
    "TypedRedis/Cluster/Core/RedisCluster.swift": Review(3, "dictionaries' keys"),
    "TypedRedis/Cluster/Core/TargetRouter.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Cluster/Options/RedisClusterURL.swift": Review(2, "a dictionary's key"),
    "TypedRedis/Cluster/Replies/ReplyMerge.swift": Review(2, "a dictionary's key"),
    "TypedRedis/Cluster/Routing/RequestSplit.swift": Review(2, "a dictionary's key"),
    "TypedRedis/Cluster/Scan/ClusterCore+Scan.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Cluster/Scan/ClusterScan.swift": Review(2, "a dictionary's key"),
    "TypedRedis/Cluster/Scan/ClusterScanState.swift": Review(4, "dictionaries' keys"),
    "TypedRedis/Cluster/Scan/ClusterScanText.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Cluster/Scan/ScannedNode.swift": Review(5, "dictionaries' keys"),
    "TypedRedis/Cluster/Topology/ClusterView+Replies.swift": Review(3, "a dictionary's key"),
    "TypedRedis/Commands/BlockingArgument.swift": Review(
      2, "among the indices; the word after one that is not the last"),
    "TypedRedis/Commands/EncodedWords.swift": Review(2, "behind a check of the indices; where the reader has been"),
    "TypedRedis/Connect/HelloHandshake.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Execution/Execute.swift": Review(
      4, "a command with no words is refused before; the second behind a check for two"),
    "TypedRedis/Execution/RedisError+Command.swift": Review(2, "ranges that were found in the same text"),
    "TypedRedis/PubSub/ClientSubscriptions.swift": Review(1, "a dictionary's key"),
    "TypedRedis/PubSub/KeyspaceNotifications.swift": Review(1, "a dictionary's key"),
    "TypedRedis/PubSub/SubscriptionCall+Commands.swift": Review(1, "a dictionary's key"),
    "TypedRedis/PubSub/SubscriptionHub.swift": Review(15, "dictionaries' keys"),
    "TypedRedis/PubSub/SubscriptionMachine+Calls.swift": Review(10, "dictionaries' keys; the whole list"),
    "TypedRedis/PubSub/SubscriptionMachine+Outcomes.swift": Review(45, "dictionaries' keys"),
    "TypedRedis/PubSub/SubscriptionMachine+Places.swift": Review(16, "dictionaries' keys"),
    "TypedRedis/PubSub/SubscriptionMachine.swift": Review(5, "dictionaries' keys"),
    "TypedRedis/PubSub/TopicTable.swift": Review(5, "a dictionary's key"),
    "TypedRedis/Scripts/SHA1.swift": Review(
      4, "indices from 16 on, less 16 at the most, of a block of 16 words that grows by one each time"),
    "TypedRedis/Scripts/ScriptLoads.swift": Review(5, "dictionaries' keys"),
    "TypedRedis/Support/OneValue.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Monitor/MonitorEntry+Parse.swift": Review(1, "a whole array"),
    "TypedRedis/Replies/ClusterEpochBump.swift": Review(4, "behind a check for two words"),
    "TypedRedis/Replies/Text/Cluster/ClusterNodeInfo+Address.swift": Review(
      6, "checks for two parts; indices found in the same text; a dictionary's key"),
    "TypedRedis/Replies/Text/Cluster/ClusterNodeInfo.swift": Review(
      16, "behind checks for eight words and for three parts; dictionaries' keys"),
    "TypedRedis/Replies/Text/Fields/TextField.swift": Review(
      2, "up to and after an index that was found in the same text"),
    "TypedRedis/Replies/Text/Fields/TextFields+Values.swift": Review(
      7, "by name, which gives an optional; a whole text"),
    "TypedRedis/Replies/Text/Fields/TextFields.swift": Review(
      2, "the last index; a collection's own subscript, as of any collection"),
    "TypedRedis/Replies/Text/Sentinel/SentinelQuorum.swift": Review(1, "behind a check for two words"),
    "TypedRedis/Replies/Text/Server/ACLRules.swift": Review(
      3, "behind a check for two words; the last of the rules, of which a selector has begun one"),
    "TypedRedis/Replies/Text/Server/ReplicationStart.swift": Review(3, "each behind a check for as many words"),
    "TypedRedis/Replies/Text/Server/ServerInfo+Commands.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Replies/Text/Server/ServerInfo+Keyspace.swift": Review(
      8, "behind a check for four words; dictionaries' keys; a whole text"),
    "TypedRedis/Replies/Text/Server/ServerInfo+Modules.swift": Review(
      2, "by name, which gives an optional; a whole text"),
    "TypedRedis/Replies/Text/Server/ServerInfo.swift": Review(
      3, "by name, which gives an optional; the last section, which is made before if there is none"),
    "TypedRedis/Sentinel/Agent/SentinelAgent+Members.swift": Review(3, "dictionaries' keys"),
    "TypedRedis/Sentinel/Agent/SentinelAgent.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Sentinel/Decisions/ReplicaPoll.swift": Review(5, "dictionaries' keys"),
    "TypedRedis/Sentinel/Decisions/SentinelMembers.swift": Review(
      3, "dictionaries' keys; an index found in the same array"),
    "TypedRedis/Sentinel/Decisions/SentinelView.swift": Review(8, "dictionaries' keys"),
    "TypedRedis/Sentinel/Options/SentinelURL.swift": Review(
      11, "indices found in the same text; dictionaries' keys"),
    "TypedRedis/Support/Broadcaster.swift": Review(1, "a dictionary's key"),
    "TypedRedis/Streams/ConsumerFeeder.swift": Review(
      3, "the machine's numbers of streams are below the count of them, as are the held entries'"),
    "TypedRedis/Streams/DeadLetter.swift": Review(1, "a whole array"),
    "TypedRedis/Streams/HeldEntries.swift": Review(7, "a dictionary's key"),
    "TypedRedis/Streams/LetGoEntries.swift": Review(5, "a dictionary's key"),
    "TypedRedis/Streams/OwnedEntries.swift": Review(1, "a whole array"),
  ]
}
