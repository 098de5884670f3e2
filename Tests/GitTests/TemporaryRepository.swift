import Foundation

@testable import Git

/// A folder with a real repository, made with the git command line and removed at the end.
final class TemporaryRepository: Sendable {
    let folder: String
    /// Everything of this test; the repository is a folder in it.
    let base: String

    /// - Parameter arguments: added to `git init`.
    init(_ arguments: String..., folder name: String = "repository") throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("git-\(UUID().uuidString)")
            .path
        base = path
        folder = path + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try git(["init", "--quiet", "--initial-branch=main"] + arguments)
    }

    deinit { try? FileManager.default.removeItem(atPath: base) }

    var source: GitSource { GitSource(path: folder) }

    /// A source that clones this repository into a cache of the test's own.
    var remote: GitSource {
        GitSource(url: "file://" + folder, credentials: [], cacheDirectory: base + "/cache")
    }

    /// Runs git in `folder` with a fixed identity and time, untouched by anyone's configuration.
    @discardableResult
    func git(_ arguments: [String], in other: String? = nil, input: [UInt8]? = nil) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-c", "protocol.file.allow=always", "-C", other ?? folder] + arguments
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": base, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com",
            "GIT_AUTHOR_DATE": "1700000000 +0100",
            "GIT_COMMITTER_NAME": "Grace", "GIT_COMMITTER_EMAIL": "grace@example.com",
            "GIT_COMMITTER_DATE": "1700000100 -0500",
        ]
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        let inputFile = base + "/input"
        if let input {
            try Data(input).write(to: URL(filePath: inputFile))
            process.standardInput = try FileHandle(forReadingFrom: URL(filePath: inputFile))
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailed(arguments: arguments, complaint: String(decoding: complaint, as: UTF8.self))
        }
        return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    struct CommandFailed: Error {
        let arguments: [String]
        let complaint: String
    }

    /// Writes a file of the work tree.
    func write(_ path: String, _ bytes: [UInt8]) throws {
        let url = URL(filePath: folder + "/" + path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func write(_ path: String, _ text: String) throws { try write(path, Array(text.utf8)) }

    /// Commits everything that is on disk.
    ///
    /// - Returns: the commit's id.
    @discardableResult
    func commit(_ message: String = "change") throws -> String {
        try git(["add", "--all", "--force"])
        try git(["commit", "--quiet", "--allow-empty", "--no-gpg-sign", "--message", message])
        return try head()
    }

    /// Where an object is kept that is in no pack.
    func looseObject(_ id: String) -> String { "\(folder)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))" }

    func head() throws -> String { try git(["rev-parse", "HEAD"]) }
}

/// The error that `body` ends with.
func failure<Value>(_ body: () async throws(GitError) -> Value) async -> GitError? {
    do throws(GitError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
