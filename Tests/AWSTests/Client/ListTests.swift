import HTTP
import Planning
import Synchronization
import Testing

@testable import AWS

/// Listings over several pages: whatever comes back, a list is whole or an error.
struct ListTests {
    private static let call = APICall("ec2", "DescribeVolumes")

    private static func page(_ ids: [String], next: String? = nil) -> FakeService.Answer {
        let items = ids.map { "<item><volumeId>\($0)</volumeId></item>" }.joined()
        let token = next.map { "<nextToken>\($0)</nextToken>" } ?? ""
        return .body(
            "<DescribeVolumesResponse><volumeSet>\(items)</volumeSet>\(token)</DescribeVolumesResponse>")
    }

    /// Answers by token, "" being the first page's; each page's answers in turn, the last one for good.
    private static func service(_ pages: [String: [FakeService.Answer]]) -> FakeService {
        FakeService { request, earlier in
            let answers = pages[token(of: request)] ?? []
            guard !answers.isEmpty else { return .ec2Error("InvalidParameterValue", 400) }
            return answers[min(earlier, answers.count - 1)]
        }
    }

    private static func token(of request: HTTPRequest) -> String {
        let form = String(decoding: request.body, as: UTF8.self).split(separator: "&")
        return form.first { $0.hasPrefix("NextToken=") }.map { String($0.dropFirst(10)).formDecoded ?? "" }
            ?? ""
    }

    private func list(_ service: FakeService, _ clock: ManualClock = ManualClock()) async throws -> [String] {
        try await client(service, clock).list(Self.call, Self.id)
    }

    @Sendable private static func id(_ reader: inout XMLReader) throws -> String? {
        var id: String?
        try reader.children { name, reader in
            if name == "volumeId" { id = try reader.text() }
        }
        return id
    }

    @Test func allPagesAreReadInOrder() async throws {
        let service = Self.service([
            "": [Self.page(["a", "b"], next: "t+/=")], "t+/=": [Self.page(["c"], next: "u")],
            "u": [Self.page(["d"])],
        ])
        #expect(try await list(service) == ["a", "b", "c", "d"])
        #expect(service.requests.map(Self.token) == ["", "t+/=", "u"], "each page is asked for once")
        #expect(
            service.requests.allSatisfy {
                String(decoding: $0.body, as: UTF8.self).contains("MaxResults=1000")
            })
    }

    @Test func anEmptyFirstPageWithATokenIsNotTheEnd() async throws {
        let service = Self.service(["": [Self.page([], next: "t")], "t": [Self.page(["a"])]])
        #expect(try await list(service) == ["a"])
    }

    @Test func nothingIsNothingOnlyWhereItIsSaid() async throws {
        #expect(try await list(Self.service(["": [Self.page([])]])) == [])
        let selfClosed = FakeService(.body("<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse>"))
        #expect(try await list(selfClosed) == [])
    }

    private static let whole = """
        <DescribeVolumesResponse><requestId>r</requestId><volumeSet><item><volumeId>a</volumeId></item>\
        </volumeSet></DescribeVolumesResponse>
        """

    @Test(arguments: [
        "", " ", "{}", "garbage", "<html/>", "<DescribeVolumesResponse/>",
        "<DescribeVolumesResponse><requestId>r</requestId></DescribeVolumesResponse>",
        "<DescribeInstancesResponse><volumeSet/></DescribeInstancesResponse>",
        "<Response><Errors><Error><Code>X</Code></Error></Errors></Response>",
        "<a><DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse></a>",
        "<DescribeVolumesResponse><x><volumeSet/></x></DescribeVolumesResponse>",
        "\(whole)<more/>",
    ])
    func aBadAnswerIsNeverAnEmptyList(_ body: String) async throws {
        let service = FakeService(.body(body))
        let error = await #expect(throws: AWSError.self) { try await list(service) }
        #expect(error?.code == .unreadable)
        // The first decoding had no retries of its own.
        #expect(service.requests.count == 9)
        let mended = FakeService(.body(body), .body(Self.whole))
        #expect(try await list(mended) == ["a"])
        #expect(mended.requests.count == 2)
    }

    @Test func anAnswerCutAnywhereIsAnError() async throws {
        for length in 0..<Self.whole.utf8.count {
            let cut = String(decoding: Array(Self.whole.utf8.prefix(length)), as: UTF8.self)
            let service = FakeService(.body(cut))
            await #expect(throws: AWSError.self, "\(cut)") { try await list(service) }
        }
    }

    @Test func aGarbledPageIsAskedForAgain() async throws {
        let clock = ManualClock()
        let service = Self.service([
            "": [Self.page(["a"], next: "t")],
            "t": [.body("<Descr"), .body("oops"), Self.page(["b"], next: "u")], "u": [Self.page(["c"])],
        ])
        #expect(try await list(service, clock) == ["a", "b", "c"])
        #expect(service.requests.map(Self.token) == ["", "t", "t", "t", "u"])
        #expect(clock.pauses == [.milliseconds(50)])
    }

    @Test func aLaterPageThatFailsFailsTheList() async {
        let denied = Self.service(["": [Self.page(["a"], next: "t")], "t": [.ec2Error("AuthFailure", 401)]])
        let error = await #expect(throws: AWSError.self) { try await list(denied) }
        #expect(error?.finding.code == .denied)
        #expect(denied.requests.count == 2, "denials are not asked again")
        let lost = Self.service(["": [Self.page(["a"], next: "t")], "t": [.lost]])
        await #expect(throws: AWSError.self) { try await list(lost) }
        #expect(lost.requests.count == 9)
        let expired = Self.service(["": [Self.page(["a"], next: "t")]])
        await #expect(throws: AWSError.self) { try await list(expired) }
    }

    @Test func throttlesAreRiddenOutOnEveryPage() async throws {
        let clock = ManualClock()
        let busy = FakeService.Answer.ec2Error("RequestLimitExceeded", 503)
        let service = Self.service([
            "": [busy, busy, Self.page(["a"], next: "t")], "t": [busy, Self.page(["b"])],
        ])
        #expect(try await list(service, clock) == ["a", "b"])
        #expect(clock.pauses == [.seconds(1), .seconds(2), .seconds(1)])
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [["t": "t"], ["t": "u", "u": "t"], ["t": "u", "u": "v", "v": "t"]])
    func pagesInACircleAreAnError(_ circle: [String: String]) async {
        var pages = circle.mapValues { [Self.page(["x"], next: $0)] }
        pages[""] = [Self.page(["a"], next: "t")]
        let service = Self.service(pages)
        let error = await #expect(throws: AWSError.self) { try await list(service) }
        #expect(error?.code == .unreadable)
        #expect(service.requests.count <= circle.count + 2)
    }

    @Test func aTokenInsideAnItemIsNotThePages() async throws {
        let service = FakeService(
            .body(
                "<DescribeVolumesResponse><volumeSet><item><volumeId>a</volumeId>"
                    + "<nextToken>x</nextToken></item></volumeSet></DescribeVolumesResponse>"))
        #expect(try await list(service) == ["a"])
    }

    @Test func aListThatIsTruncatedAndNamesNoNextPageIsAnError() async throws {
        let call = APICall("s3", "ListObjectsV2", ["Bucket": "bucket"])
        func list(_ members: String) async throws -> [String] {
            let service = FakeService(.body("<ListBucketResult>\(members)</ListBucketResult>"))
            return try await client(service).list(call) { reader in try reader.text() }
        }
        #expect(try await list("<IsTruncated>false</IsTruncated><Contents>a</Contents>") == ["a"])
        #expect(try await list("<Name>bucket</Name><IsTruncated>false</IsTruncated>") == [])
        for members in [
            "", "<Name>bucket</Name><KeyCount>0</KeyCount>",
            "<IsTruncated>true</IsTruncated><Contents>a</Contents>",
            "<IsTruncated>true</IsTruncated><NextContinuationToken></NextContinuationToken>",
            "<IsTruncated>perhaps</IsTruncated>",
        ] {
            await #expect(throws: AWSError.self) { try await list(members) }
        }
    }

    @Test func listsOfTheQueryProtocolStandInAResult() async throws {
        func list(_ body: String) async throws -> Int {
            try await client(FakeService(.body(body))).list(APICall("rds", "DescribeDBInstances")) { reader in
                try reader.text()
            }.count
        }
        let items = "<DBInstances><DBInstance>a</DBInstance></DBInstances>"
        let result = "<DescribeDBInstancesResult>\(items)</DescribeDBInstancesResult>"
        #expect(try await list("<DescribeDBInstancesResponse>\(result)</DescribeDBInstancesResponse>") == 1)
        for body in [items, "", "<DescribeDBInstancesResult/>"] {
            await #expect(throws: AWSError.self) {
                try await list("<DescribeDBInstancesResponse>\(body)</DescribeDBInstancesResponse>")
            }
        }
    }

    @Test func onlyListingsAreListed() async {
        for call in [
            APICall("ec2", "CreateTags"), APICall("sts", "GetCallerIdentity"), APICall("ec2", "Nothing"),
        ] {
            let service = FakeService(Self.page([]))
            let error = await #expect(throws: AWSError.self) { try await client(service).list(call, Self.id) }
            #expect(error?.code == .invalidCall)
            #expect(service.requests.isEmpty)
        }
    }

    @Test func aCancelledListIsAnErrorNotAPart() async {
        let service = Self.service(["": [Self.page(["a"], next: "t")], "t": [.lost]])
        let task = Task { try await list(service) }
        task.cancel()
        let result = await task.result
        #expect(throws: AWSError.self) { try result.get() }
    }
}
