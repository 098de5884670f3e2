/// Why an answer could not be read.
///
/// No description quotes character data: answers carry credentials. Element names are quoted.
@usableFromInline
package struct XMLError: Error, Sendable, Equatable {
    /// The kind of failure; an open set, to be compared with `==`.
    package struct Code: Hashable, Sendable {
        package let name: String

        package init(_ name: String) {
            self.name = name
        }

        /// The bytes break a rule of XML.
        package static var malformed: Code { Code("malformed") }
        /// The bytes end before the document does.
        package static var cut: Code { Code("cut") }
        /// XML that is not read here: a DOCTYPE, another encoding than UTF-8, more than the limits allow.
        package static var refused: Code { Code("refused") }
        /// The document is of another kind; `element` is the root that was found.
        package static var unexpectedRoot: Code { Code("unexpectedRoot") }
        /// `element` holds something else than its type allows.
        package static var wrongType: Code { Code("wrongType") }
        /// `element` is not there.
        package static var missing: Code { Code("missing") }
        /// The decoder threw an error of its own; `message` describes it.
        package static var undecoded: Code { Code("undecoded") }
        /// The decoder read one element twice: a mistake in the program, not in the answer.
        package static var consumedTwice: Code { Code("consumedTwice") }
    }

    package let code: Code
    /// The local name of the element that is spoken of.
    package let element: String?
    /// Where in the answer, in bytes from 0; nil when it concerns no place.
    package let offset: Int?
    package let message: String

    package init(_ code: Code, element: String? = nil, offset: Int? = nil, message: String) {
        self.code = code
        self.element = element
        self.offset = offset
        self.message = message
    }

    @usableFromInline
    package static func missing(_ element: StaticString) -> XMLError {
        XMLError(.missing, element: "\(element)", message: "<\(element)> is missing")
    }
}

extension XMLError: CustomStringConvertible {
    @usableFromInline
    package var description: String {
        guard let offset else { return message }
        return "\(message) (at byte \(offset))"
    }
}

/// The value of a member that every answer must have.
///
/// - Throws: `.missing` with the element's name when `value` is nil.
@inlinable
package func required<T>(_ value: T?, _ element: StaticString) throws(XMLError) -> T {
    guard let value else { throw XMLError.missing(element) }
    return value
}
