import RedisTransport

extension PendingCall.Delivery {
  @inlinable @inline(__always)
  init(_ delivery: ReplyDelivery) {
    switch delivery {
    case .reply: self = .reply
    case .reset: self = .reset
    case .push: self = .push
    case .none: self = .none
    case .close: self = .close
    case .stream: self = .stream
    }
  }
}
