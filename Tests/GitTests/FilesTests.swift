import Foundation
import Testing

@testable import Git

/// What a folder holds: asked of a commit and of the disk, which have to agree.
struct FilesTests {
    private let temporary: TemporaryRepository

    init() throws { temporary = try TemporaryRepository() }

    private func files(
        in folder: String, onDisk: Bool, maximumSize: Int = GitFile.defaultMaximumSize
    ) async throws(GitError) -> [GitFile] {
        let repository = try await GitRepository.open(temporary.source)
        if onDisk { return try await repository.workingTreeFiles(in: folder, maximumSize: maximumSize) }
        return try await repository.files(
            in: folder, of: try await repository.commit("HEAD"), maximumSize: maximumSize)
    }

    @Test(arguments: [false, true])
    func `every entry comes with its kind, in the order of the paths' bytes`(onDisk: Bool) async throws {
        let other = try TemporaryRepository()
        try other.commit()
        try temporary.git(["submodule", "--quiet", "add", "file://" + other.folder, "state/module"])
        try temporary.write("state/b.json", "bee")
        try temporary.write("state/b/deep/c.jsonc", [0xFF, 0x00])
        try temporary.write("state/Z.json", "")
        try temporary.write("state/limit", Array(repeating: 65, count: 10))
        try temporary.write("state/over", Array(repeating: 65, count: 11))
        try temporary.write("state/.hidden", "no")
        try temporary.write("state/.folder/no.json", "no")
        try temporary.write("state/b/.no", "no")
        try temporary.write("elsewhere/no.json", "no")
        try FileManager.default.createSymbolicLink(
            atPath: temporary.folder + "/state/link.json", withDestinationPath: "b.json")
        try FileManager.default.createSymbolicLink(
            atPath: temporary.folder + "/state/loop", withDestinationPath: ".")
        try temporary.commit()
        let expected = [
            GitFile(path: "state/Z.json", content: .bytes([])),
            GitFile(path: "state/b.json", content: .bytes(Array("bee".utf8))),
            GitFile(path: "state/b/deep/c.jsonc", content: .bytes([0xFF, 0x00])),
            GitFile(path: "state/limit", content: .bytes(Array(repeating: 65, count: 10))),
            GitFile(path: "state/link.json", content: .symbolicLink),
            GitFile(path: "state/loop", content: .symbolicLink),
            GitFile(path: "state/module", content: .submodule),
            GitFile(path: "state/over", content: .tooLarge(11)),
        ]
        for folder in ["state", "state/", "./state//"] {
            #expect(try await files(in: folder, onDisk: onDisk, maximumSize: 10) == expected)
        }
    }

    @Test func `on disk a submodule that was not initialised is no empty folder`() async throws {
        try temporary.write("state/a.json", "1")
        try temporary.commit()
        let head = try temporary.head()
        try temporary.git(["update-index", "--add", "--cacheinfo", "160000,\(head),state/module"])
        try FileManager.default.createDirectory(
            atPath: temporary.folder + "/state/module", withIntermediateDirectories: true)
        let found = try await files(in: "state", onDisk: true)
        #expect(found.map(\.content) == [.bytes(Array("1".utf8)), .submodule])
    }

    @Test func `on disk a pipe is named and not opened`() async throws {
        try temporary.write("state/a.json", "1")
        #expect(mkfifo(temporary.folder + "/state/pipe", 0o600) == 0)
        #expect(try await files(in: "state", onDisk: true).last?.content == .special)
    }

    @Test(arguments: [false, true])
    func `an LFS pointer is no file`(onDisk: Bool) async throws {
        try temporary.write(
            "state/big.json", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n")
        try temporary.commit()
        #expect(
            try await files(in: "state", onDisk: onDisk) == [
                GitFile(path: "state/big.json", content: .lfsPointer)
            ])
    }

    @Test(arguments: [false, true])
    func `names that are not UTF-8 are repaired`(onDisk: Bool) async throws {
        try temporary.write("state/a.json", "1")
        let name = Array((temporary.folder + "/state/").utf8) + [0xE9] + Array(".json".utf8)
        let file = open(name.map { CChar(bitPattern: $0) } + [0], O_CREAT | O_WRONLY, 0o600)
        #expect(file >= 0)
        #expect(write(file, "2", 1) == 1)
        close(file)
        try temporary.commit()
        let found = try await files(in: "state", onDisk: onDisk)
        #expect(found.map(\.path) == ["state/a.json", "state/\u{FFFD}.json"])
        #expect(found.last?.content == .bytes(Array("2".utf8)))
    }

    @Test(arguments: [false, true])
    func `a folder that is not there names those that are`(onDisk: Bool) async throws {
        for folder in ["dr", "ops/prod", "ops/.git-like"] { try temporary.write(folder + "/a.json", "1") }
        try temporary.commit()
        let top = try #require(
            await failure { () throws(GitError) in try await files(in: "desired-state", onDisk: onDisk) })
        #expect(top.code == .missingFolder)
        #expect(top.message.contains("There is no folder desired-state in "))
        #expect(top.message.contains("Folders there: dr, ops."))
        let deeper = try #require(
            await failure { () throws(GitError) in try await files(in: "ops/test", onDisk: onDisk) })
        #expect(deeper.message.contains("Folders in ops: prod."))
        let outside = await failure { () throws(GitError) in try await files(in: "../x", onDisk: onDisk) }
        #expect(outside?.code == .missingFolder)
    }

    @Test(arguments: [false, true])
    func `what is no folder is an error of its own`(onDisk: Bool) async throws {
        try temporary.write("real/a.json", "1")
        try FileManager.default.createSymbolicLink(
            atPath: temporary.folder + "/link", withDestinationPath: "real")
        try temporary.commit()
        for (folder, words) in [
            ("real/a.json", "is a file"), ("real/a.json/deeper", "is a file"), ("link", "is a symbolic link"),
        ] {
            let error = try #require(
                await failure { () throws(GitError) in try await files(in: folder, onDisk: onDisk) })
            #expect(error.code == .notAFolder)
            #expect(error.message.contains(words))
        }
    }

    @Test func `a commit's files are those of the commit, packed or not`() async throws {
        try temporary.write("state/a.json", "old")
        try temporary.commit()
        try temporary.write("state/a.json", "new")
        try temporary.commit()
        try temporary.git(["gc", "--quiet"])
        try temporary.write("state/a.json", "on disk")
        let repository = try await GitRepository.open(temporary.source)
        let old = try await repository.files(in: "state", of: repository.commit("main~1"))
        #expect(old.first?.content == .bytes(Array("old".utf8)))
        let new = try await repository.files(in: "state", of: repository.commit("main"))
        #expect(new.first?.content == .bytes(Array("new".utf8)))
        let disk = try await repository.workingTreeFiles(in: "state")
        #expect(disk.first?.content == .bytes(Array("on disk".utf8)))
    }

    @Test func `10,000 files beside the folder are not read`() async throws {
        try temporary.write("state/a.json", "1")
        try temporary.commit()
        let state = try temporary.git(["rev-parse", "HEAD:state"])
        // Their objects do not exist: only a listing that never asks for them can succeed.
        let beside = (1...10_000).map { number in
            let digits = String(number, radix: 16)
            return
                "100644 blob \(String(repeating: "0", count: 40 - digits.count))\(digits)\t\(number).json\n"
        }
        let tree = try temporary.git(
            ["mktree", "--missing"], input: Array((beside.joined() + "040000 tree \(state)\tstate\n").utf8))
        let commit = try temporary.git(["commit-tree", tree, "-m", "many"])
        let repository = try await GitRepository.open(temporary.source)
        let found = try await repository.files(in: "state", of: repository.commit(commit))
        #expect(found.map(\.path) == ["state/a.json"])
    }

    @Test(arguments: [0, 5, 20])
    func `a damaged object is an error`(length: Int) async throws {
        try temporary.write("state/a.json", "some content that is long enough to be cut")
        try temporary.commit()
        for revision in ["HEAD:state/a.json", "HEAD:state", "HEAD^{tree}", "HEAD"] {
            let path = try temporary.looseObject(temporary.git(["rev-parse", revision]))
            let whole = try Data(contentsOf: URL(filePath: path))
            try FileManager.default.removeItem(atPath: path)
            try whole.prefix(length).write(to: URL(filePath: path))
            let error = await failure { () throws(GitError) in try await files(in: "state", onDisk: false) }
            #expect(error?.code == .damaged, "\(revision)")
            try FileManager.default.removeItem(atPath: path)
            try whole.write(to: URL(filePath: path))
        }
        #expect(try await files(in: "state", onDisk: false).count == 1)
    }
}
