import Desired
import Planning

extension Command {
    static let schema: Command = Command(
        name: "schema",
        summary: "the JSON Schema of the desired state (JSON)",
        discussion: """
            JSON Schema 2020-12 for everything that one file can be judged by; editors complete and check with it. `reconcile \
            validate` knows more: references between manifests, and AWS's own rules.
            """
    ) { arguments, console in
        var writer = JSONWriter(pretty: true)
        writer.value(JSONSchema.document(kinds: Registry.reconcilers))
        let bytes = writer.bytes + [UInt8(ascii: "\n")]
        if let path = arguments[CommonOptions.out] {
            try OutputFile.write(bytes, to: path)
        }
        console.answer.write(bytes)
        return .done
    }
}
