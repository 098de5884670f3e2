import Foundation
import FoundationXML
import HTTP
import Planning
import Testing

@testable import AWS

struct WireSampleTests {
    private static let own = ["content-type", "x-amz-target", "x-amz-expected-bucket-owner"]

    @Test func theTablesOperationsAreSampled() {
        #expect(Set(WireSample.all.map(\.operation.description)).count >= 18)
        #expect(WireSample.all.allSatisfy { $0.parameters["unreadable"] == nil })
    }

    @Test(arguments: WireSample.all)
    func aCallGoesOutAsBotocoreSendsIt(_ sample: WireSample) throws {
        let service = sample.operation.service
        let endpoint = Endpoints(environment: [:]).endpoint(of: service, in: "us-east-1")
        let request = try RequestEncoder(
            operation: sample.operation, parameters: sample.parameters, endpoint: endpoint
        ).request()
        // botocore asks S3's global endpoint in us-east-1; here every region has its own.
        let url = sample.url.replacingOccurrences(of: "s3.amazonaws.com", with: "s3.us-east-1.amazonaws.com")
        let parts = url.split(separator: "?", maxSplits: 1)
        let ours = request.url.split(separator: "?", maxSplits: 1)
        #expect(request.method == sample.method)
        #expect(ours[0] == parts[0])
        #expect(Self.pairs(ours.dropFirst().first) == Self.pairs(parts.dropFirst().first))
        for header in Self.own {
            #expect(
                request.headers.first { $0.isNamed(header) }?.value == sample.headers[header], "\(header)")
        }
        try expect(request.body, sample.body, of: service)
    }

    private func expect(_ body: [UInt8], _ sample: String?, of service: Service) throws {
        let text = String(decoding: body, as: UTF8.self)
        guard let sample else {
            #expect(text.isEmpty)
            return
        }
        switch service.wireProtocol {
        case .ec2Query, .query: #expect(Self.pairs(text[...]) == Self.pairs(sample[...]))
        case .json, .restJSON:
            let theirs = try JSONDecoder().decode(JSON.self, from: Data(sample.utf8))
            #expect(try JSONDecoder().decode(JSON.self, from: Data(body)) == theirs)
        case .restXML: #expect(try Self.tree(text) == Self.tree(sample))
        }
    }

    /// Names and values decoded, sorted; a name alone has an empty value.
    private static func pairs(_ text: Substring?) -> [String] {
        (text ?? "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).formDecoded ?? "?" }
            return "\(parts[0]) = \(parts.count > 1 ? parts[1] : "")"
        }.sorted()
    }

    /// One spelling of a document, whatever the order of its elements.
    private static func tree(_ text: String) throws -> String {
        let document = try XMLDocument(data: Data(text.utf8))
        return document.rootElement().map(tree) ?? ""
    }

    private static func tree(_ element: XMLElement) -> String {
        let namespaces = (element.namespaces ?? []).compactMap(\.stringValue).sorted()
        let children = (element.children ?? []).map { child in
            (child as? XMLElement).map(tree) ?? "“\(child.stringValue ?? "")”"
        }
        return "\(element.name ?? "")\(namespaces)(\(children.sorted().joined(separator: " ")))"
    }
}

struct RequestEncoderTests {
    private func request(
        _ service: String, _ operation: String, _ parameters: [String: JSON]
    ) throws -> HTTPRequest {
        let row = row(service, operation)
        let endpoint = Endpoints(environment: [:]).endpoint(of: row.service, in: "us-west-2")
        return try RequestEncoder(operation: row, parameters: parameters, endpoint: endpoint).request()
    }

    @Test(
        arguments: [
            ("dlm", "GetLifecyclePolicy", [:]), ("dlm", "GetLifecyclePolicy", ["PolicyId": ""]),
            ("dlm", "GetLifecyclePolicy", ["PolicyId": 7]),
            ("dlm", "UpdateLifecyclePolicy", ["State": "ENABLED"]),
            ("s3", "HeadObject", ["Bucket": "bucket"]),
            ("s3", "HeadObject", ["Bucket": "bucket", "Key": ""]),
            ("s3", "HeadObject", ["Key": "key"]), ("s3", "ListObjectsV2", [:]),
            ("s3", "ListObjectsV2", ["Bucket": ""]), ("s3", "ListObjectsV2", ["Bucket": 7]),
            ("s3", "PutBucketVersioning", ["VersioningConfiguration": ["Status": "Enabled"]]),
        ] as [(String, String, [String: JSON])])
    func aCallWithoutWhatItsPathNeedsIsNotSent(
        _ service: String, _ operation: String, _ parameters: [String: JSON]
    ) {
        // `GET /policies/` would list policies, `HEAD /` would look at the bucket, `GET /` would list buckets.
        let error = #expect(throws: AWSError.self) { try request(service, operation, parameters) }
        #expect(error?.code == .invalidCall)
    }

    @Test(
        arguments: [
            ("s3", "ListObjectsV2", ["Bucket": "bucket", "Perfix": "a"]),
            ("s3", "HeadObject", ["Bucket": "bucket", "Key": "k", "Perfix": "a"]),
            ("s3", "PutBucketVersioning", ["Bucket": "bucket", "VersioningConfiguration": [:], "Mfa": "1"]),
            ("s3", "PutBucketVersioning", ["Bucket": "bucket"]),
            ("dlm", "GetLifecyclePolicy", ["PolicyId": "policy-1", "State": "ENABLED"]),
        ] as [(String, String, [String: JSON])])
    func aParameterThatHasNoPlaceIsNotSent(
        _ service: String, _ operation: String, _ parameters: [String: JSON]
    ) {
        let error = #expect(throws: AWSError.self) { try request(service, operation, parameters) }
        #expect(error?.code == .invalidCall)
    }

    @Test func namesInPathsAreEscaped() throws {
        let request = try request("dlm", "GetLifecyclePolicy", ["PolicyId": "../{PolicyId}?a#b"])
        #expect(request.url == "https://dlm.us-west-2.amazonaws.com/policies/..%2F%7BPolicyId%7D%3Fa%23b")
    }

    @Test func keysMayHoldBraces() throws {
        let request = try request(
            "s3", "HeadObject",
            ["Bucket": "bucket", "Key": "/{Key}/../a", "ExpectedBucketOwner": "123456789012"])
        #expect(request.url == "https://bucket.s3.us-west-2.amazonaws.com//%7BKey%7D/../a")
        #expect(request.headers == [HTTPHeader("x-amz-expected-bucket-owner", "123456789012")])
    }

    @Test func writesToS3CarryAChecksum() throws {
        let request = try request(
            "s3", "PutBucketVersioning",
            ["Bucket": "bucket", "VersioningConfiguration": ["Status": "Enabled"]])
        let checksum = Data(SHA256.hash(request.body)).base64EncodedString()
        #expect(request.headers == [HTTPHeader("x-amz-checksum-sha256", checksum)])
    }

    @Test func xmlTextIsEscaped() throws {
        let body = XMLEncoder.encode(
            ["Status": "a<b>&\"c\"\r\u{e9}", "None": nil, "Flag": false, "Count": 3], element: "Root",
            for: row("s3", "PutBucketVersioning"))
        let root = try XMLDocument(data: Data(body)).rootElement()
        #expect(root?.elements(forName: "Status").first?.stringValue == "a<b>&\"c\"\r\u{e9}")
        #expect(root?.elements(forName: "None").isEmpty == true)
        #expect(root?.elements(forName: "Flag").first?.stringValue == "false")
        #expect(root?.elements(forName: "Count").first?.stringValue == "3")
    }

    @Test func formsLeaveOutWhatIsNull() {
        let body = FormEncoder.encode(
            ["Filters": [], "NextToken": nil, "MaxResults": 5], for: row("ec2", "DescribeVolumes"))
        #expect(
            String(decoding: body, as: UTF8.self) == "Action=DescribeVolumes&Version=2016-11-15&MaxResults=5")
    }
}
