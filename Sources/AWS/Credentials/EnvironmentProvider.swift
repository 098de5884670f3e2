internal import FoundationEssentials

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and their like.
struct EnvironmentProvider: CredentialProvider {
    let name = "environment"

    func answer(_ query: CredentialQuery) throws(CredentialError) -> CredentialAnswer {
        if query.isProfileExplicit {
            return .notApplicable("not asked, as the profile \(query.profileName) was chosen")
        }
        guard let key = query.environment["AWS_ACCESS_KEY_ID"] else {
            return .notApplicable("AWS_ACCESS_KEY_ID is not set")
        }
        guard let secret = query.environment["AWS_SECRET_ACCESS_KEY"] else {
            throw CredentialError(
                .partialCredentials, "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY")
        }
        return .credentials(
            AWSCredentials(
                accessKeyID: key, secretAccessKey: secret,
                sessionToken: query.environment["AWS_SESSION_TOKEN"],
                expiration: try expiration(query), accountID: query.environment["AWS_ACCOUNT_ID"]))
    }

    private func expiration(_ query: CredentialQuery) throws(CredentialError) -> Int? {
        guard let text = query.environment["AWS_CREDENTIAL_EXPIRATION"] else { return nil }
        do {
            return Int(try Date(text, strategy: .iso8601).timeIntervalSince1970)
        } catch {
            throw CredentialError(.malformedValue, "AWS_CREDENTIAL_EXPIRATION is no ISO 8601 time")
        }
    }
}
