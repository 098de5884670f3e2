/// The completion script of fish 3 and later.
struct FishCompletion {
    let program: Program

    var script: String {
        let lines =
            program.commands.map(commandLine)
            + program.commonOptions.map { optionLine($0, of: nil) }
            + program.commands.flatMap { command in
                command.options.map { optionLine($0, of: command) }
                    + command.operands.compactMap { operandLine($0, of: command) }
            }
        return """
            # fish completion for \(program.name)

            # Prints the command that is typed already; options may stand before it.
            function _\(name)_command
                set -l words (commandline -opc)
                set -e words[1]
                set -l value
                for word in $words
                    if set -q value[1]
                        set -e value
                    else if contains -- $word \(program.valueOptionNames.map(\.fishQuoted).joined(separator: " "))
                        set value next
                    else if not string match -q -- '-*' $word
                        echo $word
                        return
                    end
                end
            end

            # Whether the command that is typed is the one given; the empty one where there is none yet.
            function _\(name)_is
                set -l command (_\(name)_command)
                test "$command" = "$argv[1]"
            end

            complete -c \(program.name) -f
            \(lines.joined(separator: "\n"))

            """
    }

    private var name: String { program.name.functionName }

    private func commandLine(_ command: Command) -> String {
        let words = ["-n", condition(nil), "-a", command.name.fishQuoted, "-d", command.summary.fishQuoted]
        return "complete -c \(program.name) " + words.joined(separator: " ")
    }

    private func optionLine(_ option: OptionDescription, of command: Command?) -> String {
        var words: [String] = command.map { ["-n", condition($0)] } ?? []
        for name in option.names {
            words +=
                name.hasPrefix("--") ? ["-l", String(name.dropFirst(2))] : ["-s", String(name.dropFirst())]
        }
        if option.takesValue { words += action(option.completion) }
        words += ["-d", option.help.fishQuoted]
        return "complete -c \(program.name) " + words.joined(separator: " ")
    }

    private func operandLine(_ operand: OperandDescription, of command: Command) -> String? {
        let action: [String] =
            switch operand.completion {
            case .none: []
            case .file: ["-F"]
            case .directory: ["-a", "'(__fish_complete_directories)'"]
            case .choice(let words), .list(let words):
                ["-a", words.map(\.fishWord).joined(separator: " ").fishQuoted]
            }
        guard !action.isEmpty else { return nil }
        return "complete -c \(program.name) -n \(condition(command)) " + action.joined(separator: " ")
    }

    private func action(_ hint: CompletionHint) -> [String] {
        switch hint {
        case .none: ["-x"]
        case .file: ["-r", "-F"]
        case .directory: ["-x", "-a", "'(__fish_complete_directories)'"]
        case .choice(let words): ["-x", "-a", words.map(\.fishWord).joined(separator: " ").fishQuoted]
        case .list(let words):
            ["-x", "-a", "(__fish_append , \(words.map(\.fishQuoted).joined(separator: " ")))".fishQuoted]
        }
    }

    private func condition(_ command: Command?) -> String {
        "_\(name)_is \((command?.name ?? "").fishQuoted)".fishQuoted
    }
}

extension String {
    /// One word of a list, which fish evaluates; quoted only where it has to be, for the reader's sake.
    fileprivate var fishWord: String {
        allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } ? self : fishQuoted
    }

    /// One word of fish, whose quotes know two escapes.
    fileprivate var fishQuoted: String {
        "'" + map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
    }
}
