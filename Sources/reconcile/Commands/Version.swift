/// The one place that knows the version.
enum Version {
    static let current = "0.1.0"
}

extension Command {
    static let version = Command(
        name: "version", summary: "print the version", usesCommonOptions: false
    ) { _, console in
        console.write("reconcile \(Version.current)\n")
        return .done
    }
}
