import Planning

extension Schema {
    /// The schema as a JSON Schema; shared ones go to the definitions and are referred to.
    func jsonSchema(_ definitions: inout [String: JSON]) -> JSON {
        guard let definition else {
            return .object(keywords(&definitions).merging(annotations) { _, annotation in annotation })
        }
        if definitions[definition] == nil { definitions[definition] = .object(keywords(&definitions)) }
        return .object(annotations.merging(["$ref": .string("#/$defs/\(definition)")]) { _, link in link })
    }

    private var annotations: [String: JSON] {
        var annotations: [String: JSON] = [:]
        if let words = summary ?? phrase { annotations["description"] = .string(words) }
        if !examples.isEmpty { annotations["examples"] = .array(examples) }
        annotations["default"] = fallback
        return annotations
    }

    /// What is judged, and the description.
    func keywords(_ definitions: inout [String: JSON]) -> [String: JSON] {
        switch shape {
        case .anything: [:]
        case .boolean: ["type": "boolean"]
        case .choice(let words): ["type": "string", "enum": JSON(words)]
        case .constant(let value): ["const": value]
        case .integer(let range):
            ["type": "integer"].merging(range.keywords("minimum", "maximum", .min)) { $1 }
        case .text(let text): text.keywords
        case .reference(let kind):
            Text(pattern: kind == nil ? Patterns.component : Patterns.name).keywords
        case .either(let alternatives):
            ["anyOf": .array(alternatives.map { $0.jsonSchema(&definitions) })]
        case .list(let element, let count, let unique):
            count.keywords("minItems", "maxItems", 0).merging([
                "type": "array", "items": element.jsonSchema(&definitions),
            ]) { $1 }.merging(unique ? ["uniqueItems": true] : [:]) { $1 }
        case .map(let key, let value, let count):
            count.keywords("minProperties", "maxProperties", 0).merging([
                "type": "object", "additionalProperties": value.jsonSchema(&definitions),
                "propertyNames": .object(key.keywords),
            ]) { $1 }
        case .object(let fields, let constraints): keywords(fields, constraints, &definitions)
        }
    }

    private func keywords(
        _ fields: [Field], _ constraints: [Constraint], _ definitions: inout [String: JSON]
    ) -> [String: JSON] {
        var properties: [String: JSON] = [:]
        for field in fields { properties[field.name] = field.schema.jsonSchema(&definitions) }
        var keywords: [String: JSON] = [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
        ]
        let required = fields.filter(\.isRequired).map(\.name)
        if !required.isEmpty { keywords["required"] = JSON(required) }
        if !constraints.isEmpty { keywords["allOf"] = .array(constraints.map(\.jsonSchema)) }
        if let summary { keywords["description"] = .string(summary) }
        return keywords
    }
}

extension Text {
    fileprivate var keywords: [String: JSON] {
        var keywords: [String: JSON] = ["type": "string"]
        if let pattern { keywords["pattern"] = .string(pattern.regularExpression) }
        if let length { keywords.merge(length.keywords("minLength", "maxLength", 0)) { $1 } }
        if let format { keywords["format"] = .string(format) }
        return keywords
    }
}

extension ClosedRange<Int> {
    /// The bounds that say something: not the least there is, not the greatest.
    fileprivate func keywords(_ least: String, _ most: String, _ nothing: Int) -> [String: JSON] {
        var keywords: [String: JSON] = [:]
        if lowerBound != nothing { keywords[least] = .int(lowerBound) }
        if upperBound != .max { keywords[most] = .int(upperBound) }
        return keywords
    }
}

extension Constraint {
    fileprivate var jsonSchema: JSON {
        switch self {
        case .exactlyOne(let names): ["oneOf": .array(names.map(Self.having))]
        case .atLeastOne(let names): ["anyOf": .array(names.map(Self.having))]
        case .atMostOne(let names):
            // Either none of them, or exactly one.
            ["oneOf": .array([["not": ["anyOf": .array(names.map(Self.having))]]] + names.map(Self.having))]
        case .needs(let name, let others): ["dependentRequired": [name: JSON(others)]]
        }
    }

    private static func having(_ name: String) -> JSON { ["required": [.string(name)]] }
}
