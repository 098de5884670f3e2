import Testing

@testable import AWS

struct EndpointTests {
    @Test(arguments: [
        ("us-west-2", "aws", "https://ec2.us-west-2.amazonaws.com"),
        ("us-east-1", "aws", "https://ec2.us-east-1.amazonaws.com"),
        ("cn-north-1", "aws-cn", "https://ec2.cn-north-1.amazonaws.com.cn"),
        ("us-gov-west-1", "aws-us-gov", "https://ec2.us-gov-west-1.amazonaws.com"),
        ("eusc-de-east-1", "aws-eusc", "https://ec2.eusc-de-east-1.amazonaws.eu"),
        ("mx-central-1", "aws", "https://ec2.mx-central-1.amazonaws.com"),
    ])
    func aRegionHasItsPartitionsName(_ region: String, _ partition: String, _ base: String) {
        let endpoint = Endpoints(environment: [:]).endpoint(of: .ec2, in: region)
        #expect(endpoint.base == base)
        #expect(endpoint.region == region)
        #expect(!endpoint.isCustom)
        #expect(Partition.of(region: region).name == partition)
    }

    @Test(arguments: [
        (["AWS_ENDPOINT_URL": "http://127.0.0.1:8123/"], "http://127.0.0.1:8123"),
        (["AWS_ENDPOINT_URL": "http://a", "AWS_ENDPOINT_URL_S3": "http://b/x"], "http://b/x"),
        (["AWS_ENDPOINT_URL": "http://a", "AWS_ENDPOINT_URL_RDS": "http://b"], "http://a"),
        (["AWS_ENDPOINT_URL": "http://a", "AWS_ENDPOINT_URL_S3": ""], "http://a"),
        (
            ["AWS_ENDPOINT_URL": "http://a", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "True"],
            "https://s3.us-west-2.amazonaws.com"
        ),
        (
            ["AWS_ENDPOINT_URL": "http://a", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"], "http://a"
        ),
        (["AWS_ENDPOINT_URL": ""], "https://s3.us-west-2.amazonaws.com"),
    ])
    func theEnvironmentNamesEndpoints(_ environment: [String: String], _ base: String) {
        let endpoint = Endpoints(environment: environment).endpoint(of: .s3, in: "us-west-2")
        #expect(endpoint.base == base)
        #expect(endpoint.isCustom == !base.hasSuffix("amazonaws.com"))
    }

    @Test(arguments: [
        ("bucket", "https://bucket.s3.us-west-2.amazonaws.com/k"),
        ("a-1", "https://a-1.s3.us-west-2.amazonaws.com/k"),
        ("dotted.bucket", "https://s3.us-west-2.amazonaws.com/dotted.bucket/k"),
        ("Upper_Case", "https://s3.us-west-2.amazonaws.com/Upper_Case/k"),
        ("-ab", "https://s3.us-west-2.amazonaws.com/-ab/k"),
        ("ab-", "https://s3.us-west-2.amazonaws.com/ab-/k"),
        ("ab", "https://s3.us-west-2.amazonaws.com/ab/k"),
        ("evil.org/", "https://s3.us-west-2.amazonaws.com/evil.org%2F/k"),
        (
            String(repeating: "a", count: 64),
            "https://s3.us-west-2.amazonaws.com/\(String(repeating: "a", count: 64))/k"
        ),
    ])
    func aBucketStandsInTheHostNameWhereItCan(_ bucket: String, _ url: String) {
        #expect(
            Endpoints(environment: [:]).endpoint(of: .s3, in: "us-west-2").url(bucket: bucket, path: "/k")
                == url)
        let custom = Endpoint(base: "http://127.0.0.1:1", region: "us-west-2", isCustom: true)
        #expect(custom.url(bucket: "bucket", path: "/k") == "http://127.0.0.1:1/bucket/k")
        #expect(custom.url(bucket: nil, path: "/k") == "http://127.0.0.1:1/k")
    }
}
