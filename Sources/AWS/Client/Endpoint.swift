/// Where a service answers, and the region that its signatures name.
package struct Endpoint: Sendable, Hashable {
    /// `https://ec2.us-west-2.amazonaws.com`, without a slash at the end.
    package let base: String
    package let region: String
    /// Set by the user: S3 is then addressed by path.
    package let isCustom: Bool

    package init(base: String, region: String, isCustom: Bool) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.region = region
        self.isCustom = isCustom
    }

    func url(path: String) -> String { base + path }

    /// A bucket stands in the host name where TLS certificates and DNS allow it, else at the start of the path.
    func url(bucket: String?, path: String) -> String {
        guard let bucket else { return base + path }
        guard !isCustom, Self.isHostName(bucket), let scheme = base.firstRange(of: "://") else {
            return "\(base)/\(bucket.percentEncoded())\(path)"
        }
        return "\(base[..<scheme.upperBound])\(bucket).\(base[scheme.upperBound...])\(path)"
    }

    /// Names with a dot do not match `*.s3.REGION.amazonaws.com`.
    private static func isHostName(_ bucket: String) -> Bool {
        (3...63).contains(bucket.utf8.count) && !bucket.hasPrefix("-") && !bucket.hasSuffix("-")
            && bucket.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}

/// Finds the endpoint of a service in a region, as the official SDKs do.
package struct Endpoints: Sendable {
    private let environment: [String: String]

    /// - Parameter environment: `AWS_ENDPOINT_URL_<SERVICE>` and `AWS_ENDPOINT_URL` count where they are not empty, unless
    ///   `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is `true`.
    package init(environment: [String: String]) { self.environment = environment }

    package func endpoint(of service: Service, in region: String) -> Endpoint {
        if environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() != "true",
            let custom = ["AWS_ENDPOINT_URL_\(service.name.uppercased())", "AWS_ENDPOINT_URL"]
                .compactMap({ environment[$0] }).first(where: { !$0.isEmpty })
        {
            return Endpoint(base: custom, region: region, isCustom: true)
        }
        return Endpoint(
            base: "https://\(service.name).\(region).\(Partition.of(region: region).suffix)", region: region,
            isCustom: false)
    }
}

/// A separate AWS with its own names: commercial, China, GovCloud, the European Sovereign Cloud.
package struct Partition: Sendable, Hashable {
    /// As in ARNs: `aws`, `aws-cn`.
    package let name: String
    /// `amazonaws.com`
    package let suffix: String

    package static func of(region: String) -> Partition {
        if region.hasPrefix("cn-") { return Partition(name: "aws-cn", suffix: "amazonaws.com.cn") }
        if region.hasPrefix("us-gov-") { return Partition(name: "aws-us-gov", suffix: "amazonaws.com") }
        if region.hasPrefix("eusc-") { return Partition(name: "aws-eusc", suffix: "amazonaws.eu") }
        return Partition(name: "aws", suffix: "amazonaws.com")
    }
}
