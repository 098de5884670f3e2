/// What a `DecodingError` says, without its types.
struct DecodingFault {
    let words: String
    /// Nil where the error does not come from a `NodeDecoder`.
    let position: Position?

    init(_ error: any Error) {
        switch error as? DecodingError {
        case .keyNotFound(_, let context), .dataCorrupted(let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            words = context.debugDescription
            position = (context.codingPath.last as? PlaceKey)?.position
        default:
            words = "\(error)"
            position = nil
        }
    }
}
