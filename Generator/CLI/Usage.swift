enum Usage {
  static let version = "redis-generate 1.0.0"

  static let text = """
    Writes the Swift API of every Redis command that commands.json specifies.

    usage: redis-generate [generate] [--check] [options]
           redis-generate explain NAME [options]
           redis-generate report [--json] [options]
           redis-generate diff OLD NEW [--json] [--exit-code] [options]
           redis-generate import SOURCE [--dry-run] [--summaries] [--prune] [options]

      generate          write what changed (this is what happens without a subcommand)
        --forget        commands that only the copy of the specification knows (Generator/Base.json) may go
      generate --check  write nothing; fail, with a diff, when the generated code is not fresh
      explain NAME      show what is generated for a command: explain CLIENT LIST
      report            count commands, forms, methods and types
      report --json     the same for programs
      diff OLD NEW      compare two specifications, and the API made of each: what came, what went, what breaks
                        source, and the semantic version step that follows
      diff --json       the same for programs
      diff --exit-code  fail when there are differences
      import SOURCE     bring the commands of SOURCE into the specification: a published file, a folder with one
                        file for each command, or a server (redis://user:password@host:port, rediss://…,
                        unix:///path; ?protocol=2 asks in RESP2)
        --only NAMES    take these commands alone: GRAPH.*,FOO BAR (for NAME.redis-commands.json, a server's modules'
                    commands are taken without that)
        --dry-run       show what would change as a diff, and write nothing
        --summaries     take the source's summaries for new commands
        --prune         remove what the source does not have

    options:
      --specification FILE  the specification (commands.json)
      --overrides FILE      what no rule can know (Generator/Overrides.json)
      --old-overrides FILE  for diff: the overrides that belong to OLD, where they are others
      --output DIR          where the API goes (Sources/TypedRedis/Generated)
      --tests-output DIR    where its tests go (Tests/TypedRedisTests/Generated)
      --package-path DIR    the package; relative paths start there
                            (the nearest folder upwards with Package.swift and commands.json)
      --single-file         a library's code in one file, NAME+Commands.swift, and no word unless something is wrong
      --verbose             show notes too
      --help, --version

    Exit status: 0 fine, 1 problems were found, 2 the command line makes no sense.
    """
}
