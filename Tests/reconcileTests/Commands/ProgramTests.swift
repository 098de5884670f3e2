import Testing

@testable import reconcile

/// What the description of the program has to keep to, whoever adds to it.
struct ProgramTests {
    private let program = Program.reconcile

    @Test func namesAreUnique() {
        let commands = program.commands.map(\.name)
        #expect(Set(commands).count == commands.count)
        for command in program.commands {
            let options =
                (command.options + program.commonOptions).flatMap(\.names) + command.operands.map(\.name)
            #expect(Set(options).count == options.count, "\(command.name)")
        }
    }

    @Test func anOptionIsTheSameInAllCommands() {
        let declarations = Dictionary(grouping: program.commands.flatMap(\.options), by: \.name)
        for (name, options) in declarations {
            #expect(Set(options.map(\.valueName)).count == 1, "\(name)")
            #expect(Set(options.map(\.help)).count == 1, "\(name)")
        }
    }

    @Test func wordsKeepToTheForm() {
        for option in program.allOptions {
            #expect(option.name.hasPrefix("--"))
            #expect(!option.help.hasSuffix("."))
            #expect(option.help.first?.isUppercase == false, "\(option.help)")
        }
        for command in program.commands {
            #expect(!command.summary.hasSuffix("."))
            #expect(command.operands.dropLast().allSatisfy { $0.count == .one })
        }
    }

    @Test func exitCodesAreThoseThatScriptsDependOn() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 64, 65])
    }

    @Test(arguments: [
        (ExitCode.drifted, ExitCode.refused, ExitCode.refused), (.refused, .failed, .failed),
        (.failed, .usage, .usage),
        (.invalid, .failed, .invalid), (.done, .drifted, .drifted), (.done, .done, .done),
    ])
    func theGraverCodeWins(one: ExitCode, other: ExitCode, expected: ExitCode) {
        #expect(one.joined(with: other) == expected)
        #expect(other.joined(with: one) == expected)
    }
}
