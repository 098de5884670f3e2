import AWS
import Desired
import Engine
import Git
import Planning

/// A desired state with the place that it came from.
struct LoadedState: Sendable {
    let state: DesiredState
    let origin: Plan.Desired
    /// As people know the revision: a branch's name rather than `HEAD`.
    let shownReference: String

    /// Reads the desired state that the common options name, valid or not.
    static func read(_ arguments: Arguments, _ surroundings: Surroundings) async throws(CommandFailure)
        -> LoadedState
    {
        do throws(GitError) {
            return try await load(arguments, surroundings)
        } catch {
            throw CommandFailure(failureCode(error), error.message)
        }
    }

    /// Reads it and insists that it is valid; what is wrong with it goes to standard error.
    static func valid(
        _ arguments: Arguments, _ surroundings: Surroundings, _ console: Console
    ) async throws(CommandFailure) -> LoadedState {
        let loaded = try await read(arguments, surroundings)
        let view = DiagnosticsView(style: console.errorTerminal.style)
        for diagnostic in loaded.state.diagnostics
        where !loaded.state.isValid || !arguments[CommonOptions.quiet] {
            console.report(diagnostic)
        }
        guard loaded.state.isValid else {
            throw CommandFailure(.invalid, view.summary(loaded.state) + " Nothing was compared.")
        }
        return loaded
    }

    private static func load(
        _ arguments: Arguments, _ surroundings: Surroundings
    ) async throws(GitError) -> LoadedState {
        let repository = try await GitRepository.open(source(arguments[CommonOptions.repo], surroundings))
        let commit = try await repository.commit(arguments[CommonOptions.ref])
        let folder = arguments[CommonOptions.path]
        let isWorkingTree = arguments[CommonOptions.workingTree]
        let files =
            isWorkingTree
            ? try await repository.workingTreeFiles(in: folder)
            : try await repository.files(in: folder, of: commit)
        let now = surroundings.timing.now()
        let state = DesiredState.load(
            files.map(SourceFile.init), under: folder, kinds: Registry.reconcilers,
            written: isWorkingTree ? now : Instant(secondsSince1970: commit.committedAt), now: now)
        return LoadedState(
            state: state,
            origin: Plan.Desired(
                commit: commit.id, ref: arguments[CommonOptions.ref], path: folder, dirty: isWorkingTree),
            shownReference: isWorkingTree ? "files on disk" : commit.branch ?? arguments[CommonOptions.ref])
    }

    private static func source(_ place: String?, _ surroundings: Surroundings) -> GitSource {
        guard let place else { return GitSource(path: ".") }
        let environment = surroundings.environment
        guard GitSource.isURL(place), let cache = GitSource.cacheDirectory(environment: environment) else {
            return GitSource(path: place)
        }
        return GitSource(
            url: place, credentials: credentials(for: place, environment), cacheDirectory: cache,
            certificateAuthorities: environment["CI_SERVER_TLS_CA_FILE"])
    }

    /// The operator's token goes to the host in `--repo`, the job's to GitLab's own host alone.
    private static func credentials(for url: String, _ environment: [String: String]) -> [GitCredentials] {
        if let token = environment["RECONCILE_GIT_TOKEN"], !token.isEmpty, let host = GitSource.host(of: url)
        {
            return [GitCredentials(host: host, username: "oauth2", token: token)]
        }
        if let token = environment["CI_JOB_TOKEN"], let host = environment["CI_SERVER_HOST"], !token.isEmpty {
            return [GitCredentials(host: host, username: "gitlab-ci-token", token: token)]
        }
        return []
    }

    private static func failureCode(_ error: GitError) -> ExitCode {
        [.cloneFailed, .authentication, .hostMismatch, .untrustedServer, .cacheFailed].contains(error.code)
            ? .failed : .invalid
    }
}

extension SourceFile {
    fileprivate init(_ file: GitFile) {
        let content: Content =
            switch file.content {
            case .bytes(let bytes): .bytes(bytes)
            case .tooLarge(let size): .tooLarge(bytes: size)
            case .symbolicLink: .symbolicLink
            case .submodule: .submodule
            case .lfsPointer: .unreadable("it is a Git LFS pointer, not the file itself")
            case .special: .unreadable("it is a pipe, a socket or a device")
            }
        self.init(path: file.path, content: content)
    }
}
