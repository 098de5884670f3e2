import Foundation
import Testing

@testable import Git

struct CachedCloneTests {
    private let temporary: TemporaryRepository
    private let first: String
    private var cache: String { temporary.base + "/cache" }

    init() throws {
        temporary = try TemporaryRepository()
        try temporary.write("state/a.json", "1")
        first = try temporary.commit()
    }

    /// The names in the cache folder, without the lock.
    private func clones() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: cache).filter { !$0.hasSuffix(".lock") }
    }

    private func clone() throws -> String { try cache + "/" + #require(clones().first) }

    @Test func `a URL is cloned and its files are there`() async throws {
        try temporary.git(["tag", "--annotate", "v1", "--message", "one"])
        let repository = try await GitRepository.open(temporary.remote)
        #expect(repository.location == "file://" + temporary.folder)
        #expect(try await repository.originURL() == "file://" + temporary.folder)
        let commit = try await repository.commit("HEAD")
        #expect(commit.id == first)
        #expect(commit.branch == "main")
        #expect(try await repository.commit("v1").id == first)
        #expect(try await repository.files(in: "state", of: commit).map(\.path) == ["state/a.json"])
        let names = try clones()
        #expect(names.count == 1)
        #expect(names.first?.hasPrefix("repository-") == true)
    }

    @Test func `nothing of the URL is written to the clone's configuration`() async throws {
        _ = try await GitRepository.open(temporary.remote)
        let configuration = try String(contentsOfFile: clone() + "/config", encoding: .utf8)
        #expect(configuration.contains("bare = true"))
        #expect(!configuration.contains("url"))
        #expect(!configuration.contains(temporary.folder))
    }

    @Test func `a second opening brings what is new and drops what is gone`() async throws {
        try temporary.git(["branch", "gone"])
        try temporary.git(["branch", "folder"])
        try temporary.git(["tag", "moved"])
        _ = try await GitRepository.open(temporary.remote)
        try temporary.write("state/a.json", "2")
        let second = try temporary.commit()
        try temporary.git(["branch", "--delete", "--force", "gone", "folder"])
        try temporary.git(["branch", "folder/inside"])
        try temporary.git(["tag", "--force", "moved"])
        let repository = try await GitRepository.open(temporary.remote)
        for revision in ["HEAD", "main", "moved", "folder/inside"] {
            #expect(try await repository.commit(revision).id == second)
        }
        #expect(try await repository.references().branches == ["folder/inside", "main"])
        #expect(try clones().count == 1)
    }

    @Test func `a branch that was pushed by force is followed`() async throws {
        try temporary.write("state/a.json", "2")
        try temporary.commit()
        _ = try await GitRepository.open(temporary.remote)
        try temporary.git(["reset", "--quiet", "--hard", first])
        try temporary.write("state/a.json", "3")
        let other = try temporary.commit()
        #expect(try await GitRepository.open(temporary.remote).commit("main").id == other)
    }

    @Test func `HEAD follows the remote's default branch`() async throws {
        _ = try await GitRepository.open(temporary.remote)
        try temporary.git(["branch", "--move", "main", "trunk"])
        let commit = try await GitRepository.open(temporary.remote).commit("HEAD")
        #expect(commit.branch == "trunk")
        try temporary.git(["checkout", "--quiet", "--detach"])
        try temporary.commit("on no branch")
        let repository = try await GitRepository.open(temporary.remote)
        let error = await failure { () throws(GitError) in try await repository.commit("HEAD") }
        #expect(error?.code == .unbornHead)
        #expect(error?.message.contains("Branches there: trunk.") == true)
    }

    @Test func `an empty repository can be cloned, and has no commit`() async throws {
        let empty = try TemporaryRepository()
        let repository = try await GitRepository.open(empty.remote)
        let error = await failure { () throws(GitError) in try await repository.commit("HEAD") }
        #expect(error?.code == .unbornHead)
    }

    @Test(arguments: ["HEAD", "config", "refs", "objects"])
    func `a clone that lost a part is made anew`(part: String) async throws {
        _ = try await GitRepository.open(temporary.remote)
        try FileManager.default.removeItem(atPath: clone() + "/" + part)
        let repository = try await GitRepository.open(temporary.remote)
        let commit = try await repository.commit("HEAD")
        #expect(commit.id == first)
        #expect(try await repository.files(in: "state", of: commit).count == 1)
        #expect(try clones().count == 1)
    }

    @Test func `a clone whose objects turn out to be damaged is made anew while it is read`() async throws {
        let stored = try await GitRepository.open(temporary.remote).commit("HEAD")
        for file in try FileManager.default.subpathsOfDirectory(atPath: clone() + "/objects") {
            let path = try clone() + "/objects/" + file
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if !isFolder.boolValue {
                try FileManager.default.removeItem(atPath: path)
                try Data("damaged".utf8).write(to: URL(filePath: path))
            }
        }
        let repository = try await GitRepository.open(temporary.remote)
        #expect(try await repository.files(in: "state", of: stored).count == 1)
        #expect(try clones().count == 1)
    }

    @Test func `what a killed run left is removed`() async throws {
        _ = try await GitRepository.open(temporary.remote)
        let path = try clone()
        for rest in [".new", ".old"] {
            try FileManager.default.createDirectory(
                atPath: path + rest + "/objects", withIntermediateDirectories: true)
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(try await GitRepository.open(temporary.remote).commit("HEAD").id == first)
        #expect(try clones().count == 1)
    }

    @Test func `several openings at once share one clone`() async throws {
        let source = temporary.remote
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask { try await GitRepository.open(source).commit("HEAD").id }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ids == Array(repeating: first, count: 8))
        #expect(try clones().count == 1)
    }

    @Test func `a repository that is gone fails, though a clone of it is there`() async throws {
        _ = try await GitRepository.open(temporary.remote)
        try FileManager.default.moveItem(atPath: temporary.folder, toPath: temporary.folder + "-moved")
        let error = await failure { () throws(GitError) in try await GitRepository.open(temporary.remote) }
        #expect(error?.code == .cloneFailed)
        #expect(error?.message.contains("file://" + temporary.folder) == true)
        #expect(try clones().count == 1)
    }

    @Test func `a cache that cannot be written is named`() async throws {
        let source = GitSource(
            url: "file://" + temporary.folder, credentials: [],
            cacheDirectory: temporary.folder + "/state/a.json/x")
        let error = await failure { () throws(GitError) in try await GitRepository.open(source) }
        #expect(error?.code == .cacheFailed)
        #expect(error?.message.contains("XDG_CACHE_HOME") == true)
    }

    @Test func `a server that refuses the connection is a failed clone`() async throws {
        let source = GitSource(url: "http://127.0.0.1:1/a.git", credentials: [], cacheDirectory: cache)
        let error = await failure { () throws(GitError) in try await GitRepository.open(source) }
        #expect(error?.code == .cloneFailed)
        #expect(try clones().isEmpty)
    }
}
