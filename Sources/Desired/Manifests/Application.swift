package import Planning

/// Something people run, made of what the other manifests protect.
package struct Application: Sendable, Hashable {
    /// A step of its recovery; `detail` holds placeholders such as `{{DatabaseBackup/mysql.snapshotArn}}`.
    package struct Step: Sendable, Hashable {
        package let step: String
        package let detail: String
    }

    /// Components whose recovery points have to lie close together.
    package struct Consistency: Sendable, Hashable {
        /// `KIND/NAME`
        package let components: [String]
        package let within: Period
    }

    package let name: String
    package let source: Source
    package let description: String?
    package let owner: String?
    package let rpo: Period?
    package let rto: Period?
    package let recovery: [Step]
    package let consistency: [Consistency]
}
