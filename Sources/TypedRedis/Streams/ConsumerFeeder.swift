import RedisTransport

/// Does what a ``ConsumerMachine`` says, and puts the entries into the consumer's mailbox.
struct ConsumerFeeder {
  let work: ConsumerWork
  private var machine: ConsumerMachine
  private var generator = SystemRandomNumberGenerator()
  private let minIdleTime: Int

  init(_ work: ConsumerWork) {
    self.work = work
    let options = work.options
    var settings = ConsumerMachine.Settings()
    settings.streams = work.streams.count
    settings.minIdleTime = options.minIdleTime?.saturatedNanoseconds
    settings.blockTime = options.blockTime.saturatedNanoseconds
    settings.createsGroup = options.createsGroup
    settings.recreatesGroup = options.recreatesGroup
    machine = ConsumerMachine(settings, now: .now)
    minIdleTime = Int(clamping: (settings.minIdleTime ?? 0) / 1_000_000)
  }

  /// Makes the groups, if that is wanted: what is added afterwards is delivered.
  mutating func prepare() async throws(RedisError) {
    while !machine.isPrepared {
      if Task.isCancelled { throw RedisError.taskCancelled }
      await step()
    }
    if case .end(let error) = machine.next(now: .now, room: 0) { throw error }
  }

  /// Goes on until the task is cancelled or the mailbox has an error.
  mutating func run() async {
    while !Task.isCancelled { if await !step() { return } }
  }

  /// False at the end.
  @discardableResult
  private mutating func step() async -> Bool {
    let step = machine.next(now: .now, room: work.mailbox.room(besides: work.prefetch))
    do throws(RedisError) {
      switch step {
      case .createGroup(let stream, let isLost):
        try await createGroup(stream, at: isLost ? .beginning : work.options.start)
        machine.groupIsThere()
      case .takeOver(let listing, let count):
        let last = try await takeOver(listing, count)
        machine.tookOver(upTo: last, now: .now)
      case .read(let count, let milliseconds):
        try await read(count, milliseconds)
        machine.hasRead()
      case .waitForDemand: await work.mailbox.waitForDemand(besides: work.prefetch)
      case .pause(let nanoseconds): try? await Task.sleep(nanoseconds: nanoseconds)
      case .end(let error):
        work.mailbox.finish(.failure(error))
        return false
      }
    } catch {
      if Task.isCancelled { return true }
      if machine.failed(error, now: .now, using: &generator) { work.observe(.interrupted(error)) }
    }
    return true
  }

  private func createGroup(_ stream: Int, at start: StreamStart) async throws(RedisError) {
    let key = work.streams[stream]
    do throws(RedisError) {
      try await work.redis.xgroupCreate(key: key, group: work.group, id: start.id, makeStream: true)
      work.observe(.groupCreated(stream: key))
    } catch {
      guard error.server?.kind == "BUSYGROUP" else { throw error }
    }
  }

  // MARK: Entries

  private func deliver(
    _ id: String, _ fields: [FieldValue<RedisBytes, RedisBytes>], of stream: Int, deliveries: Int
  ) {
    let hold = EntryHold(HeldEntries.Key(stream: stream, id: id), of: work)
    work.mailbox.put(
      DeliveredEntry(stream: work.streams[stream], id: id, fields: fields, deliveries: deliveries, hold: hold))
  }

  private func read(_ count: Int, _ milliseconds: Int) async throws(RedisError) {
    let streams = work.streams.map { (key: $0, id: ">") }
    let read = try await work.redis.xreadgroup(
      group: work.group, consumer: work.consumer, count: count, block: milliseconds, streams: streams)
    for deliveries in read ?? [] {
      guard let stream = work.streams.firstIndex(of: deliveries.key) else { continue }
      for entry in deliveries.entries { deliver(entry.id, entry.fields ?? [], of: stream, deliveries: 1) }
    }
  }

  /// Looks at what is pending, and takes over what is not held, up to so many. What was delivered often enough becomes a dead
  /// letter instead, before it would be delivered once more. What this process has just let go of is not its own yet.
  ///
  /// - Returns: the last one that was looked at; nil if there are no more.
  private func takeOver(_ listing: ConsumerMachine.Listing, _ count: Int) async throws(RedisError) -> String? {
    let key = work.streams[listing.stream]
    let idle = listing.isOwn ? 0 : minIdleTime
    let length = min(count, 1000) + 32
    let pending = try await work.redis.xpendingEntries(
      key: key, group: work.group, minIdleTime: idle, start: listing.after.map { "(\($0)" } ?? "-", end: "+",
      count: length, consumer: listing.isOwn ? work.consumer : nil)
    var wanted: [(id: String, deliveries: Int)] = []
    var last: String?
    for entry in pending where wanted.count < count {
      last = entry.id
      let held = HeldEntries.Key(stream: listing.stream, id: entry.id)
      if work.held.contains(held) || listing.isOwn && work.held.wasLetGo(held) { continue }
      if let policy = work.options.deadLetters, entry.deliveries >= policy.deliveries {
        let move = DeadLetterMove(
          stream: key, id: entry.id, deliveries: entry.deliveries,
          reason: "delivered \(entry.deliveries) times and not acknowledged",
          owner: listing.isOwn ? work.consumer : nil, minIdleTime: idle, policy: policy)
        try await attempt(move)
      } else {
        wanted.append((entry.id, entry.deliveries))
      }
    }
    if listing.isOwn, !wanted.isEmpty {
      // Somebody else may have taken them over since they were listed.
      let owned = try await OwnedEntries(stream: key, ids: wanted.map(\.id)).claim(work)
      wanted.removeAll { !owned.contains($0.id) }
    }
    if !wanted.isEmpty {
      let taken = try await work.redis.xclaim(
        key: key, group: work.group, consumer: work.consumer, minIdleTime: idle, ids: wanted.map(\.id))
      for entry in taken {
        let deliveries = 1 + (wanted.first { $0.id == entry.id }?.deliveries ?? 0)
        work.observe(.takenOver(stream: key, id: entry.id, deliveries: deliveries))
        deliver(entry.id, entry.fields, of: listing.stream, deliveries: deliveries)
      }
    }
    return pending.count < length && last == pending.last?.id ? nil : last
  }

  /// An entry that cannot be moved stays pending, and holds up nobody else.
  private func attempt(_ move: DeadLetterMove) async throws(RedisError) {
    do throws(RedisError) {
      _ = try await move.run(work)
    } catch {
      guard error.concernsOneMove else { throw error }
      work.observe(.failed(stream: move.stream, id: move.id, deliveries: move.deliveries, error: error))
    }
  }

  // MARK: The end

  /// What nobody has taken is given back as if it had never been delivered: the next consumer to look gets it. If that does not
  /// succeed, it has to wait until it has been left alone for long enough.
  func giveBack() async {
    let rest = work.mailbox.close().filter(\.hold.isHeld)
    for entries in Dictionary(grouping: rest, by: { Delivery(stream: $0.stream, number: $0.deliveries) }).values {
      guard let first = entries.first else { continue }
      do throws(RedisError) {
        try await work.insisting { work throws(RedisError) in
          _ = try await OwnedEntries(stream: first.stream, ids: entries.map(\.id))
            .claim(work, idle: minIdleTime, deliveries: first.deliveries - 1)
        }
      } catch {
        return work.observe(.interrupted(error))
      }
    }
  }
}

/// What entries have in common that can be given back together.
private struct Delivery: Hashable {
  var stream: RedisBytes
  var number: Int
}
