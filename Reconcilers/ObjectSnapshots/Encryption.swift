/// How objects have to be encrypted: `true`, `"aws:kms"`, or a key's ARN.
package enum EncryptionRule: Sendable, Hashable {
    case any
    case kms
    case key(String)

    package func accepts(_ encryption: ObjectEncryption) -> Bool {
        switch self {
        case .any: encryption.algorithm != nil
        case .kms: encryption.isByKMS
        case .key(let arn): encryption.isByKMS && encryption.kmsKey == arn
        }
    }
}

extension EncryptionRule: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let isEncrypted = try? container.decode(Bool.self) {
            guard isEncrypted else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected true, \"aws:kms\" or the ARN of a KMS key")
            }
            self = .any
            return
        }
        let text = try container.decode(String.self)
        self = text == "aws:kms" ? .kms : .key(text)
    }
}

/// How S3 says that it keeps an object.
package struct ObjectEncryption: Sendable, Hashable, Codable {
    /// `AES256`, `aws:kms`, `aws:kms:dsse` and what AWS may add; nil = not encrypted.
    package let algorithm: String?
    /// The ARN of the key, where KMS has it.
    package let kmsKey: String?

    package init(algorithm: String?, kmsKey: String?) {
        self.algorithm = algorithm
        self.kmsKey = kmsKey
    }

    var isByKMS: Bool { algorithm == "aws:kms" || algorithm == "aws:kms:dsse" }
}
