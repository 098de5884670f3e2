package import AWS
package import Desired
import Engine
package import Planning

/// The objects below a prefix and, where a manifest asks for it, how the newest snapshots among them are encrypted.
package struct ObjectFeed: Listing {
    /// Which objects are asked for their encryption: the newest of each of the newest snapshots.
    package struct Heads: Sendable, Hashable {
        package let form: FeedUnit.Form
        package let count: Int

        package init(_ form: FeedUnit.Form, count: Int) {
            self.form = form
            self.count = count
        }
    }

    package struct Contents: Sendable, Hashable, Codable {
        /// In the order of their keys; nil where S3 says that there is no such bucket.
        package let objects: [StoredObject]?
        /// By key.
        package let encryption: [String: ObjectEncryption]

        package init(objects: [StoredObject]?, encryption: [String: ObjectEncryption] = [:]) {
            self.objects = objects
            self.encryption = encryption
        }
    }

    package let bucket: String
    package let prefix: String
    package let heads: Heads?
    /// The account that the bucket has to belong to; S3 refuses to answer for another one's.
    package let expectedOwner: String?

    package init(bucket: String, prefix: String, heads: Heads? = nil, expectedOwner: String? = nil) {
        self.bucket = bucket
        self.prefix = prefix
        self.heads = heads
        self.expectedOwner = expectedOwner
    }

    /// What a manifest needs to know of its feed.
    package init(_ spec: ObjectSnapshotsSpec) {
        self.init(
            bucket: spec.bucket, prefix: spec.prefix,
            heads: spec.encrypted.map { _ in Heads(spec.unit, count: spec.depth) })
    }

    package var name: String {
        // A bucket's name has no "=", so no two feeds share a name.
        let looks = heads.map { "\($0.form.rawValue)s=\($0.count)/" } ?? ""
        return "s3/objects/\(looks)\(bucket)/\(prefix)"
    }

    package func held(to target: Settings.Target) -> ObjectFeed {
        ObjectFeed(bucket: bucket, prefix: prefix, heads: heads, expectedOwner: target.account)
    }
}

// Reading.
extension ObjectFeed {
    /// How often the prefix is listed where objects vanish between the listing and the look at them.
    private static let attempts = 3
    /// Objects that are looked at together.
    private static let width = 8

    package func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> Contents {
        for _ in 1...Self.attempts {
            let objects: [StoredObject]
            do throws(AWSError) {
                objects = try await list(with: client)
            } catch  where error.code.rawValue == "NoSuchBucket" {
                return Contents(objects: nil)
            }
            guard let heads else { return Contents(objects: objects) }
            let newest = FeedUnit.units(of: objects, below: prefix, as: heads.form).prefix(heads.count)
            if let encryption = try await encryption(of: newest.map(\.newestKey), with: client) {
                return Contents(objects: objects, encryption: encryption)
            }
        }
        throw AWSError(
            .unreadable, of: "s3:HeadObject",
            "objects that are listed are not there, in \(Self.attempts) listings one after the other")
    }

    private func list(with client: AWSClient) async throws(AWSError) -> [StoredObject] {
        let call = call("ListObjectsV2", ["Prefix": .string(prefix)])
        return try await client.list(call) { reader in try StoredObject(&reader) }
    }

    /// Nil where one of them was deleted meanwhile.
    private func encryption(
        of keys: [String], with client: AWSClient
    ) async throws(AWSError) -> [String: ObjectEncryption]? {
        let answers = await withTaskGroup(of: (String, Result<ObjectEncryption, AWSError>).self) { group in
            var waiting = keys[...]
            for key in waiting.prefix(Self.width) { group.addTask { (key, await head(key, client)) } }
            waiting = waiting.dropFirst(Self.width)
            var answers: [String: Result<ObjectEncryption, AWSError>] = [:]
            for await (key, answer) in group {
                answers[key] = answer
                // One that failed decides for all.
                guard case .success = answer else { break }
                if let key = waiting.popFirst() { group.addTask { (key, await head(key, client)) } }
            }
            group.cancelAll()
            return answers
        }
        var encryption: [String: ObjectEncryption] = [:]
        for (key, answer) in answers {
            do throws(AWSError) {
                encryption[key] = try answer.get()
            } catch  where error.status == 404 {
                return nil
            }
        }
        return encryption
    }

    private func head(_ key: String, _ client: AWSClient) async -> Result<ObjectEncryption, AWSError> {
        do throws(AWSError) {
            let encryption = try await client.read(call("HeadObject", ["Key": .string(key)])) { response in
                ObjectEncryption(
                    algorithm: response.header("x-amz-server-side-encryption"),
                    kmsKey: response.header("x-amz-server-side-encryption-aws-kms-key-id"))
            }
            return .success(encryption)
        } catch {
            return .failure(error)
        }
    }

    private func call(_ operation: String, _ parameters: [String: JSON]) -> APICall {
        var parameters = parameters
        parameters["Bucket"] = .string(bucket)
        if let expectedOwner { parameters["ExpectedBucketOwner"] = .string(expectedOwner) }
        return APICall("s3", operation, parameters)
    }
}

extension StoredObject {
    fileprivate init(_ reader: inout XMLReader) throws {
        var key: String?
        var size: Int?
        var modified: Int?
        try reader.children { name, reader in
            switch name {
            case "Key":
                // The listing asks for encoded keys, because XML cannot hold all that keys can.
                key = try reader.text().formDecoded
            case "Size": size = try reader.integer()
            case "LastModified": modified = try reader.instant()
            default: break
            }
        }
        self.init(
            key: try required(key, "Key"), size: try required(size, "Size"),
            modified: Instant(secondsSince1970: try required(modified, "LastModified")))
    }
}
