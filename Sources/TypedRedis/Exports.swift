// What appears in the generated signatures comes with `import TypedRedis`.
@_exported import RESP

import RedisTransport

public typealias EventLoop = RedisTransport.EventLoop
public typealias Endpoint = RedisTransport.Endpoint
