/// The keys that stand in a profile of one of the two files.
struct ProfileKeysProvider: CredentialProvider {
    enum File: String {
        case credentials = "shared credentials file"
        case config = "config file"
    }

    let file: File

    var name: String { file.rawValue }

    func answer(_ query: CredentialQuery) throws(CredentialError) -> CredentialAnswer {
        let files = try query.files.get()
        let path = file == .credentials ? files.credentialsPath : files.configPath
        let profile = try query.profile()
        guard let section = file == .credentials ? profile?.credentials : profile?.config else {
            return .notApplicable("no profile \(query.profileName) in \(path)")
        }
        guard let key = section.text("aws_access_key_id") else {
            return .notApplicable("the profile \(query.profileName) in \(path) has no aws_access_key_id")
        }
        guard let secret = section.text("aws_secret_access_key") else {
            throw CredentialError(
                .partialCredentials,
                "the profile \(query.profileName) in \(path) has aws_access_key_id without aws_secret_access_key"
            )
        }
        return .credentials(
            AWSCredentials(
                accessKeyID: key, secretAccessKey: secret, sessionToken: section.text("aws_session_token"),
                accountID: section.text("aws_account_id")))
    }
}
