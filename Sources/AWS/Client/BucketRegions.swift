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
        var region = response.headers["x-amz-bucket-region"]
        if let region { return isName(region) ? region : nil }
        // A refusal without a readable region is an error like any other, and told as one.
        try? XMLReader.read(response.body, root: "Error") { reader in
            try reader.children { name, reader in
                if name == "Region" { region = try reader.text() }
            }
        }
        return region.flatMap { isName($0) ? $0 : nil }
    }

    /// It becomes part of a host's name: nothing but letters, digits and hyphens may.
    private static func isName(_ region: String) -> Bool {
        !region.isEmpty
            && region.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}
