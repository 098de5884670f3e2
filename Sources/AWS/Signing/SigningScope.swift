/// Where a signature holds.
package struct SigningScope: Sendable, Hashable {
    package let region: String
    /// The name that the service signs by, such as `ec2` or `s3`.
    package let service: String

    package init(region: String, service: String) {
        self.region = region
        self.service = service
    }
}
