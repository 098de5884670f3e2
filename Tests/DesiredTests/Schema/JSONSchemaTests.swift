import Planning
import Testing

@testable import Desired

struct JSONSchemaTests {
    private static let forms = ManifestForm.all(fakeKinds)

    /// Every schema inside of one, with its path.
    private static func all(_ schema: Schema, _ path: String) -> [(String, Schema)] {
        let inner: [(String, Schema)] =
            switch schema.shape {
            case .object(let fields, _): fields.flatMap { all($0.schema, "\(path).\($0.name)") }
            case .map(_, let value, _): all(value, "\(path).*")
            case .list(let element, _, _): all(element, "\(path)[]")
            case .either(let alternatives): alternatives.flatMap { all($0, path) }
            default: []
            }
        return [(path, schema)] + inner
    }

    @Test func everyExampleIsValid() {
        var count = 0
        for (path, schema) in Self.forms.flatMap({ Self.all($0.schema, $0.kind) }) {
            for example in schema.examples + [schema.fallback].compactMap(\.self) {
                var validator = Validator(file: "f")
                validator.check(Node(example), schema)
                #expect(validator.diagnostics.isEmpty, "\(path): \(example)")
                count += 1
            }
        }
        #expect(count > 30)
    }

    @Test func everyFieldIsDescribed() {
        var bare: [String] = []
        for (path, schema) in Self.forms.flatMap({ Self.all($0.schema, $0.kind) }) {
            guard case .object(let fields, _) = schema.shape else { continue }
            bare += fields.filter { ($0.schema.summary ?? $0.schema.phrase) == nil }.map {
                "\(path).\($0.name)"
            }
        }
        #expect(Set(bare) == [])
    }

    @Test func everyReferenceLeadsToADefinition() {
        let document = JSONSchema.document(kinds: fakeKinds)
        let definitions = Set(document["$defs"]?.object?.keys.map { "#/$defs/\($0)" } ?? [])
        let used = Set(Self.references(in: document))
        #expect(used == definitions)
        #expect(
            definitions.isSuperset(of: [
                "#/$defs/Settings", "#/$defs/Application", "#/$defs/Policy", "#/$defs/Metadata",
            ]))
    }

    private static func references(in json: JSON) -> [String] {
        switch json {
        case .object(let members):
            members.flatMap { $0.key == "$ref" ? [$0.value.string ?? ""] : references(in: $0.value) }
        case .array(let elements): elements.flatMap(references)
        default: []
        }
    }

    @Test func saysTheThreeFormsOfAFile() {
        let document = JSONSchema.document(kinds: fakeKinds)
        #expect(document["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(document["then"]?["items"]?["required"] == ["apiVersion"])
        #expect(document["else"]?["then"]?["$ref"] == "#/$defs/Envelope")
        #expect(document["else"]?["else"]?["$ref"] == "#/$defs/Manifest")
        #expect(
            document["$defs"]?["Manifest"]?["properties"]?["kind"]?["enum"]
                == ["Application", "Database", "Policy", "Settings", "Volume"])
    }

    private static let shapes: [(Schema, JSON)] = [
        (.integer(0...35), ["type": "integer", "minimum": 0, "maximum": 35]),
        (.integer(1...Int.max), ["type": "integer", "minimum": 1]),
        (.integer(Int.min...0), ["type": "integer", "maximum": 0]),
        (.choice(["a", "b"]), ["type": "string", "enum": ["a", "b"]]),
        (.constant(true), ["const": true]),
        (.anything, [:]),
        (
            .boolean.described("Why").defaulting(to: false),
            ["type": "boolean", "description": "Why", "default": false]
        ),
        (
            .text(["a.", .one("0-9")], length: 2...3, format: "x").expecting("p").examples("a.1"),
            [
                "type": "string", "pattern": "^a\\.[0-9]$", "minLength": 2, "maxLength": 3, "format": "x",
                "description": "p", "examples": ["a.1"],
            ]
        ),
        (
            .list(of: .boolean, count: 1...4, unique: true),
            [
                "type": "array", "items": ["type": "boolean"], "minItems": 1, "maxItems": 4,
                "uniqueItems": true,
            ]
        ),
        (
            .map(of: .boolean, keys: Text(length: 1...8), count: 0...5),
            [
                "type": "object", "additionalProperties": ["type": "boolean"], "maxProperties": 5,
                "propertyNames": ["type": "string", "minLength": 1, "maxLength": 8],
            ]
        ),
        (
            .either(.boolean, .integer(0...1)),
            [
                "anyOf": [["type": "boolean"], ["type": "integer", "minimum": 0, "maximum": 1]]
            ]
        ),
        (.boolean.named("Shared").described("Here"), ["$ref": "#/$defs/Shared", "description": "Here"]),
        (
            .object(
                [.required("a", .boolean), .optional("b", .boolean), .optional("c", .boolean)],
                .exactlyOne(["a", "b"]), .atMostOne(["b", "c"]), .atLeastOne(["a", "c"]), .needs("b", ["c"])),
            [
                "type": "object", "required": ["a"], "additionalProperties": false,
                "properties": ["a": ["type": "boolean"], "b": ["type": "boolean"], "c": ["type": "boolean"]],
                "allOf": [
                    ["oneOf": [["required": ["a"]], ["required": ["b"]]]],
                    [
                        "oneOf": [
                            ["not": ["anyOf": [["required": ["b"]], ["required": ["c"]]]]],
                            ["required": ["b"]], ["required": ["c"]],
                        ]
                    ],
                    ["anyOf": [["required": ["a"]], ["required": ["c"]]]],
                    ["dependentRequired": ["b": ["c"]]],
                ],
            ]
        ),
    ]

    @Test func everyShapeHasItsKeywords() {
        for (schema, expected) in Self.shapes {
            var definitions: [String: JSON] = [:]
            #expect(schema.jsonSchema(&definitions) == expected)
        }
    }
}
