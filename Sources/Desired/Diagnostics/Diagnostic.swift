/// What is wrong with the desired state: where, what, and what would be right.
package struct Diagnostic: Error, Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable {
        /// The desired state is invalid.
        case error
        /// Valid, but hardly meant.
        case warning
    }

    package let severity: Severity
    /// The file's path from the repository's root; empty where no single file is to blame.
    package let file: String
    /// Nil where the file as a whole is meant.
    package let position: Position?
    /// `KIND/NAME` of the manifest, or its kind where it has no name; nil where neither is known.
    package let resource: String?
    /// What is wrong, as half a sentence without a full stop: `spec.retentionDays is "seven"`.
    package let message: String
    /// What would be right, or what to do: `expected a whole number from 0 to 35`.
    package let advice: String?

    package init(
        _ severity: Severity = .error, file: String, position: Position?, resource: String? = nil,
        _ message: String, advice: String? = nil
    ) {
        self.severity = severity
        self.file = file
        self.position = position
        self.resource = resource
        self.message = message
        self.advice = advice
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: KIND/NAME: message;` and the advice on a line of its own.
    package var description: String {
        var parts: [String] = []
        if !file.isEmpty {
            parts.append(position.map { "\(file):\($0.line):\($0.column)" } ?? file)
        }
        if severity == .warning { parts.append("warning") }
        if let resource { parts.append(resource) }
        parts.append(message)
        let first = parts.joined(separator: ": ")
        return advice.map { "\(first);\n    \($0)" } ?? first
    }
}

extension Diagnostic: Comparable {
    /// By file, then place, then words: the order in which a person works through them.
    package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        if left.file != right.file { return left.file < right.file }
        let places = (left.position ?? .start, right.position ?? .start)
        if places.0 != places.1 { return places.0 < places.1 }
        return (left.severity.rawValue, left.message, left.resource ?? "", left.advice ?? "")
            < (right.severity.rawValue, right.message, right.resource ?? "", right.advice ?? "")
    }
}
