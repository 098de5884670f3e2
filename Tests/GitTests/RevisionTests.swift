import Foundation
import Testing

@testable import Git

struct RevisionTests {
    private let temporary: TemporaryRepository
    private let first: String
    private let second: String

    init() throws {
        temporary = try TemporaryRepository()
        try temporary.write("desired-state/a.json", "1")
        first = try temporary.commit("first\n\nbody")
        try temporary.git(["tag", "--annotate", "v1", "--message", "one"])
        try temporary.git(["tag", "v0"])
        try temporary.write("desired-state/a.json", "2")
        second = try temporary.commit("second")
        try temporary.git(["branch", "release/2026", first])
    }

    @Test func `HEAD is the newest commit with its branch, time and message`() async throws {
        let commit = try await GitRepository.open(temporary.source).commit("HEAD")
        #expect(
            commit
                == GitCommit(
                    id: second, reference: "HEAD", branch: "main", committedAt: 1_700_000_100,
                    message: "second\n"))
    }

    @Test func `every name of the first commit leads to it`() async throws {
        let repository = try await GitRepository.open(temporary.source)
        for revision in ["main~1", "v1", "v0", "release/2026", "HEAD^", "refs/tags/v1", "v1^{commit}"] {
            let commit = try await repository.commit(revision)
            #expect(commit.id == first)
            #expect(commit.reference == revision)
            #expect(commit.branch == nil)
            #expect(commit.message == "first\n\nbody\n")
        }
    }

    @Test func `an id is enough, whole or its beginning`() async throws {
        let repository = try await GitRepository.open(temporary.source)
        for length in [7, 12, 40] {
            #expect(try await repository.commit(String(first.prefix(length))).id == first)
        }
    }

    @Test func `what names no commit is an unknown revision`() async throws {
        let repository = try await GitRepository.open(temporary.source)
        for revision in [
            "nowhere", "", "-x", "main~7", "v1:desired-state", "main^{tree}", "..", "main..v1", "a b", "@{",
            "^", "~",
            "HEAD@{99}", "0000000000000000000000000000000000000000", "é", ":/nothing", "main^{/nothing}",
        ] {
            let error = await failure { () throws(GitError) in try await repository.commit(revision) }
            #expect(error?.code == .unknownRevision, "\(revision)")
            #expect(error?.underlying != nil)
        }
    }

    @Test func `an unknown revision says what there is`() async throws {
        let repository = try await GitRepository.open(temporary.source)
        let error = try #require(await failure { () throws(GitError) in try await repository.commit("v9") })
        #expect(
            error.message == "There is no branch, tag or commit v9 in \(temporary.folder). "
                + "Branches there: main, release/2026. Tags there: v0, v1.")
        let near = try #require(await failure { () throws(GitError) in try await repository.commit("2026") })
        #expect(near.message.hasSuffix("There is a branch release/2026."))
    }

    @Test func `an abbreviation that fits several objects is ambiguous`() async throws {
        // The ids of these two blobs begin alike.
        try temporary.write("many/1", "1071")
        try temporary.write("many/2", "1251")
        try temporary.commit()
        let repository = try await GitRepository.open(temporary.source)
        let error = await failure { () throws(GitError) in try await repository.commit("f0acb") }
        #expect(error?.code == .ambiguousRevision)
    }

    @Test func `a detached HEAD is on no branch`() async throws {
        try temporary.git(["checkout", "--quiet", "--detach", first])
        let commit = try await GitRepository.open(temporary.source).commit("HEAD")
        #expect(commit.id == first)
        #expect(commit.branch == nil)
    }

    @Test func `a repository without a commit is an error of its own`() async throws {
        let empty = try TemporaryRepository()
        let repository = try await GitRepository.open(empty.source)
        for revision in ["HEAD", "main"] {
            let error = await failure { () throws(GitError) in try await repository.commit(revision) }
            #expect(error?.code == .unbornHead)
        }
    }

    @Test func `a branch without a commit names those that have one`() async throws {
        try temporary.git(["checkout", "--quiet", "--orphan", "fresh"])
        let repository = try await GitRepository.open(temporary.source)
        let error = try #require(await failure { () throws(GitError) in try await repository.commit("HEAD") })
        #expect(error.code == .unbornHead)
        #expect(error.message.contains("Branches there: main, release/2026."))
    }

    @Test func `a message that is not UTF-8 is repaired`() async throws {
        let tree = try temporary.git(["rev-parse", "HEAD^{tree}"])
        let latin1 = Array("Gr".utf8) + [0xFC, 0xDF] + Array("e\n".utf8)
        let id = try temporary.git(
            ["-c", "i18n.commitEncoding=ISO-8859-1", "commit-tree", tree, "-F", "-"], input: latin1)
        let commit = try await GitRepository.open(temporary.source).commit(id)
        #expect(commit.message == "Gr\u{FFFD}\u{FFFD}e\n")
    }

    @Test func `branches and tags are listed, remote branches by their remote`() async throws {
        try temporary.git(["update-ref", "refs/remotes/origin/other", first])
        let repository = try await GitRepository.open(temporary.source)
        let references = try await repository.references()
        #expect(references.branches == ["main", "origin/other", "release/2026"])
        #expect(references.tags == ["v0", "v1"])
        let error = try #require(
            await failure { () throws(GitError) in try await repository.commit("other") })
        #expect(error.message.hasSuffix("There is a branch origin/other."))
    }

    @Test func `a shallow checkout has its head, and says so where more is asked for`() async throws {
        let shallow = temporary.base + "/shallow"
        try temporary.git(["clone", "--quiet", "--depth", "1", "file://" + temporary.folder, shallow])
        let repository = try await GitRepository.open(GitSource(path: shallow))
        let head = try await repository.commit("HEAD")
        #expect(head.id == second)
        #expect(try await repository.files(in: "desired-state", of: head).count == 1)
        let parent = try #require(
            await failure { () throws(GitError) in try await repository.commit("HEAD~1") })
        #expect(parent.code == .shallow)
        #expect(parent.message.contains("git fetch --unshallow"))
        #expect(parent.message.contains("GIT_DEPTH: 0"))
        let unknown = try #require(
            await failure { () throws(GitError) in try await repository.commit(first) })
        #expect(unknown.code == .unknownRevision)
        #expect(unknown.message.contains("GIT_DEPTH: 0"))
    }

    @Test func `a signature comes with what it signs`() async throws {
        let repository = try await GitRepository.open(temporary.source)
        let unsigned = try await repository.commit("HEAD")
        #expect(try await repository.signature(of: unsigned) == nil)

        let plain = try temporary.git(["cat-file", "commit", "HEAD"]) + "\n"
        let split = try #require(plain.range(of: "\n\n"))
        let signed = plain.replacingCharacters(
            in: split, with: "\ngpgsig -----BEGIN-----\n AAAA\n -----END-----\n\n")
        let id = try temporary.git(
            ["hash-object", "-t", "commit", "-w", "--stdin"], input: Array(signed.utf8))
        let signature = try await repository.signature(of: repository.commit(id))
        #expect(signature?.signature == Array("-----BEGIN-----\nAAAA\n-----END-----".utf8))
        #expect(signature?.payload == Array(plain.utf8))
    }
}
