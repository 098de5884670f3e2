import AWS
import Desired
import Engine
import FoundationEssentials
import Planning

/// Opens the targets of a run: each with credentials and a confirmed account, or as a recording has it.
struct TargetViews: Sendable {
    let views: [TargetView]
    let observed: Plan.Observed
    /// By target, where AWS confirmed the declared account: what a writer may be made from.
    let confirmed: [String: AWSClient]

    /// The targets as AWS shows them now.
    static func live(
        _ targets: [Settings.Target], _ surroundings: Surroundings, _ console: Console
    ) async -> TargetViews {
        let now = surroundings.timing.now()
        let opened = await withTaskGroup(of: (TargetView, AWSClient?).self) { group in
            for target in targets {
                group.addTask { await open(target, surroundings, console, at: now) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var confirmed: [String: AWSClient] = [:]
        for (view, client) in opened where client != nil { confirmed[view.target.name] = client }
        return TargetViews(
            views: opened.map(\.0).sorted { $0.target.name < $1.target.name },
            observed: Plan.Observed(source: .aws, at: now), confirmed: confirmed)
    }

    private static func open(
        _ target: Settings.Target, _ surroundings: Surroundings, _ console: Console, at now: Instant
    ) async -> (TargetView, AWSClient?) {
        func unseen(_ finding: Finding) -> (TargetView, AWSClient?) {
            (TargetView(target: target, account: nil, source: .unseen(finding), instant: now), nil)
        }
        if target.roleArn != nil {
            return unseen(
                Finding(
                    .noCredentials,
                    "target \(target.name) names a roleArn, which this version cannot assume; use a profile"))
        }
        let client: AWSClient
        do throws(CredentialError) {
            client = try await AWSClient.client(for: target, surroundings, console)
        } catch {
            console.report(error: "\(target.name): \(error)")
            return unseen(Finding(.noCredentials, "\(target.name) has no credentials"))
        }
        do throws(AWSError) {
            let account = try await client.account()
            if let declared = target.account, declared != account {
                let finding = Finding(
                    .wrongAccount,
                    "the credentials belong to account \(account); Settings declares \(declared). Nothing was sent"
                )
                return (
                    TargetView(target: target, account: account, source: .unseen(finding), instant: now), nil
                )
            }
            let view = TargetView(target: target, account: account, source: .live(client), instant: now)
            return (view, target.account == account ? client : nil)
        } catch {
            return unseen(error.finding)
        }
    }

    /// The targets as a file has them. No call is made.
    static func recorded(
        _ targets: [Settings.Target], in path: String
    ) throws(CommandFailure) -> TargetViews {
        let recording = try Recording.read(path)
        let views = targets.map { target in
            let recorded = recording.targets.first { $0.name == target.name && $0.region == target.region }
            let source: TargetView.Source
            if let recorded, let declared = target.account, let account = recorded.account,
                declared != account
            {
                source = .unseen(
                    Finding(
                        .wrongAccount,
                        "the recording is of account \(account); Settings declares \(declared)"))
            } else {
                source =
                    recorded.map { .recording($0) }
                    ?? .unseen(
                        Finding(
                            .notRecorded,
                            "the recording does not cover target \(target.name) in \(target.region)"))
            }
            return TargetView(
                target: target, account: recorded?.account, source: source, instant: recording.at)
        }
        return TargetViews(
            views: views, observed: Plan.Observed(source: .recording, at: recording.at), confirmed: [:])
    }
}

extension Recording {
    static func read(_ path: String) throws(CommandFailure) -> Recording {
        let bytes: [UInt8]?
        do { bytes = try Surroundings.contents(of: path) } catch {
            throw CommandFailure(.usage, "--observed: \(path) cannot be read: \(error).")
        }
        guard let bytes else { throw CommandFailure(.usage, "--observed: there is no file \(path).") }
        do {
            let recording = try JSONDecoder().decode(Recording.self, from: Data(bytes))
            guard recording.formatVersion == Recording.formatVersion else {
                throw CommandFailure(
                    .usage,
                    "--observed: \(path) has formatVersion \(recording.formatVersion); this version reads "
                        + "\(Recording.formatVersion).")
            }
            return recording
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(
                .usage, "--observed: \(path) is not a recording; `reconcile observe --out FILE` writes one.")
        }
    }
}

extension AWSClient {
    /// A client with the credentials and the region of a target.
    ///
    /// The credentials are looked up once: the account that they belong to is checked once, and keys that somebody puts into the
    /// shared files while a run waits for an answer may be another account's.
    static func client(
        for target: Settings.Target, _ surroundings: Surroundings, _ console: Console
    ) async throws(CredentialError) -> AWSClient {
        let environment = surroundings.environment
        let chain = CredentialChain(environment: environment, readFile: Surroundings.contents)
        let resolved = try await chain.resolve(profile: target.profile)
        console.report(detail: "\(target.name): credentials of \(resolved.provider)")
        return AWSClient(
            region: target.region, endpoints: Endpoints(environment: environment),
            transport: surroundings.transport, timing: surroundings.timing,
            maximumAttempts: environment["AWS_MAX_ATTEMPTS"].flatMap { Int($0) }.flatMap {
                $0 > 0 ? $0 : nil
            },
            trace: { console.report(detail: $0.description) },
            credentials: { resolved.credentials })
    }

    /// The account that the credentials belong to.
    func account() async throws(AWSError) -> String {
        try await read(APICall("sts", "GetCallerIdentity")) { response throws(AWSError) in
            let account: String? = try response.xml { reader in
                var account: String?
                try reader.children { name, reader in
                    guard name == "GetCallerIdentityResult" else { return }
                    try reader.children { name, reader in
                        if name == "Account" { account = try reader.text() }
                    }
                }
                return account
            }
            guard let account else { throw response.unreadable("Account is missing") }
            return account
        }
    }
}
