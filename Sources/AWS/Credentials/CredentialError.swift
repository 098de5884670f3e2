/// Why there are no credentials. Safe to log: no secret, and no content of a file.
package struct CredentialError: Error, Sendable, Hashable {
    /// The kind of failure; a struct, so that a new kind breaks no switch.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        package let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// Every provider was asked, and none has any.
        package static let noCredentials = Code("no-credentials")
        /// A key without its secret.
        package static let partialCredentials = Code("partial-credentials")
        package static let profileNotFound = Code("profile-not-found")
        package static let unreadableFile = Code("unreadable-file")
        package static let malformedFile = Code("malformed-file")
        package static let malformedValue = Code("malformed-value")
        /// The configuration asks for a source that this version does not have.
        package static let unsupported = Code("unsupported")
    }

    /// A provider that was asked, and why it did not serve.
    package struct Attempt: Sendable, Hashable {
        package let provider: String
        package let reason: String
    }

    package let code: Code
    package let message: String
    /// In the order in which they were asked.
    package internal(set) var attempts: [Attempt] = []

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension CredentialError: CustomStringConvertible {
    package var description: String {
        ([message] + attempts.map { "  \($0.provider): \($0.reason)" }).joined(separator: "\n")
    }
}
