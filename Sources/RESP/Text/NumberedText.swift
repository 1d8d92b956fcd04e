extension String {
  /// The number that the text consists of besides `prefix`: 7 in `db.7` after `db.`. Nil if it is another text.
  public func number(after prefix: String) -> Int? {
    hasPrefix(prefix) ? Int(dropFirst(prefix.count)) : nil
  }
}
