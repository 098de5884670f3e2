/// What a shell offers where a value is expected.
enum CompletionHint: Sendable, Equatable {
    /// Nothing: only the person knows.
    case none
    case file
    case directory
    /// One of these words.
    case choice([String])
    /// Some of these words, joined by commas.
    case list([String])
}
