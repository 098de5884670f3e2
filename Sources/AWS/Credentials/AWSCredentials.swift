/// What signs requests. Its descriptions never show the secrets.
package struct AWSCredentials: Sendable, Hashable {
    package let accessKeyID: String
    package let secretAccessKey: String
    /// Of temporary credentials.
    package let sessionToken: String?
    /// In seconds since 1970; nil = they stay valid.
    package let expiration: Int?
    /// The 12 digits of the account, where the source of the credentials says so.
    package let accountID: String?

    package init(
        accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Int? = nil,
        accountID: String? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
        self.accountID = accountID
    }
}

extension AWSCredentials: CustomStringConvertible, CustomReflectable {
    package var description: String {
        "credentials \(accessKeyID)\(sessionToken == nil ? "" : ", temporary")"
    }

    package var customMirror: Mirror {
        Mirror(self, children: ["accessKeyID": accessKeyID])
    }
}
