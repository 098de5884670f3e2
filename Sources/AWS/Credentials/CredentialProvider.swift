/// One source of credentials in a chain.
package protocol CredentialProvider: Sendable {
    /// What a user knows it by, such as `environment`.
    var name: String { get }

    /// Throws where this source is the one that is meant and it does not work: the chain then ends, as going on would
    /// silently use another identity.
    func answer(_ query: CredentialQuery) async throws(CredentialError) -> CredentialAnswer
}

package enum CredentialAnswer: Sendable, Hashable {
    case credentials(AWSCredentials)
    /// Why this source is not meant; the next one is asked.
    case notApplicable(String)
}

/// What providers look at.
package struct CredentialQuery: Sendable {
    /// Without variables that are empty, which count as absent.
    package let environment: [String: String]
    package let profileName: String
    /// Chosen by the caller, not by `AWS_PROFILE` or default: the environment's credentials are not meant then.
    package let isProfileExplicit: Bool
    /// Read once for all providers; a failure concerns those that need the files.
    let files: Result<SharedConfiguration, CredentialError>

    /// The profile of both files; nil where nobody chose one and there is no `default`.
    package func profile() throws(CredentialError) -> Profile? {
        let files = try files.get()
        if let profile = files.profiles[profileName] { return profile }
        if isProfileExplicit || environment["AWS_PROFILE"] != nil {
            throw CredentialError(
                .profileNotFound,
                "the profile \(profileName) is neither in \(files.configPath) nor in \(files.credentialsPath)"
            )
        }
        return nil
    }
}
