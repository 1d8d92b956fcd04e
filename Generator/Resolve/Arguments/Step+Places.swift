extension Step {
  /// The same steps about other places: what were parameters of a body become a value, or members of one.
  func moved(_ move: (Place) -> Place) -> Step {
    switch self {
    case .token: self
    case .value(let place, let kind): .value(move(place), kind)
    case .nested(let place): .nested(move(place))
    case .count(let place): .count(move(place))
    case .countTrue(let places): .countTrue(places.map(move))
    case .countWords(let steps): .countWords(steps.moved(move))
    case .joined(let separator, let steps): .joined(separator, steps.moved(move))
    // Inside, `.current` is another value, but parameters are what they were.
    case .ifTrue(let place, let steps): .ifTrue(move(place), steps.moved(move))
    case .times(let place, let steps): .times(move(place), steps.moved(move))
    case .ifPresent(let place, let steps): .ifPresent(move(place), steps.moved(move))
    case .forEach(let place, let steps): .forEach(move(place), steps.moved(move))
    case .ifNotEmpty(let place, let steps): .ifNotEmpty(move(place), steps.moved(move))
    }
  }
}

extension [Step] {
  func moved(_ move: (Place) -> Place) -> [Step] { map { $0.moved(move) } }

  /// Parameters become members of the current value.
  var inTuple: [Step] {
    moved { place in
      if case .parameter(let label) = place { .member(label) } else { place }
    }
  }

  /// The parameter `label` becomes `place`.
  func with(_ label: String, as place: Place) -> [Step] {
    moved { $0 == .parameter(label) ? place : $0 }
  }
}
