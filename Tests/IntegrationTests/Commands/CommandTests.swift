import Testing

/// One test per group of commands, each run on every server at hand, in one protocol and then in the
/// other: every form of every command that the server has is called, and what its replies decode to
/// is compared.
@Suite(.serialized, .timeLimit(.minutes(5))) struct CommandTests {}
