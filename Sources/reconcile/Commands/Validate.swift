import Desired
import Engine
import Planning

extension Command {
    static let validate: Command = Command(
        name: "validate",
        summary: "check the desired state; no network",
        discussion: """
            Every error of every file at once, each with its file, line and column. Ends with 65 where there is one; warnings do \
            not count.
            """
    ) { arguments, console in
        let loaded = try await LoadedState.read(arguments, .system())
        let state = loaded.state
        if state.isValid { _ = try Selection(arguments, of: state) }
        switch arguments[CommonOptions.format] {
        case .json: console.write(ValidationDocument.render(state))
        case .text, .markdown:
            let view = DiagnosticsView(style: console.answerTerminal.style)
            for diagnostic in state.diagnostics { console.write(view.text(diagnostic)) }
            let summary = view.summary(state)
            if !summary.isEmpty { console.write(summary + "\n") }
            if state.isValid {
                let resources = count(state.resources.count, "resource")
                let files = count(state.fileCount, "file")
                console.write(
                    "Valid: \(resources) in \(files) \(loaded.origin.dirty ? "on disk" : "at \(loaded.origin.commit.prefix(7))").\n"
                )
            }
        }
        if let path = arguments[CommonOptions.out] {
            try OutputFile.write(Array(ValidationDocument.render(state).utf8), to: path)
        }
        return state.isValid ? .done : .invalid
    }
}

/// The diagnostics as JSON.
private enum ValidationDocument {
    static func render(_ state: DesiredState) -> String {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("formatVersion", "1")
            writer.member("valid", .bool(state.isValid))
            writer.member("files", state.fileCount)
            writer.member("resources", state.resources.count)
            writer.key("diagnostics")
            writer.array { writer in
                for diagnostic in state.diagnostics {
                    writer.object { writer in
                        writer.member("severity", diagnostic.severity.rawValue)
                        writer.member("file", diagnostic.file)
                        writer.member("line", JSON(diagnostic.position?.line))
                        writer.member("column", JSON(diagnostic.position?.column))
                        writer.member("resource", JSON(diagnostic.resource))
                        writer.member("message", diagnostic.message)
                        writer.member("advice", JSON(diagnostic.advice))
                    }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
