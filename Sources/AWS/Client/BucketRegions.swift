import HTTP
import Synchronization

/// Where buckets live that do not live in the target's region, as S3 itself said.
final class BucketRegions: Sendable {
    private let regions = Mutex<[String: String]>([:])

    func region(of bucket: String) -> String? { regions.withLock { $0[bucket] } }

    func remember(_ region: String, of bucket: String) { regions.withLock { $0[bucket] = region } }

    /// The region that a refusal names: 301, 307, or 400 `AuthorizationHeaderMalformed`; a HEAD has the header alone.
    static func redirect(in response: HTTPResponse) -> String? {
        guard [301, 302, 307, 400].contains(response.status) else { return nil }
        if let region = response.headers["x-amz-bucket-region"] { return region }
        var region: String?
        // A refusal without a readable region is an error like any other, and told as one.
        try? XMLReader.read(response.body, root: "Error") { reader in
            try reader.children { name, reader in
                if name == "Region" { region = try reader.text() }
            }
        }
        return region
    }
}
