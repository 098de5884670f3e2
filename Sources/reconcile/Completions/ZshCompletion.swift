/// The completion script of zsh, for a folder of `fpath` or for `source`.
struct ZshCompletion {
    let program: Program

    var script: String {
        """
        #compdef \(program.name)

        \(name)() {
            local curcontext="$curcontext" state line
            typeset -A opt_args
            local -a commands=(
        \(program.commands.map { "        " + described($0).shellQuoted }.joined(separator: "\n"))
            )
            _arguments -C -S \\
        \(specifications(program.commonOptions, at: 8))
                '(-)1: :->command' \\
                '(-)*:: :->arguments'
            case $state in
                command) _describe -t commands command commands ;;
                arguments)
                    case $line[1] in
        \(program.commands.map(commandCase).joined(separator: "\n"))
                    esac
                    ;;
            esac
        }

        if [[ $funcstack[1] == \(name) ]]; then
            \(name) "$@"
        else
            compdef \(name) \(program.name)
        fi

        """
    }

    private var name: String { program.name.functionName }

    private func described(_ command: Command) -> String {
        "\(command.name.zshEscaped):\(command.summary.zshEscaped)"
    }

    private func commandCase(_ command: Command) -> String {
        let options = command.options + program.shownCommonOptions(of: command)
        let operands = command.operands.enumerated().map { index, operand in
            let position = operand.count == .several ? "*" : "\(index + 1)\(operand.count == .one ? "" : ":")"
            let specification =
                "\(position):\(operand.name.zshEscaped):\(action(operand.completion, operand.name))"
            return " \\\n                    " + specification.shellQuoted
        }
        return """
                        \(command.name.shellQuoted))
                            _arguments -S \\
            \(specifications(options, at: 20).dropLast(2))\(operands.joined())
                            ;;
            """
    }

    /// One line an option, each with the mark that the command goes on.
    private func specifications(_ options: [OptionDescription], at indentation: Int) -> String {
        options.flatMap { option in
            option.names.map { name in
                String(repeating: " ", count: indentation) + specification(of: option, name).shellQuoted
                    + " \\"
            }
        }.joined(separator: "\n")
    }

    private func specification(of option: OptionDescription, _ name: String) -> String {
        let others = option.names.count > 1 ? "(\(option.names.joined(separator: " ")))" : ""
        let repeats = option.isRepeatable ? "*" : ""
        let help = "[\(option.help.zshEscaped)]"
        guard let value = option.valueName else { return "\(others)\(repeats)\(name)\(help)" }
        return "\(others)\(repeats)\(name)=\(help):\(value.zshEscaped):\(action(option.completion, value))"
    }

    private func action(_ hint: CompletionHint, _ valueName: String) -> String {
        switch hint {
        case .none: " "
        case .file: "_files"
        case .directory: "_files -/"
        case .choice(let words): "(\(words.map(\.zshWord).joined(separator: " ")))"
        case .list(let words):
            "_values -s , "
                + ([valueName] + words.map(\.zshEscaped)).map(\.shellQuoted).joined(separator: " ")
        }
    }
}

extension String {
    /// Safe inside a specification of `_arguments`, `_describe` or `_values`.
    fileprivate var zshEscaped: String {
        map { #"\:[]()"'"#.contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    /// One word of a list in parentheses, which zsh evaluates.
    fileprivate var zshWord: String {
        map { $0.isLetter || $0.isNumber || $0 == "-" ? String($0) : "\\\($0)" }.joined()
    }
}
