package import Planning

/// The JSON Schema (2020-12) of the desired state's files, for editors and other validators.
package enum JSONSchema {
    private static let dialect: JSON = "https://json-schema.org/draft/2020-12/schema"

    /// The document of all forms: what one file may hold, judged by type, value, pattern and exclusion.
    package static func document(kinds: [any Kind]) -> JSON {
        let forms = ManifestForm.all(kinds)
        var definitions: [String: JSON] = [:]
        for form in forms { definitions[form.kind] = .object(form.schema.keywords(&definitions)) }
        definitions["Manifest"] = manifest(forms)
        definitions["Envelope"] = envelope(&definitions)
        let needsVersion: JSON = ["apiVersion"]
        return [
            "$schema": dialect,
            "$id": .string("urn:\(ManifestForm.apiVersion.split(separator: "/").joined(separator: ":"))"),
            "title": "The desired state of disaster recovery",
            "description": """
            One manifest, a list of them, or many under one apiVersion. What several files together have to \
            satisfy is checked by `reconcile validate`.
            """,
            "if": ["type": "array"],
            "then": [
                "items": [
                    "$ref": "#/$defs/Manifest", "required": needsVersion, "properties": ["$schema": false],
                ]
            ],
            "else": [
                "if": ["required": ["manifests"]],
                "then": ["$ref": "#/$defs/Envelope"],
                "else": ["$ref": "#/$defs/Manifest", "required": needsVersion],
            ],
            "$defs": .object(definitions),
        ]
    }

    /// Any manifest: its kind decides which definition it has to satisfy.
    private static func manifest(_ forms: [ManifestForm]) -> JSON {
        let rules = forms.map { form -> JSON in
            [
                "if": ["properties": ["kind": ["const": .string(form.kind)]], "required": ["kind"]],
                "then": ["$ref": .string("#/$defs/\(form.kind)")],
            ]
        }
        return [
            "type": "object",
            "required": ["kind"],
            "properties": ["kind": ["enum": JSON(forms.map(\.kind).sorted())]],
            "allOf": .array(rules),
        ]
    }

    private static func envelope(_ definitions: inout [String: JSON]) -> JSON {
        var keywords = ManifestForm.envelope.keywords(&definitions)
        guard case .object(var properties) = keywords["properties"] else { return .object(keywords) }
        properties["manifests"] = [
            "type": "array",
            "items": ["$ref": "#/$defs/Manifest", "properties": ["$schema": false]],
        ]
        keywords["properties"] = .object(properties)
        return .object(keywords)
    }
}
