import HTTP
import Planning
import Testing

@testable import AWS

struct AWSClientTests {
    private static let describe = APICall("dynamodb", "DescribeContinuousBackups", ["TableName": "t"])
    private static let tag = APICall("ec2", "CreateTags", ["Resources": ["vol-1"]])
    private static let create = APICall("dlm", "CreateLifecyclePolicy", ["Description": "d"])

    private func table(_ service: FakeService, _ clock: ManualClock = ManualClock()) async throws -> JSON {
        try await client(service, clock).read(Self.describe) { response throws(AWSError) in
            try response.json()
        }
    }

    @Test func readsAreSignedAndDecoded() async throws {
        let service = FakeService(.body(#"{"a": 1}"#))
        #expect(try await table(service) == ["a": 1])
        let request = try #require(service.requests.first)
        #expect(request.url == "https://dynamodb.us-west-2.amazonaws.com/")
        #expect(
            request.headers.first { $0.isNamed("Authorization") }?.value.contains(
                "Credential=AKIDEXAMPLE/20261122/us-west-2/dynamodb/aws4_request") == true)
        #expect(request.reusesConnection)
    }

    @Test(arguments: ["", "{", #"{"a":"#, "<a/>", "\u{0}", #"{"a": 1} {"#])
    func anAnswerThatIsNotWholeIsAskedForAgain(_ body: String) async throws {
        let service = FakeService(.body(body), .body(#"{"a": 1}"#))
        #expect(try await table(service) == ["a": 1])
        #expect(service.requests.count == 2)
        let broken = FakeService(.body(body))
        let error = await #expect(throws: AWSError.self) { try await table(broken) }
        #expect(error?.code == .unreadable)
        #expect(error?.finding.code == .unreadable)
        #expect(broken.requests.count == 8)
    }

    @Test func lostAnswersAreAskedForAgain() async throws {
        let clock = ManualClock()
        let service = FakeService(.lost, .lost, .body("{}"))
        #expect(try await table(service, clock) == [:])
        #expect(clock.pauses == [.milliseconds(25), .milliseconds(50)])
        let dead = FakeService(.lost)
        let error = await #expect(throws: AWSError.self) { try await table(dead) }
        #expect(error?.finding.code == .unreachable)
        #expect(dead.requests.count == 8)
    }

    @Test func throttlesAreRiddenOut() async throws {
        let clock = ManualClock()
        let busy = FakeService.Answer.body(#"{"__type": "x#ThrottlingException"}"#, 400)
        let hinted = FakeService.Answer.body(
            #"{"__type": "x#ThrottlingException"}"#, 400, ["x-amz-retry-after": "4500"])
        #expect(try await table(FakeService(busy, hinted, busy, .body("{}")), clock) == [:])
        #expect(clock.pauses == [.seconds(1), .milliseconds(4_500), .seconds(4)])
    }

    @Test(arguments: ["", "soon", "-1", "1e9", "99999999999999999999"])
    func hintsThatAreNoneAreIgnored(_ hint: String) async throws {
        let clock = ManualClock()
        let busy = FakeService.Answer.body("", 429, ["x-amz-retry-after": hint])
        #expect(try await table(FakeService(busy, .body("{}")), clock) == [:])
        #expect(clock.pauses == [.seconds(1)])
    }

    @Test func throttlesToTheEndAreToldAsSuch() async {
        let service = FakeService(.body(#"{"__type": "x#ThrottlingException"}"#, 400))
        let error = await #expect(throws: AWSError.self) { try await table(service) }
        #expect(error?.finding.code == .throttled)
        #expect(service.requests.count == 7, "after 51 seconds; 20 more would pass the minute")
    }

    @Test func denialsAreFinal() async {
        let service = FakeService(.body(#"{"__type": "x#AccessDeniedException"}"#, 400))
        let error = await #expect(throws: AWSError.self) { try await table(service) }
        #expect(error?.finding.code == .denied)
        #expect(service.requests.count == 1)
    }

    @Test func withoutCredentialsNothingIsSent() async {
        let service = FakeService(.body("{}"))
        let poor = AWSClient(
            region: "us-west-2", endpoints: Endpoints(environment: [:]), transport: service,
            timing: ManualClock().timing()
        ) { () throws(AWSError) in throw AWSError(.noCredentials, of: "dynamodb:x", "there are none") }
        let error = await #expect(throws: AWSError.self) {
            try await poor.read(Self.describe) { response throws(AWSError) in try response.json() }
        }
        #expect(error?.finding.code == .noCredentials)
        #expect(service.requests.isEmpty)
    }

    @Test func waitingEndsWithItsTask() async {
        let service = FakeService(.lost)
        let task = Task { try await table(service) }
        task.cancel()
        let result = await task.result
        #expect(throws: AWSError.self) { try result.get() }
        #expect(service.requests.count == 1)
    }

    @Test func readsCannotWrite() async {
        let service = FakeService(.body("{}"))
        for row in OperationTable.all where row.access == .write {
            let call = APICall(row.service.name, row.name)
            let error = await #expect(throws: AWSError.self) {
                try await client(service).read(call) { response throws(AWSError) in response.body }
            }
            #expect(error?.code == .invalidCall, "\(row)")
        }
        #expect(service.requests.isEmpty)
    }

    @Test func writersSendWhatIsDeclaredAlone() async throws {
        let service = FakeService(.body("<CreateTagsResponse/>"))
        let writer = AWSWriter(client: client(service), allowed: ["ec2:CreateTags", "ec2:DescribeVolumes"])
        _ = try await writer.send(Self.tag)
        #expect(service.requests.count == 1)
        for call in [
            APICall("ec2", "DescribeVolumes"), APICall("rds", "ModifyDBInstance"), Self.create,
            APICall("ec2", "DeleteTags", ["Resources": ["vol-1"]]), APICall("iam", "CreateUser"),
        ] {
            let error = await #expect(throws: AWSError.self) { try await writer.send(call) }
            #expect(error?.code == .invalidCall, "\(call)")
        }
        #expect(service.requests.count == 1)
    }

    @Test func aKindsWriterSendsNothingOfAnotherKind() async throws {
        let service = FakeService(.body("<CreateTagsResponse/>"))
        let all = AWSWriter(
            client: client(service), allowed: ["ec2:CreateTags", "dlm:CreateLifecyclePolicy"])
        _ = try await all.limited(to: ["ec2:CreateTags", "rds:ModifyDBInstance"]).send(Self.tag)
        for limits in [["dlm:CreateLifecyclePolicy"], []] {
            let limited = all.limited(to: limits)
            let error = await #expect(throws: AWSError.self) { try await limited.send(Self.tag) }
            #expect(error?.code == .invalidCall)
        }
        // A limit is never a leave.
        let wider = all.limited(to: ["rds:ModifyDBInstance"])
        await #expect(throws: AWSError.self) { try await wider.send(APICall("rds", "ModifyDBInstance")) }
        #expect(service.requests.count == 1)
    }

    @Test func aWriteIsTriedThreeTimes() async {
        let service = FakeService(.lost)
        let writer = AWSWriter(client: client(service), allowed: ["ec2:CreateTags"])
        await #expect(throws: AWSError.self) { try await writer.send(Self.tag) }
        #expect(service.requests.count == 3)
    }

    @Test func aCreateWhoseAnswerIsLostIsNotSentAgain() async throws {
        for answer in [FakeService.Answer.lost, .body("", 500), .body("", 503)] {
            let service = FakeService(answer)
            let writer = AWSWriter(client: client(service), allowed: ["dlm:CreateLifecyclePolicy"])
            let error = await #expect(throws: AWSError.self) { try await writer.send(Self.create) }
            #expect(error?.isTransient == true)
            #expect(service.requests.count == 1)
            #expect(service.requests.first?.reusesConnection == false)
        }
        let throttled = FakeService(.body(#"{"code": "ThrottlingException"}"#, 429), .body("{}"))
        let writer = AWSWriter(client: client(throttled), allowed: ["dlm:CreateLifecyclePolicy"])
        _ = try await writer.send(Self.create)
        #expect(throttled.requests.count == 2, "what was refused for its rate was not done")
    }
}

struct BucketRegionTests {
    private static let head = APICall("s3", "HeadObject", ["Bucket": "bucket", "Key": "k"])

    private func head(_ client: AWSClient) async throws {
        try await client.read(Self.head) { _ throws(AWSError) in () }
    }

    private static func malformed(_ region: String) -> FakeService.Answer {
        .body(
            "<Error><Code>AuthorizationHeaderMalformed</Code><Message>wrong</Message><Region>\(region)</Region>"
                + "<RequestId>1</RequestId></Error>", 400)
    }

    @Test(
        arguments: [
            .body("", 301, ["x-amz-bucket-region": "eu-west-1"]),
            .body("", 400, ["x-amz-bucket-region": "eu-west-1"]), malformed("eu-west-1"),
            .body(
                "<Error><Code>PermanentRedirect</Code><Message>m</Message></Error>", 301,
                ["X-Amz-Bucket-Region": "eu-west-1"]),
        ] as [FakeService.Answer])
    func aBucketIsFollowedToItsRegion(_ refusal: FakeService.Answer) async throws {
        let service = FakeService(refusal, .body(""))
        let client = client(service)
        try await head(client)
        #expect(
            service.requests.map(\.url) == [
                "https://bucket.s3.us-west-2.amazonaws.com/k", "https://bucket.s3.eu-west-1.amazonaws.com/k",
            ])
        let signature = service.requests[1].headers.first { $0.isNamed("Authorization") }?.value
        #expect(signature?.contains("/eu-west-1/s3/aws4_request") == true)
        try await head(client)
        #expect(service.requests.count == 3, "the region is remembered")
        #expect(service.requests[2].url == service.requests[1].url)
    }

    @Test func itIsFollowedOnce() async {
        let service = FakeService(
            Self.malformed("eu-west-1"), Self.malformed("eu-west-2"), Self.malformed("eu-west-3"))
        let error = await #expect(throws: AWSError.self) { try await head(client(service)) }
        #expect(error?.code.rawValue == "AuthorizationHeaderMalformed")
        #expect(service.requests.count == 2)
    }

    @Test(
        arguments: [
            .body("", 301), .body("garbage", 400), .body("", 400, ["x-amz-bucket-region": "us-west-2"]),
            .body("", 403, ["x-amz-bucket-region": "eu-west-1"]),
            .body("", 301, ["x-amz-bucket-region": "evil.org/"]), .body("", 301, ["x-amz-bucket-region": ""]),
        ] as [FakeService.Answer])
    func aRefusalThatNamesNoOtherRegionIsAnError(_ refusal: FakeService.Answer) async {
        let service = FakeService(refusal)
        await #expect(throws: AWSError.self) { try await head(client(service)) }
        #expect(service.requests.count == 1)
    }
}
