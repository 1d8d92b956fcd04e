extension Mirror {
  /// Shows nothing of an object whose parts belong to its loop's thread, or change under a lock: to look at them would be a race.
  package init<Subject: AnyObject>(hiding subject: Subject) {
    self.init(subject, children: [], displayStyle: .class, ancestorRepresentation: .suppressed)
  }
}
