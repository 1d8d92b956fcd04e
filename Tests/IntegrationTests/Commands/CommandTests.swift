import Testing

/// One test per group of commands, each run on every server at hand in both protocols: every
/// command that the server has is called once at least.
@Suite(.serialized, .timeLimit(.minutes(5))) struct CommandTests {}
