/// A source of the SDKs' chain that this version does not have: where it is meant, the chain ends in its place, as the
/// next source would be another identity.
struct UnsupportedProvider: CredentialProvider {
    let name: String
    /// Any of these in the profile means this source.
    var profileKeys: [String] = []
    /// A profile with this key means another source.
    var profileKeyOfAnother: String?
    /// Any of these in the environment means this source.
    var variables: [String] = []
    /// Whether a profile that the caller chose makes the variables meaningless.
    var yieldsToExplicitProfile = true

    func answer(_ query: CredentialQuery) throws(CredentialError) -> CredentialAnswer {
        let areVariablesMeant = !(query.isProfileExplicit && yieldsToExplicitProfile)
        if areVariablesMeant, let variable = variables.first(where: { query.environment[$0] != nil }) {
            throw unsupported("\(variable) is set")
        }
        guard !profileKeys.isEmpty, let profile = try query.profile() else {
            return .notApplicable("not configured")
        }
        let isOfAnother = profileKeyOfAnother.map { profile[$0] != nil } ?? false
        if !isOfAnother, let key = profileKeys.first(where: { profile[$0] != nil }) {
            throw unsupported("the profile \(profile.name) has \(key)")
        }
        return .notApplicable("not configured in the profile \(profile.name)")
    }

    private func unsupported(_ cause: String) -> CredentialError {
        CredentialError(.unsupported, "\(cause), and this version cannot get credentials from \(name)")
    }
}

extension UnsupportedProvider {
    static let assumeRole = UnsupportedProvider(
        name: "an assumed role", profileKeys: ["role_arn"], profileKeyOfAnother: "web_identity_token_file")
    static let webIdentity = UnsupportedProvider(
        name: "a web identity", profileKeys: ["web_identity_token_file"],
        variables: ["AWS_WEB_IDENTITY_TOKEN_FILE"])
    static let singleSignOn = UnsupportedProvider(
        name: "single sign-on",
        profileKeys: ["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"])
    static let login = UnsupportedProvider(name: "a login session", profileKeys: ["login_session"])
    static let process = UnsupportedProvider(name: "a process", profileKeys: ["credential_process"])
    static let container = UnsupportedProvider(
        name: "a container",
        variables: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"],
        yieldsToExplicitProfile: false)
}
