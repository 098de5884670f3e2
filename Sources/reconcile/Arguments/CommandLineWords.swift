/// A command line taken apart into options with their values, and the other words.
struct CommandLineWords {
    private(set) var options: [GivenOption] = []
    /// The command and its operands.
    private(set) var words: [String] = []

    /// - Parameter options: every option of the program: which of them take a value decides what a word is
    ///   before the command is known.
    init(_ line: [String], options known: [OptionDescription]) {
        var rest = line[...]
        while let word = rest.popFirst() {
            if word == "--" {
                words += rest
                return
            }
            guard Self.isOption(word) else {
                words.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            var option = GivenOption(name: parts[0], value: parts.count > 1 ? parts[1] : nil)
            option.description = known.first { $0.names.contains(option.name) }
            if option.value == nil, option.description?.takesValue == true, let next = rest.first,
                !next.hasPrefix("--"), next != "-h"
            {
                option.value = rest.removeFirst()
            }
            options.append(option)
        }
    }

    /// A lone dash is a word: by custom it names standard input.
    private static func isOption(_ word: String) -> Bool {
        word.hasPrefix("-") && word != "-"
    }
}

/// An option as it stands on the command line.
struct GivenOption {
    var name: String
    var value: String?
    /// Nil where the program has no such option.
    var description: OptionDescription?
}
