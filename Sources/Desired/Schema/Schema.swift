package import Planning

/// What a value has to be. One description gives the validation with places, the JSON Schema, and the words
/// of both.
package struct Schema: Sendable {
    package indirect enum Shape: Sendable {
        /// Whatever JSON can say.
        case anything
        case object([Field], [Constraint])
        /// An object whose keys a person chooses.
        case map(key: Text, value: Schema, count: ClosedRange<Int>)
        case list(Schema, count: ClosedRange<Int>, unique: Bool)
        case text(Text)
        case integer(ClosedRange<Int>)
        case boolean
        /// One of these words.
        case choice([String])
        case constant(JSON)
        /// Any of these; alternatives differ in their JSON type or in their pattern.
        case either([Schema])
        /// The name of a manifest of the kind, in the same target; without a kind, `KIND/NAME`.
        case reference(String?)
    }

    package let shape: Shape
    /// Completes "expected …".
    package private(set) var phrase: String?
    /// Stands in for "expected …" as a whole.
    package private(set) var advice: String?
    package private(set) var summary: String?
    package private(set) var examples: [JSON] = []
    package private(set) var fallback: JSON?
    /// Its name among the JSON Schema's definitions, for what several kinds share.
    package private(set) var definition: String?

    package init(_ shape: Shape) { self.shape = shape }
}

extension Schema {
    /// Says what is expected in other words: `a bucket's name`.
    package func expecting(_ phrase: String) -> Schema {
        var copy = self
        copy.phrase = phrase
        return copy
    }

    /// Replaces the whole second line of a diagnostic: `DLM takes 1h 2h 3h 4h 6h 8h 12h 24h`.
    package func advising(_ advice: String) -> Schema {
        var copy = self
        copy.advice = advice
        return copy
    }

    /// What the value is for, as editors show it.
    package func described(_ summary: String) -> Schema {
        var copy = self
        copy.summary = summary
        return copy
    }

    /// Examples have to be valid; a test holds every schema to it.
    package func examples(_ examples: JSON...) -> Schema {
        var copy = self
        copy.examples = examples
        return copy
    }

    /// What holds where the field is left out.
    package func defaulting(to value: JSON) -> Schema {
        var copy = self
        copy.fallback = value
        return copy
    }

    /// Puts it among the JSON Schema's definitions under a name of its own.
    package func named(_ definition: String) -> Schema {
        var copy = self
        copy.definition = definition
        return copy
    }
}

/// A member of an object.
package struct Field: Sendable {
    package let name: String
    package let schema: Schema
    package let isRequired: Bool

    package static func required(_ name: String, _ schema: Schema, _ summary: String? = nil) -> Field {
        Field(name: name, schema: summary.map(schema.described) ?? schema, isRequired: true)
    }

    package static func optional(_ name: String, _ schema: Schema, _ summary: String? = nil) -> Field {
        Field(name: name, schema: summary.map(schema.described) ?? schema, isRequired: false)
    }
}

/// Which members of an object go together.
package enum Constraint: Sendable {
    case exactlyOne([String])
    case atMostOne([String])
    case atLeastOne([String])
    /// The first is there only with all of the others.
    case needs(String, [String])
}

/// What a string has to look like.
package struct Text: Sendable {
    package var pattern: Pattern?
    /// In Unicode scalars.
    package var length: ClosedRange<Int>?
    /// The JSON Schema's name of the format, for editors.
    package var format: String?
    /// What a pattern cannot say; only validation has it, not the JSON Schema.
    package var rule: (@Sendable (String) -> Bool)?

    package init(
        pattern: Pattern? = nil, length: ClosedRange<Int>? = nil, format: String? = nil,
        rule: (@Sendable (String) -> Bool)? = nil
    ) {
        self.pattern = pattern
        self.length = length
        self.format = format
        self.rule = rule
    }

    package func accepts(_ text: String) -> Bool {
        if let length, !length.contains(text.unicodeScalars.count) { return false }
        if let pattern, !pattern.matches(text) { return false }
        return rule?(text) ?? true
    }
}
