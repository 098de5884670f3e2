/// The bytes of a file; nil where there is none. Throws where there is one that cannot be read.
package typealias FileReader = @Sendable (_ path: String) throws -> [UInt8]?

/// What the config file and the credentials file say together.
package struct SharedConfiguration: Sendable, Hashable {
    package let configPath: String
    package let credentialsPath: String
    package let profiles: [String: Profile]
    /// The sections `[sso-session X]` by X.
    package let ssoSessions: [String: ConfigurationFile.Section]
    /// The sections `[services X]` by X.
    package let services: [String: ConfigurationFile.Section]

    /// Reads both files from where the environment or the home folder has them.
    package init(environment: [String: String], readFile: FileReader) throws(CredentialError) {
        let home = environment["HOME"] ?? "~"
        func path(_ variable: String, _ name: String) -> String {
            let path = environment[variable].flatMap { $0.isEmpty ? nil : $0 } ?? "~/.aws/\(name)"
            return path.hasPrefix("~/") ? home + path.dropFirst() : path
        }
        configPath = path("AWS_CONFIG_FILE", "config")
        credentialsPath = path("AWS_SHARED_CREDENTIALS_FILE", "credentials")
        let config = try Self.file(configPath, readFile)
        let credentials = try Self.file(credentialsPath, readFile)

        var configured = config.named("profile")
        // As the SDKs have it, [profile default] wins over [default] as a whole.
        if configured["default"] == nil { configured["default"] = config.sections[["default"]] }
        let keyed = Dictionary(
            credentials.sections.map { ($0.key.joined(separator: " "), $0.value) },
            uniquingKeysWith: { first, _ in first })
        profiles = Dictionary(
            uniqueKeysWithValues: Set(configured.keys).union(keyed.keys).map { name in
                (name, Profile(name: name, config: configured[name], credentials: keyed[name]))
            })
        ssoSessions = config.named("sso-session")
        services = config.named("services")
    }

    private static func file(_ path: String, _ read: FileReader) throws(CredentialError) -> ConfigurationFile
    {
        let bytes: [UInt8]?
        do {
            bytes = try read(path)
        } catch {
            throw CredentialError(.unreadableFile, "\(path) cannot be read: \(error)")
        }
        return try bytes.map { bytes throws(CredentialError) in try ConfigurationFile(bytes, path: path) }
            ?? ConfigurationFile()
    }
}

/// One profile with what each of the two files says about it.
package struct Profile: Sendable, Hashable {
    package let name: String
    /// Nil where the config file lacks it.
    package let config: ConfigurationFile.Section?
    /// Nil where the credentials file lacks it.
    package let credentials: ConfigurationFile.Section?

    /// A value by its lowercase name; the credentials file goes first, and an empty value counts as absent.
    package subscript(name: String) -> String? {
        credentials?.text(name) ?? config?.text(name)
    }
}

extension ConfigurationFile.Section {
    /// Nil where the value is absent or empty.
    package func text(_ name: String) -> String? {
        self[name].flatMap { $0.text.isEmpty ? nil : $0.text }
    }
}

extension ConfigurationFile {
    /// The sections `[kind X]` by X.
    fileprivate func named(_ kind: String) -> [String: Section] {
        var found: [String: Section] = [:]
        for (words, section) in sections where words.count == 2 && words[0] == kind {
            found[words[1]] = section
        }
        return found
    }
}
