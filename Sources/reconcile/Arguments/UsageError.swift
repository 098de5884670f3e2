/// A command line that cannot be carried out: exit code 64.
///
/// Commands throw it too, for a filter or an application that matches nothing.
struct UsageError: Error, Equatable, CustomStringConvertible {
    /// What is wrong; a sentence without its full stop.
    var problem: String
    /// Words that were perhaps meant, the likeliest first.
    var suggestions: [String] = []
    /// Where to look; a whole sentence.
    var advice: String?

    /// One sentence, and the advice on a line of its own.
    var description: String {
        let sentence =
            suggestions.isEmpty
            ? "\(problem)."
            : "\(problem); did you mean \(suggestions.joined(separator: ", ", last: " or "))?"
        return advice.map { "\(sentence)\n    \($0)" } ?? sentence
    }
}

extension [String] {
    /// "a", "a or b", "a, b or c".
    func joined(separator: String, last: String) -> String {
        guard let end = self.last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: separator) + last + end
    }
}
