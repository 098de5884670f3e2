/// Finds credentials as the AWS SDKs do: one source after the other, the first that is meant serves or fails.
package struct CredentialChain: Sendable {
    private let environment: [String: String]
    private let readFile: FileReader
    private let providers: [any CredentialProvider]

    /// In the order of the AWS SDKs.
    package static let standardProviders: [any CredentialProvider] = [
        EnvironmentProvider(),
        UnsupportedProvider.assumeRole,
        UnsupportedProvider.webIdentity,
        UnsupportedProvider.singleSignOn,
        ProfileKeysProvider(file: .credentials),
        UnsupportedProvider.login,
        UnsupportedProvider.process,
        ProfileKeysProvider(file: .config),
        UnsupportedProvider.container,
    ]

    package init(
        environment: [String: String], readFile: @escaping FileReader,
        providers: [any CredentialProvider] = standardProviders
    ) {
        self.environment = environment.filter { !$0.value.isEmpty }
        self.readFile = readFile
        self.providers = providers
    }

    /// Credentials and who gave them. The files are read anew each time.
    ///
    /// - Parameter profile: the caller's choice, which goes before `AWS_PROFILE` and before the environment's keys.
    /// - Throws: the error of the first provider that is meant and fails, with those that were asked before it.
    package func resolve(profile: String? = nil) async throws(CredentialError) -> ResolvedCredentials {
        let query = query(profile)
        var attempts: [CredentialError.Attempt] = []
        for provider in providers {
            do throws(CredentialError) {
                switch try await provider.answer(query) {
                case .credentials(let credentials):
                    return ResolvedCredentials(credentials: credentials, provider: provider.name)
                case .notApplicable(let reason):
                    attempts.append(.init(provider: provider.name, reason: reason))
                }
            } catch {
                var error = error
                error.attempts = attempts + error.attempts
                throw error
            }
        }
        var error = CredentialError(.noCredentials, "no AWS credentials were found")
        error.attempts = attempts
        throw error
    }

    /// `AWS_REGION`, `AWS_DEFAULT_REGION`, or the profile's `region`; nil where none of them says.
    package func region(profile: String? = nil) throws(CredentialError) -> String? {
        if let region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] { return region }
        return try query(profile).profile()?["region"]
    }

    private func query(_ profile: String?) -> CredentialQuery {
        CredentialQuery(
            environment: environment, profileName: profile ?? environment["AWS_PROFILE"] ?? "default",
            isProfileExplicit: profile != nil,
            files: Result { () throws(CredentialError) in
                try SharedConfiguration(environment: environment, readFile: readFile)
            })
    }
}

/// Credentials and the name of the provider that gave them.
package struct ResolvedCredentials: Sendable, Hashable {
    package let credentials: AWSCredentials
    package let provider: String
}
