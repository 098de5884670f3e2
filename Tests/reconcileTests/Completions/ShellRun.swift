import Foundation

/// Runs a shell of this machine on a text.
enum ShellRun {
    struct Result {
        var status: Int32
        /// Standard output and standard error, in the order of arrival.
        var lines: [String]
    }

    /// Where the shell is; nil where it is not installed.
    static func path(of shell: String) -> String? {
        ["/bin/\(shell)", "/usr/bin/\(shell)", "/usr/local/bin/\(shell)"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    static func isInstalled(_ shell: String) -> Bool { path(of: shell) != nil }

    /// The script goes in through a file, so that the shell reads it as it would read a completion.
    static func run(_ shell: String, options: [String] = [], script: String) throws -> Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "completion-\(UUID().uuidString)")
        try script.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Foundation.Pipe()
        process.executableURL = URL(filePath: path(of: shell) ?? shell)
        process.arguments = options + [file.path()]
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
        return Result(status: process.terminationStatus, lines: lines)
    }
}
