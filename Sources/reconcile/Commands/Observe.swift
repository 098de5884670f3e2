import Desired
import Engine
import FoundationEssentials
import Planning

extension Command {
    static let observe: Command = Command(
        name: "observe",
        summary: "record the observed state",
        discussion: """
            Records the inventories that the desired state's kinds read, whole: `plan --observed FILE` then answers without AWS, \
            for other desired states too. What the recording does not cover is unknown to such a plan.
            """
    ) { arguments, console in
        guard let path = arguments[CommonOptions.out] else {
            throw UsageError(problem: "observe needs --out FILE")
        }
        let surroundings = Surroundings.system()
        let loaded = try await LoadedState.valid(arguments, surroundings, console)
        let selection = try Selection(arguments, of: loaded.state)
        let targets = loaded.state.settings.targets.filter { selection.contains(target: $0.name) }
        let comparison = Comparison(desired: loaded.state, reconcilers: Registry.reconcilers)
        let opened = await TargetViews.live(targets, surroundings, console)
        var recorded: [RecordedTarget] = []
        for view in opened.views {
            console.progress.show("recording \(view.target.name) …")
            recorded.append(await view.recorded(comparison.inventory(of: view.target.name)))
        }
        console.progress.clear()
        let recording = Recording(
            tool: Plan.Tool(name: "reconcile", version: Version.current), at: opened.observed.at,
            targets: recorded)
        try OutputFile.write(try recording.document(), to: path)
        console.write(ObserveText.render(recording, path: path))
        return recording.isWhole ? .done : .failed
    }
}

extension Recording {
    fileprivate var isWhole: Bool {
        targets.allSatisfy { $0.listings.values.allSatisfy { $0.unknown == nil } }
    }

    fileprivate func document() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

private enum ObserveText {
    /// What the recording covers, and what could not be seen.
    static func render(_ recording: Recording, path: String) -> String {
        var text = "Recorded \(recording.at) in \(path):\n"
        let width = recording.targets.flatMap(\.listings.keys).map { $0.sanitized().displayWidth }.max() ?? 0
        for target in recording.targets {
            text += "\(target.name)  \(target.account ?? "account unknown")  \(target.region)\n"
            for (name, entry) in target.listings.sorted(by: { $0.key < $1.key }) {
                let what =
                    entry.unknown.map { "not observed: \($0.message)" } ?? entry.value?.array.map {
                        "\($0.count)"
                    } ?? "recorded"
                text += "  \(name.sanitized().padded(to: width))  \(what.sanitized())\n"
            }
        }
        return text
    }
}
