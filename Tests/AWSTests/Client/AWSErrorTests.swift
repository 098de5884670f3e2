import HTTP
import Planning
import Testing

@testable import AWS

struct AWSErrorTests {
    @Test(
        arguments: [
            ("UnauthorizedOperation", 403, .denied), ("AccessDenied", 403, .denied),
            ("AccessDeniedException", 400, .denied), ("AuthFailure", 401, .denied),
            ("InvalidClientTokenId", 403, .denied), ("ExpiredTokenException", 400, .denied),
            ("SignatureDoesNotMatch", 403, .denied), ("RequestExpired", 400, .denied),
            ("HTTP403", 403, .denied),
            ("SomethingNew", 401, .denied), ("Throttling", 400, .throttled),
            ("RequestLimitExceeded", 503, .throttled), ("SlowDown", 503, .throttled),
            ("ThrottlingException", 403, .throttled), ("SomethingNew", 429, .throttled),
            ("ProvisionedThroughputExceededException", 400, .throttled), ("InternalError", 500, .unreachable),
            ("ServiceUnavailable", 503, .unreachable), ("RequestTimeout", 400, .unreachable),
            ("HTTP502", 502, .unreachable), ("HTTP504", 504, .unreachable),
            ("unreachable", nil, .unreachable),
            ("unreadable", nil, .unreadable), ("noCredentials", nil, .noCredentials),
            ("DBInstanceNotFound", 404, .unreadable), ("ValidationError", 400, .unreadable),
            ("invalidCall", nil, .unreadable), ("HTTP501", 501, .unreadable),
        ] as [(String, Int?, Finding.Code)])
    func aFailureIsToldByItsCause(_ code: String, _ status: Int?, _ finding: Finding.Code) {
        let error = AWSError(.init(rawValue: code), of: "ec2:DescribeVolumes", "why", status: status)
        #expect(error.finding.code == finding)
        #expect(error.finding.code.isUnknown, "whatever it is, nothing was seen")
        // Without credentials no operation was tried: the target is what is the matter.
        let subject = finding == .noCredentials ? "why" : "ec2:DescribeVolumes"
        #expect(error.finding.message.contains(subject))
    }

    @Test func codeAndRequestAreNamed() {
        let error = AWSError(
            .init(rawValue: "UnauthorizedOperation"), of: "ec2:DescribeVolumes", "encoded message",
            status: 403, requestID: "r-1")
        #expect(
            error.finding.message
                == "ec2:DescribeVolumes was denied (UnauthorizedOperation, request r-1); the role needs ec2:DescribeVolumes"
        )
        #expect("\(error)" == "ec2:DescribeVolumes: UnauthorizedOperation, request r-1: encoded message")
    }
}

struct ErrorAnswerTests {
    private func error(
        _ service: String, _ operation: String, _ body: String, _ status: Int,
        _ headers: [String: String] = [:]
    ) -> AWSError {
        ErrorAnswer(operation: row(service, operation), response: response(body, status, headers)).error
    }

    @Test func ec2() {
        let error = error(
            "ec2", "DescribeVolumes",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Too &amp; fast</Message></Error>\
            </Errors><RequestID>ea966190</RequestID></Response>
            """, 503)
        #expect(error.code.rawValue == "RequestLimitExceeded")
        #expect(error.message == "Too & fast")
        #expect(error.requestID == "ea966190")
        #expect(error.status == 503)
        #expect(error.operation == "ec2:DescribeVolumes")
    }

    @Test(arguments: [("rds", "DescribeDBInstances"), ("sts", "GetCallerIdentity")])
    func query(_ service: String, _ operation: String) {
        let error = error(
            service, operation,
            """
            <ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type>\
            <Code>ExpiredToken</Code><Message>old</Message></Error><RequestId>7c1e</RequestId></ErrorResponse>
            """, 403)
        #expect(error.code.rawValue == "ExpiredToken")
        #expect(error.message == "old")
        #expect(error.requestID == "7c1e")
    }

    @Test func s3() {
        let error = error(
            "s3", "ListObjectsV2",
            "<Error><Code>NoSuchBucket</Code><Message>none</Message><BucketName>b</BucketName>"
                + "<RequestId>4442</RequestId><HostId>h</HostId></Error>", 404)
        #expect(error.code.rawValue == "NoSuchBucket")
        #expect(error.requestID == "4442")
    }

    @Test(arguments: [403, 404, 412, 500])
    func theStatusSpeaksWhereThereIsNoBody(_ status: Int) {
        let error = error("s3", "HeadObject", "", status, ["x-amz-request-id": "4442"])
        #expect(error.code.rawValue == "HTTP\(status)")
        #expect(error.requestID == "4442")
    }

    @Test(
        arguments: [
            (["x-amzn-ErrorType": "ResourceNotFoundException:http://internal.amazon.com/"], "{}"),
            (["x-amzn-errortype": "com.amazonaws.dlm#ResourceNotFoundException"], "{}"),
            ([:], #"{"Code": "ResourceNotFoundException", "Message": "none"}"#),
            ([:], #"{"code": "ResourceNotFoundException", "message": "none"}"#),
            ([:], #"{"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}"#),
            ([:], #"{"__type": "ResourceNotFoundException:http://internal.amazon.com/a#b"}"#),
            (["x-amzn-errortype": "ResourceNotFoundException"], #"{"code": "Other", "#),
        ] as [([String: String], String)])
    func json(_ headers: [String: String], _ body: String) {
        for (service, operation) in [
            ("dlm", "GetLifecyclePolicy"), ("dynamodb", "DescribeContinuousBackups"),
        ] {
            let error = error(service, operation, body, 400, headers)
            #expect(error.code.rawValue == "ResourceNotFoundException")
        }
    }

    @Test(arguments: [
        "", "Bad Gateway", "<html><body>502 Bad Gateway</body></html>", "<Response><Errors>", "{", "[1, 2]",
        "\u{0}\u{1}", #"{"code": 7, "__type": ""}"#, #"{"code": ""}"#, #"{"code": ":"}"#, ##"{"code": "#"}"##,
        "<Response><Errors/></Response>", "<Error><Code/></Error>",
        "<ErrorResponse><Error><Code></Code></Error></ErrorResponse>",
    ])
    func garbageLeavesTheStatusToSpeak(_ body: String) {
        for row in OperationTable.all {
            let error = ErrorAnswer(operation: row, response: response(body, 502)).error
            #expect(error.code.rawValue == "HTTP502", "\(row)")
            #expect(error.isTransient)
        }
    }
}
