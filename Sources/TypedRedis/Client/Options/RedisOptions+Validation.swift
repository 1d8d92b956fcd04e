import RedisTransport

extension RedisOptions {
  /// Checks every value, and whether they go together.
  ///
  /// ``Redis/connect(_:)-(RedisOptions)`` does that first. A client from ``Redis/init(_:)`` fails every command with this error.
  ///
  /// - Throws: ``RedisError`` with code `invalidConfiguration` that names each option at fault, its value, and what is expected.
  public func validate() throws(RedisError) {
    let problems = problems
    if !problems.isEmpty { throw .invalidOptions(problems) }
  }

  var problems: [OptionProblem] {
    let values = OptionItem.all.filter { !$0.isAllowed(self) }.map { item in
      OptionProblem(item.option, item: item.item, is: item.text(self) ?? "", expected: item.expected)
    }
    // What belongs together is looked at when each part is right.
    return values + endpointProblems + credentialProblems + (values.isEmpty ? contradictions : [])
  }

  private var endpointProblems: [OptionProblem] {
    var problems: [OptionProblem] = []
    switch endpoint {
    case .tcp(let host, let port):
      let isWrong = { (scalar: Unicode.Scalar) in
        scalar.value <= 0x20 || scalar.value == 0x7F || "/[]?#".unicodeScalars.contains(scalar)
      }
      if host.contains("@") {
        // Somebody's user information.
        problems.append(OptionProblem("endpoint", "has a host with an \"@\"; expected a host name or an address"))
      } else if host.isEmpty || host.unicodeScalars.contains(where: isWrong) {
        problems.append(
          OptionProblem("endpoint", "has the host \(host.debugDescription); expected a host name or an address"))
      }
      if !(1...65_535).contains(port) {
        problems.append(OptionProblem("endpoint", "has the port \(port); expected a number from 1 to 65535"))
      }
    case .unix(let path):
      if path.isEmpty || path.utf8.contains(0) {
        problems.append(
          OptionProblem("endpoint", "has the path \(path.debugDescription); expected one that is not empty and has no NUL"))
      }
      if tls != nil { problems.append(OptionProblem("tls", "is set; servers do not speak TLS on Unix sockets")) }
    }
    if tls != nil { problems.append(OptionProblem("tls", "is set; TLS is not available in this version")) }
    return problems
  }

  private var credentialProblems: [OptionProblem] {
    var problems: [OptionProblem] = []
    if credentials != nil {
      for (name, isSet) in [("user", user != nil), ("password", password != nil)] where isSet {
        problems.append(OptionProblem(name, "is set as well as credentials; expected one of them"))
      }
    }
    if let user, user.isEmpty || user.utf8.contains(where: { $0 == 0 || $0 == 0x20 }) {
      problems.append(
        OptionProblem("user", is: user, expected: "a name that is not empty, without spaces and NUL"))
    }
    return problems
  }

  private var contradictions: [OptionProblem] {
    var problems: [OptionProblem] = []
    func expect(_ isRight: Bool, _ name: String, _ text: String) {
      guard !isRight, let item = OptionItem.all.first(where: { $0.option == name }) else { return }
      problems.append(
        OptionProblem(name, item: item.item, "is \(item.text(self)?.debugDescription ?? "nil"), \(text)"))
    }
    expect(
      minimumExclusiveConnections <= maximumExclusiveConnections, "minimumExclusiveConnections",
      "more than maximumExclusiveConnections, \(maximumExclusiveConnections)")
    expect(
      reconnectDelay <= maximumReconnectDelay, "reconnectDelay",
      "more than maximumReconnectDelay, \(maximumReconnectDelay.urlText)")
    expect(
      sendsLibraryInfo || librarySuffix == nil, "librarySuffix", "and sendsLibraryInfo is false: nobody would see it")
    return problems
  }
}
