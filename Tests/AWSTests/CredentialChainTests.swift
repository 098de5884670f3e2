import Testing

@testable import AWS

@Suite struct CredentialChainTests {
    private let keys = "aws_access_key_id = FILE\naws_secret_access_key = SECRET\n"
    private let variables = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "SECRET"]

    private func chain(
        _ environment: [String: String] = [:], credentials: String? = nil, config: String? = nil
    ) -> CredentialChain {
        let files = ["/h/.aws/credentials": credentials, "/h/.aws/config": config]
        return CredentialChain(environment: environment.merging(["HOME": "/h"]) { own, _ in own }) { path in
            files[path].flatMap { $0 }.map { Array($0.utf8) }
        }
    }

    private func failure(_ chain: CredentialChain, profile: String? = nil) async -> CredentialError? {
        do throws(CredentialError) {
            _ = try await chain.resolve(profile: profile)
            return nil
        } catch {
            return error
        }
    }

    @Test func environmentGoesFirst() async throws {
        let more = [
            "AWS_SESSION_TOKEN": "T", "AWS_CREDENTIAL_EXPIRATION": "2026-11-22T15:00:00Z",
            "AWS_ACCOUNT_ID": "123456789012",
        ]
        let found = try await chain(variables.merging(more) { $1 }, credentials: "[default]\n\(keys)")
            .resolve()
        let expected = AWSCredentials(
            accessKeyID: "ENV", secretAccessKey: "SECRET", sessionToken: "T", expiration: 1_795_359_600,
            accountID: "123456789012")
        #expect(found == ResolvedCredentials(credentials: expected, provider: "environment"))
    }

    /// A broken file concerns nobody who does not need it.
    @Test func environmentNeedsNoFiles() async throws {
        let found = try await chain(variables, credentials: "garbage").resolve()
        #expect(found.provider == "environment")
    }

    @Test func chosenProfileGoesBeforeTheEnvironment() async throws {
        let chain = chain(variables, credentials: "[p]\n\(keys)")
        #expect(try await chain.resolve(profile: "p").credentials.accessKeyID == "FILE")
        let error = await failure(chain, profile: "q")
        #expect(error?.code == .profileNotFound)
    }

    @Test func profileOfTheEnvironmentGoesBehindItsKeys() async throws {
        let named = variables.merging(["AWS_PROFILE": "p"]) { $1 }
        #expect(try await chain(named, credentials: "[p]\n\(keys)").resolve().provider == "environment")
        let found = try await chain(["AWS_PROFILE": "p"], credentials: "[p]\n\(keys)").resolve()
        #expect(found.credentials.accessKeyID == "FILE")
        #expect(
            await failure(chain(["AWS_PROFILE": "q"], credentials: "[p]\n\(keys)"))?.code == .profileNotFound)
    }

    @Test(
        arguments: [
            (
                "[default]\naws_access_key_id = A\naws_secret_access_key = S", nil, "default",
                "shared credentials file"
            ),
            (nil, "[default]\naws_access_key_id = A\naws_secret_access_key = S", "default", "config file"),
            (nil, "[profile p]\naws_access_key_id = A\naws_secret_access_key = S", "p", "config file"),
            (
                "[p]\naws_access_key_id = A\naws_secret_access_key = S",
                "[profile p]\naws_access_key_id = B\naws_secret_access_key = S", "p",
                "shared credentials file"
            ),
            (
                nil,
                "[default]\naws_access_key_id = B\n[profile default]\naws_access_key_id = A\naws_secret_access_key = S",
                "default", "config file"
            ),
            (
                "[p]\naws_access_key_id = A\naws_secret_access_key = S",
                "[profile p]\ncredential_process = x",
                "p",
                "shared credentials file"
            ),
        ] as [(String?, String?, String, String)])
    func filesInOrder(credentials: String?, config: String?, profile: String, provider: String) async throws {
        let found = try await chain(credentials: credentials, config: config).resolve(profile: profile)
        #expect(found.credentials.accessKeyID == "A")
        #expect(found.provider == provider)
    }

    @Test func filesAreWhereTheEnvironmentSays() async throws {
        let chain = CredentialChain(environment: [
            "HOME": "/h", "AWS_SHARED_CREDENTIALS_FILE": "~/mine", "AWS_CONFIG_FILE": "/etc/aws",
        ]) { path in
            switch path {
            case "/h/mine": Array("[default]\naws_access_key_id = A\naws_secret_access_key = S".utf8)
            case "/etc/aws": Array("[default]\nregion = r".utf8)
            default: nil
            }
        }
        #expect(try await chain.resolve().credentials.accessKeyID == "A")
        #expect(try chain.region() == "r")
    }

    @Test(arguments: [
        (["AWS_ACCESS_KEY_ID": "A"], "", CredentialError.Code.partialCredentials),
        (["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": ""], "", .partialCredentials),
        ([:], "aws_access_key_id = A", .partialCredentials),
        (
            ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_CREDENTIAL_EXPIRATION": "soon"], "",
            .malformedValue
        ),
        ([:], "role_arn = arn:aws:iam::1:role/r", .unsupported),
        ([:], "web_identity_token_file = /t\nrole_arn = r", .unsupported),
        (["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"], "", .unsupported),
        ([:], "sso_session = s", .unsupported), ([:], "sso_start_url = s", .unsupported),
        ([:], "credential_process = p", .unsupported), ([:], "login_session = p", .unsupported),
        (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/"], "", .unsupported),
        ([:], "region = us-east-1", .noCredentials),
    ])
    func whatIsMeantAndDoesNotWorkEndsTheChain(
        environment: [String: String], profile: String, code: CredentialError.Code
    ) async {
        let error = await failure(chain(environment, config: "[default]\n\(profile)"))
        #expect(error?.code == code, "\(String(describing: error))")
    }

    /// Keys beside a role are those of its source: using them would be another identity.
    @Test func roleIsNeverPassedOver() async {
        let chain = chain(
            credentials: "[p]\n\(keys)", config: "[profile p]\nrole_arn = r\nsource_profile = p")
        let error = await failure(chain, profile: "p")
        #expect(error?.code == .unsupported)
        #expect(
            error?.message
                == "the profile p has role_arn, and this version cannot get credentials from an assumed role")
    }

    @Test func chosenProfileIsNoWebIdentity() async throws {
        let chain = chain(["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"], credentials: "[p]\n\(keys)")
        #expect(try await chain.resolve(profile: "p").credentials.accessKeyID == "FILE")
    }

    @Test func errorTellsWhoWasAsked() async throws {
        let error = try #require(await failure(chain(config: "[default]\naws_secret_access_key = SECRET")))
        #expect(error.code == .noCredentials)
        #expect(error.attempts.map(\.provider) == CredentialChain.standardProviders.map(\.name))
        #expect(error.attempts.first?.reason == "AWS_ACCESS_KEY_ID is not set")
        #expect(
            error.description.contains(
                "config file: the profile default in /h/.aws/config has no aws_access_key_id"))
        #expect(!error.description.contains("SECRET"))
    }

    @Test func unreadableFileIsNotAnAbsentOne() async {
        struct Denied: Error {}
        let chain = CredentialChain(environment: ["HOME": "/h"]) { _ in throw Denied() }
        #expect(await failure(chain)?.code == .unreadableFile)
    }

    @Test(
        arguments: [
            (["AWS_REGION": "a", "AWS_DEFAULT_REGION": "b"], "a"),
            (["AWS_REGION": "", "AWS_DEFAULT_REGION": "b"], "b"),
            ([:], "c"), (["AWS_PROFILE": "p"], "d"), (["AWS_PROFILE": "q"], nil),
        ] as [([String: String], String?)])
    func region(environment: [String: String], region: String?) throws {
        let chain = chain(
            environment, config: "[default]\nregion = c\n[profile p]\nregion = d\n[profile q]\nx = y")
        #expect(try chain.region() == region)
    }

    @Test func keepsSessionsAndServices() throws {
        let text = "[sso-session s]\nsso_region = r\n[services v]\nec2 =\n  endpoint_url = u\n"
        let files = try SharedConfiguration(environment: ["HOME": "/h"]) {
            $0 == "/h/.aws/config" ? Array(text.utf8) : nil
        }
        #expect(files.ssoSessions["s"]?.text("sso_region") == "r")
        #expect(files.services["v"]?["ec2"]?.nested["endpoint_url"] == "u")
    }
}
