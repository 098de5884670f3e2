import Planning

/// Reads a command line by a program's description.
///
/// Options and words may mix, options may stand before the command, `--` ends options, and nothing is
/// abbreviated: scripts depend on exact words. `--help` wins over everything else that may be wrong.
struct ArgumentParser {
    let program: Program

    /// - Parameter words: the command line without the program's own name.
    func parse(_ words: [String]) -> ParseOutcome {
        let line = CommandLineWords(words, options: program.allOptions)
        do throws(UsageError) {
            let named = try command(of: line)
            if line.options.contains(where: \.asksForHelp) { return .help(named) }
            guard let command = named else { return .nothing }
            var arguments = Arguments()
            try readOptions(line.options, of: command, into: &arguments)
            try readOperands(line.words.dropFirst(), of: command, into: &arguments)
            guard command.name == Program.helpCommandName else { return .run(command, arguments) }
            return .help(arguments[Program.helpTopic()].flatMap(program.command(named:)))
        } catch {
            return .wrong(error)
        }
    }

    /// The command that the line names, if it names one.
    private func command(of line: CommandLineWords) throws(UsageError) -> Command? {
        let name = line.words.first
        if let command = name.flatMap(program.command(named:)) { return command }
        // What follows an unknown option may be its value rather than a command.
        if let unknown = line.options.first(where: { $0.description == nil }) {
            throw unknownOption(unknown, of: nil)
        }
        guard let name else { return nil }
        throw UsageError(
            problem: "there is no command \(name.quoted)",
            suggestions: Spelling.nearest(to: name, among: program.commands.map(\.name)),
            advice: "`\(program.name) --help` lists the commands.")
    }
}

// MARK: - Options

extension ArgumentParser {
    private func readOptions(
        _ given: [GivenOption], of command: Command, into arguments: inout Arguments
    ) throws(UsageError) {
        var occurrences: [String: [String]] = [:]
        for option in given {
            let description = try known(option, of: command)
            let value = try value(of: option, description, of: command)
            if description.takesValue, !description.isRepeatable, occurrences[description.name] != nil {
                throw error("\(description.name) is given twice; it takes one value", command)
            }
            occurrences[description.name, default: []].append(value)
        }
        for description in command.options + program.commonOptions {
            guard let texts = occurrences[description.name] else { continue }
            do throws(InvalidValue) {
                arguments.keep(try description.read(texts), as: description.name)
            } catch {
                throw invalid(error, of: description.name, command)
            }
        }
    }

    private func known(_ option: GivenOption, of command: Command) throws(UsageError) -> OptionDescription {
        guard let description = option.description else { throw unknownOption(option, of: command) }
        let owners = program.commands.filter { $0.options.contains { $0.name == description.name } }
        let isCommon = program.commonOptions.contains { $0.name == description.name }
        guard isCommon || owners.contains(where: { $0.name == command.name }) else {
            let names = owners.map(\.name).joined(separator: ", ", last: " and ")
            throw error("\(option.name) belongs to \(names), not to \(command.name)", command)
        }
        return description
    }

    private func value(
        of option: GivenOption, _ description: OptionDescription, of command: Command
    ) throws(UsageError) -> String {
        guard let valueName = description.valueName else {
            guard let value = option.value else { return "" }
            throw error("\(option.name) takes no value, but \(value.quoted) was given", command)
        }
        guard let value = option.value else {
            throw error("\(option.name) needs a value, \(valueName)", command)
        }
        guard !value.isEmpty else {
            throw error("\(option.name) is empty; expected \(valueName)", command)
        }
        return value
    }

    private func unknownOption(_ option: GivenOption, of command: Command?) -> UsageError {
        let word = option.name.drop { $0 == "-" }
        let known = (command.map { $0.options } ?? []) + program.commonOptions
        var suggestions = Spelling.nearest(to: "--\(word)", among: known.map(\.name))
        if program.command(named: String(word)) != nil { suggestions = ["\(program.name) \(word)"] }
        return error("there is no option \(option.name.sanitized())", command, suggestions: suggestions)
    }
}

// MARK: - Operands

extension ArgumentParser {
    private func readOperands(
        _ words: ArraySlice<String>, of command: Command, into arguments: inout Arguments
    ) throws(UsageError) {
        var rest = words
        for operand in command.operands {
            let taken = operand.count == .several ? rest : rest.prefix(1)
            rest = rest.dropFirst(taken.count)
            if taken.isEmpty, operand.count == .atMostOne { continue }
            guard !taken.isEmpty else {
                throw error("\(command.name) needs \(operand.name): \(operand.help)", command)
            }
            guard taken.allSatisfy({ !$0.isEmpty }) else { throw error("\(operand.name) is empty", command) }
            do throws(InvalidValue) {
                arguments.keep(try operand.read(Array(taken)), as: operand.name)
            } catch {
                throw invalid(error, of: operand.name, command)
            }
        }
        guard let surplus = rest.first else { return }
        let takes =
            command.operands.isEmpty
            ? "no argument" : command.operands.map(\.name).joined(separator: ", ", last: " and ")
        throw error("\(command.name) takes \(takes); \(surplus.quoted) is one too many", command)
    }
}

// MARK: - Sentences

extension ArgumentParser {
    private func invalid(_ value: InvalidValue, of name: String, _ command: Command) -> UsageError {
        error(
            "\(name) is \(value.text.quoted); expected \(value.expected)", command,
            suggestions: value.suggestions)
    }

    private func error(_ problem: String, _ command: Command?, suggestions: [String] = []) -> UsageError {
        let topic = command.map { " \($0.name)" } ?? ""
        return UsageError(
            problem: problem, suggestions: suggestions,
            advice: "`\(program.name)\(topic) --help` lists the options.")
    }
}

extension GivenOption {
    fileprivate var asksForHelp: Bool {
        description?.name == Program.help.description.name && value == nil
    }
}

extension String {
    /// In quotation marks, safe to print.
    fileprivate var quoted: String { "\"\(sanitized())\"" }
}
