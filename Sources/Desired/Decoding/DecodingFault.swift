/// The words of a `DecodingError`, without its types.
struct DecodingFault: CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        guard let error = error as? DecodingError else {
            description = "\(error)"
            return
        }
        switch error {
        case .keyNotFound(let key, let context): description = Self.words(context, [key])
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
            description = Self.words(context, [])
        @unknown default: description = "\(error)"
        }
    }

    private static func words(_ context: DecodingError.Context, _ more: [any CodingKey]) -> String {
        var path = ""
        for key in context.codingPath + more {
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    }
}
