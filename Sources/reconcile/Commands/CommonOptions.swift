/// The options that every command takes.
enum CommonOptions {
    static let repo = Option.value(
        "--repo", "PATH|URL", .directory,
        help: "the repository of the desired state (default: the one that holds the current folder)")
    static let ref = Option.value(
        "--ref", "REV", .string, default: "HEAD", help: "a branch, tag or commit (default: HEAD)")
    static let path = Option.value(
        "--path", "DIR", .string, default: "desired-state",
        help: "the folder of the desired state in the repository (default: desired-state)")
    static let workingTree = Option.flag(
        "--working-tree", help: "read the files on disk instead of a commit; the plan is marked dirty")
    static let target = Option.repeated(
        "--target", "NAME", .string, help: "only this target; a glob, repeatable")
    static let only = Option.repeated(
        "--only", "KIND/NAME", .string, help: "only this resource; a glob, repeatable")
    static let format = Option.value(
        "--format", "FORMAT", .choice(of: Format.self), default: .text,
        help: "how the answer is written: text, json or markdown (default: text)")
    static let out = Option.value(
        "--out", "FILE", .file, help: "write the JSON document to a file, whatever is on screen")
    static let noColor = Option.flag("--no-color", help: "no colour, as with NO_COLOR set")
    static let quiet = Option.flag(
        "--quiet", help: "no progress; warnings and errors alone beside the answer")
    static let verbose = Option.flag("--verbose", help: "say on standard error what is done")
    static let logFormat = Option.value(
        "--log-format", "FORMAT", .choice(of: LogFormat.self), default: .text,
        help: "how standard error is written: text or json (default: text)")

    /// In the order of the help.
    static let all: [any DeclaredOption] = [
        repo, ref, path, workingTree, target, only, format, out, noColor, quiet, verbose, logFormat,
    ]

    enum Format: String, Sendable, CaseIterable {
        case text, json, markdown
    }

    enum LogFormat: String, Sendable, CaseIterable {
        case text, json
    }
}
