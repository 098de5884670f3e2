/// A shell that can complete the program's words.
enum Shell: String, Sendable, CaseIterable {
    case bash, zsh, fish

    /// The completion script, derived from the program's description.
    func script(for program: Program) -> String {
        switch self {
        case .bash: BashCompletion(program: program).script
        case .zsh: ZshCompletion(program: program).script
        case .fish: FishCompletion(program: program).script
        }
    }
}

extension String {
    /// One word of a POSIX shell, whatever is in it.
    var shellQuoted: String {
        "'" + map { $0 == "'" ? #"'\''"# : String($0) }.joined() + "'"
    }

    /// The name of a shell function that belongs to the program.
    var functionName: String {
        "_" + map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }
}

extension Program {
    /// All spellings of the options after which a value follows.
    var valueOptionNames: [String] {
        allOptions.filter(\.takesValue).flatMap(\.names)
    }
}
