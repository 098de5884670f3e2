/// The completion script of bash 4 and later; it needs no other package.
struct BashCompletion {
    let program: Program

    var script: String {
        """
        # bash completion for \(program.name)

        \(offers)

        \(options)

        \(completion)

        complete -F \(name) \(program.name)

        """
    }

    private var offers: String {
        """
        # Offers the words that begin with what is typed.
        \(name)_offer() {
            local word
            for word in "$@"; do
                [[ $word == "$current"* ]] && COMPREPLY+=("$word")
            done
        }

        # Offers words to be joined by commas.
        \(name)_offer_list() {
            local word joined=
            [[ $current == *,* ]] && joined=${current%,*},
            for word in "$@"; do
                [[ $joined$word == "$current"* ]] && COMPREPLY+=("$joined$word")
            done
            compopt -o nospace
        }
        """
    }

    private var options: String {
        """
        # Offers the options of the command.
        \(name)_options() {
            case $command in
        \(optionCases)
                *) \(name)_offer \(quoted(program.commonOptions.map(\.name))) ;;
            esac
        }
        """
    }

    private var completion: String {
        """
        \(name)() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
            local command= value= ended= operands=0 word i
            COMPREPLY=()

            # Bash takes --option=value for three words.
            if [[ $current == = ]]; then
                current=
            elif [[ $previous == = ]] && ((COMP_CWORD > 1)); then
                previous=${COMP_WORDS[COMP_CWORD-2]}
            fi

            for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [[ $value ]]; then
                    [[ $word == = ]] || value=
                    continue
                fi
                if [[ ! $ended ]]; then
                    case $word in
                        --) ended=1; continue ;;
        \(line(of: program.valueOptionNames, "value=1; continue", at: 16))
                        -*) continue ;;
                    esac
                fi
                if [[ ! $command ]]; then command=$word; else operands=$((operands + 1)); fi
            done

            if [[ $value ]]; then
                case $previous in
        \(valueCases)
                esac
                return
            fi
            if [[ ! $ended && $current == -* ]]; then
                \(name)_options
                return
            fi
            case $command/$operands in
                /0) \(name)_offer \(quoted(program.commands.map(\.name))) ;;
        \(operandCases)
                *) [[ $ended ]] || \(name)_options ;;
            esac
        }
        """
    }

    private var name: String { program.name.functionName }

    private var valueCases: String {
        program.allOptions.filter(\.takesValue).compactMap { option in
            action(option.completion).map { line(of: option.names, $0, at: 12) }
        }.joined(separator: "\n")
    }

    private var optionCases: String {
        program.commands.map { command in
            let options = command.options + program.shownCommonOptions(of: command)
            return line(of: [command.name], "\(name)_offer \(quoted(options.map(\.name)))", at: 8)
        }.joined(separator: "\n")
    }

    private var operandCases: String {
        program.commands.flatMap { command in
            command.operands.enumerated().compactMap { index, operand in
                action(operand.completion).map {
                    let position = operand.count == .several ? "*" : "\(index)"
                    return "        \(command.name.shellQuoted)/\(position)) \($0) ;;"
                }
            }
        }.joined(separator: "\n")
    }

    private func action(_ hint: CompletionHint) -> String? {
        switch hint {
        case .none: nil
        case .file: "compopt -o default"
        case .directory: "compopt -o dirnames"
        case .choice(let words): "\(name)_offer \(quoted(words))"
        case .list(let words): "\(name)_offer_list \(quoted(words))"
        }
    }

    private func quoted(_ words: [String]) -> String {
        words.map(\.shellQuoted).joined(separator: " ")
    }

    private func line(of patterns: [String], _ action: String, at indentation: Int) -> String {
        let pattern = patterns.map(\.shellQuoted).joined(separator: "|")
        return String(repeating: " ", count: indentation) + "\(pattern)) \(action) ;;"
    }
}
