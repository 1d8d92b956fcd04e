// What appears in the generated signatures comes with `import TypedRedis`.
@_exported import RESP

import RedisTransport

public typealias EventLoop = RedisTransport.EventLoop
public typealias Endpoint = RedisTransport.Endpoint
public typealias ConnectionCounters = RedisTransport.ConnectionCounters
public typealias KeepAlive = RedisTransport.KeepAlive
public typealias QueueLimits = RedisTransport.QueueLimits
public typealias TLSOptions = RedisTransport.TLSOptions
public typealias TLSIdentity = RedisTransport.TLSIdentity
