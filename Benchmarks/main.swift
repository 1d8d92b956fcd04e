import Foundation

// Progress goes to stderr and results to stdout, so that either can be redirected alone.
exit(await Tool.run(Array(CommandLine.arguments.dropFirst())))
