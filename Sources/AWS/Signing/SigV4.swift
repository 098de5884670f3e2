package import HTTP
internal import Planning

/// AWS Signature Version 4 in the `Authorization` header, as a value of the request, the key and the instant.
package struct SigV4: Sendable {
    /// The request with all that the signature adds.
    package let request: HTTPRequest
    package let canonicalRequest: String
    package let stringToSign: String

    /// The request, signed at an instant; an earlier signature in it is replaced.
    ///
    /// The path and query are signed as they stand in the URL, for sending byte for byte. A URL that no transport would
    /// send comes back unsigned.
    ///
    /// - Parameter secondsSince1970: the server's time as well as it is known; AWS refuses about 15 minutes of difference.
    package static func sign(
        _ request: HTTPRequest, with credentials: AWSCredentials, scope: SigningScope,
        at secondsSince1970: Int
    ) -> HTTPRequest {
        SigV4(request, with: credentials, scope: scope, at: secondsSince1970)?.request ?? request
    }

    /// The signature with the two texts that lead to it; nil where the URL is none.
    package init?(
        _ original: HTTPRequest, with credentials: AWSCredentials, scope: SigningScope,
        at secondsSince1970: Int
    ) {
        guard let url = RequestURL(original.url) else { return nil }
        let date = SigningDate(secondsSince1970: secondsSince1970)
        let payloadHash = SHA256.hash(original.body).hexadecimal
        var request = original
        request.headers.removeAll { header in Self.ownHeaders.contains(where: header.isNamed) }
        request.headers.append(HTTPHeader("X-Amz-Date", date.timestamp))
        if let token = credentials.sessionToken {
            request.headers.append(HTTPHeader("X-Amz-Security-Token", token))
        }
        if scope.service == "s3" {
            request.headers.append(HTTPHeader("X-Amz-Content-SHA256", payloadHash))
        }

        let canonical = CanonicalRequest(request, url: url, service: scope.service, payloadHash: payloadHash)
        let credentialScope = "\(date.day)/\(scope.region)/\(scope.service)/aws4_request"
        let stringToSign = """
            AWS4-HMAC-SHA256
            \(date.timestamp)
            \(credentialScope)
            \(SHA256.hash(canonical.text.utf8).hexadecimal)
            """
        let key = Self.key(
            credentials.secretAccessKey, [String(date.day), scope.region, scope.service, "aws4_request"])
        let signature = HMAC.sha256(stringToSign.utf8, key: key).hexadecimal
        request.headers.append(
            HTTPHeader(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(credentialScope), "
                    + "SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)"))
        self.request = request
        self.canonicalRequest = canonical.text
        self.stringToSign = stringToSign
    }

    private static let ownHeaders = [
        "Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-SHA256",
    ]

    /// The secret itself signs nothing: each part of the scope narrows it once.
    private static func key(_ secret: String, _ parts: [String]) -> [UInt8] {
        parts.reduce(Array("AWS4\(secret)".utf8)) { HMAC.sha256($1.utf8, key: $0) }
    }
}
