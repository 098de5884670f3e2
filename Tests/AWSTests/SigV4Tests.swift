import Foundation
import HTTP
import Testing

@testable import AWS

/// A signed request made with botocore at a fixed time, and the texts that led to its signature.
struct SigningVector: Decodable, CustomTestStringConvertible {
    let name: String
    let service: String
    let region: String
    let method: String
    let url: String
    let body: String
    let inputHeaders: [String: String]
    let accessKey: String
    let secretKey: String
    let sessionToken: String?
    let amzDate: String
    let canonicalRequest: String
    let stringToSign: String
    let authorization: String
    let sentHeaders: [String: String]

    var testDescription: String { name }

    static let all: [SigningVector] = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard
            let url = Bundle.module.url(
                forResource: "sigv4-vectors", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url),
            let vectors = try? decoder.decode([SigningVector].self, from: data)
        else { return [] }
        return vectors
    }()
}

@Suite struct SigV4Tests {
    /// 2026-11-22T15:00:00Z, the instant of all vectors.
    private let instant = 1_795_359_600

    @Test func vectorsAreThere() {
        #expect(SigningVector.all.count == 16)
        #expect(SigningVector.all.allSatisfy { $0.amzDate == "20261122T150000Z" })
    }

    @Test(arguments: SigningVector.all)
    func agreesWithBotocore(vector: SigningVector) throws {
        let request = HTTPRequest(
            method: vector.method, url: vector.url,
            headers: vector.inputHeaders.map { HTTPHeader($0.key, $0.value) }, body: Array(vector.body.utf8))
        let credentials = AWSCredentials(
            accessKeyID: vector.accessKey, secretAccessKey: vector.secretKey,
            sessionToken: vector.sessionToken)
        let scope = SigningScope(region: vector.region, service: vector.service)
        let signed = try #require(SigV4(request, with: credentials, scope: scope, at: instant))
        #expect(signed.canonicalRequest == vector.canonicalRequest)
        #expect(signed.stringToSign == vector.stringToSign)
        #expect(HTTPHeaders(signed.request.headers)["Authorization"] == vector.authorization)
        let sent = Dictionary(
            uniqueKeysWithValues: signed.request.headers.map { ($0.name.lowercased(), $0.value) })
        let expected = vector.sentHeaders.map { ($0.key.lowercased(), $0.value) }
        #expect(sent == Dictionary(uniqueKeysWithValues: expected))
        // Signing once more replaces the signature.
        let again = SigV4.sign(signed.request, with: credentials, scope: scope, at: instant)
        #expect(again == signed.request)
    }

    private func canonical(
        _ url: String, service: String = "ec2", headers: [HTTPHeader] = []
    ) throws -> [String] {
        let request = HTTPRequest(method: "GET", url: url, headers: headers)
        let credentials = AWSCredentials(accessKeyID: "A", secretAccessKey: "S")
        let scope = SigningScope(region: "us-east-1", service: service)
        let signed = try #require(SigV4(request, with: credentials, scope: scope, at: instant))
        return signed.canonicalRequest.components(separatedBy: "\n")
    }

    @Test(arguments: [
        ("dlm", "", "/"), ("dlm", "/a/./b//../c", "/a/c"), ("dlm", "/../a/", "/a/"), ("dlm", "/..", "/"),
        ("dlm", "/a%20b", "/a%2520b"), ("dlm", "/a:b", "/a%3Ab"), ("dlm", "/a~b", "/a~b"),
        ("s3", "", "/"), ("s3", "/a/./b//../c", "/a/./b//../c"),
        ("s3", "/a%20b%2Fc%c3%a9", "/a%20b%2Fc%C3%A9"),
        ("s3", "/a+b:c*(d)", "/a%2Bb%3Ac%2A%28d%29"), ("s3", "/100%", "/100%25"),
    ])
    func path(service: String, path: String, expected: String) throws {
        #expect(try canonical("https://h\(path)", service: service)[1] == expected)
    }

    @Test(arguments: [
        ("", ""), ("policy", "policy="), ("b=2&a=1&b=1", "a=1&b=1&b=2"), ("a=%2f&a-b=1", "a=%2F&a-b=1"),
        ("a=b=c", "a=b%3Dc"), ("a=/x", "a=%2Fx"), ("&a&&b", "a=&b="), ("B=1&a=1", "B=1&a=1"),
        ("k=a%2Bb%3D%3D", "k=a%2Bb%3D%3D"),
    ])
    func query(query: String, expected: String) throws {
        #expect(try canonical("https://h/?\(query)")[2] == expected)
    }

    @Test func headers() throws {
        let lines = try canonical(
            "https://h:8443/",
            headers: [
                HTTPHeader("X-B-C", "1"), HTTPHeader("x-b", "  two   words\there "),
                HTTPHeader("X-B", "again"),
                HTTPHeader("User-Agent", "me"), HTTPHeader("Expect", "x"), HTTPHeader("Connection", "close"),
                HTTPHeader("X-Amzn-Trace-Id", "1"), HTTPHeader("X-Empty", ""),
            ])
        #expect(
            Array(lines[3...]) == [
                "host:h:8443", "x-amz-date:20261122T150000Z", "x-b:two words here,again", "x-b-c:1",
                "x-empty:", "",
                "host;x-amz-date;x-b;x-b-c;x-empty",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ])
    }

    @Test func ownHostIsSigned() throws {
        #expect(try canonical("https://h/", headers: [HTTPHeader("Host", "other")])[3] == "host:other")
    }

    @Test func urlThatIsNoneStaysUnsigned() {
        let request = HTTPRequest(method: "GET", url: "no url")
        let credentials = AWSCredentials(accessKeyID: "A", secretAccessKey: "S")
        let scope = SigningScope(region: "r", service: "s")
        #expect(SigV4.sign(request, with: credentials, scope: scope, at: instant) == request)
    }

    @Test(arguments: [
        (0, "19700101T000000Z"), (-1, "19691231T235959Z"), (951_782_399, "20000228T235959Z"),
        (951_782_400, "20000229T000000Z"), (951_868_800, "20000301T000000Z"),
        (4_107_542_399, "21000228T235959Z"),
        (4_107_542_400, "21000301T000000Z"), (1_795_359_600, "20261122T150000Z"),
        (1_798_761_599, "20261231T235959Z"),
    ])
    func dates(seconds: Int, timestamp: String) {
        #expect(SigningDate(secondsSince1970: seconds).timestamp == timestamp)
    }

    @Test(arguments: [Int.min, Int.max])
    func noInstantIsACrash(seconds: Int) {
        #expect(SigningDate(secondsSince1970: seconds).timestamp.hasSuffix("Z"))
    }

    @Test func credentialsShowNoSecret() {
        let credentials = AWSCredentials(
            accessKeyID: "AKID", secretAccessKey: "SECRET", sessionToken: "SECRET")
        var text = "\(credentials) \(String(reflecting: credentials))"
        dump(credentials, to: &text)
        #expect(text.contains("AKID"))
        #expect(!text.contains("SECRET"))
    }
}
