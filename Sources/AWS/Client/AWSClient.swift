package import HTTP
package import Planning

/// Sends calls to the services of one account and region: signed, retried, strictly read.
///
/// It sends reads alone; who may write holds an `AWSWriter`.
package struct AWSClient: Sendable {
    package let region: String
    let credentials: @Sendable () async throws(AWSError) -> AWSCredentials
    let endpoints: Endpoints
    let transport: any HTTPTransport
    let timing: Timing
    /// Overrides the number of attempts of every call.
    let maximumAttempts: Int?
    /// Told of every request.
    let trace: @Sendable (CallTrace) -> Void
    let quota = RetryQuota()
    let bucketRegions = BucketRegions()

    package init(
        region: String, endpoints: Endpoints, transport: any HTTPTransport, timing: Timing,
        maximumAttempts: Int? = nil, trace: @escaping @Sendable (CallTrace) -> Void = { _ in },
        credentials: @escaping @Sendable () async throws(AWSError) -> AWSCredentials
    ) {
        self.region = region
        self.endpoints = endpoints
        self.transport = transport
        self.timing = timing
        self.maximumAttempts = maximumAttempts
        self.trace = trace
        self.credentials = credentials
    }

    /// Sends a read and decodes its answer. An answer that cannot be decoded is asked for again, like a broken
    /// connection.
    package func read<Value: Sendable>(
        _ call: APICall, _ decode: (AWSResponse) throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        let operation = try row(of: call)
        guard operation.access == .read else {
            throw AWSError(.invalidCall, of: operation, "it writes, and this run only reads")
        }
        return try await perform(call, operation, decode)
    }

    func row(of call: APICall) throws(AWSError) -> Operation {
        guard let operation = OperationTable.row(of: call) else {
            throw AWSError(.invalidCall, of: call.description, "the operation table does not have it")
        }
        return operation
    }

    func perform<Value: Sendable>(
        _ call: APICall, _ operation: Operation, _ decode: (AWSResponse) throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        var policy = RetryPolicy(for: operation, maximumAttempts: maximumAttempts)
        let start = timing.elapsed()
        while true {
            var hint: Duration?
            do throws(AWSError) {
                let value = try decode(try await attempt(call, operation, retryAfter: &hint))
                quota.giveBack(policy.lastCost)
                return value
            } catch {
                let decision = policy.failed(
                    error, elapsed: timing.elapsed() - start, hint: hint, random: timing.random(),
                    quota: quota)
                guard case .retry(let pause) = decision, !Task.isCancelled else { throw error }
                guard await rest(pause) else { throw error }
            }
        }
    }

    /// False where the wait was cut short.
    private func rest(_ pause: Duration) async -> Bool {
        do {
            try await timing.sleep(pause)
            return true
        } catch {
            return false
        }
    }

    /// One request, answered with a success or an error; S3's word about a bucket's region is followed once.
    private func attempt(
        _ call: APICall, _ operation: Operation, retryAfter: inout Duration?
    ) async throws(AWSError) -> AWSResponse {
        let bucket = operation.service == .s3 ? call.parameters["Bucket"]?.string : nil
        let known = bucket.flatMap(bucketRegions.region)
        var response = try await exchange(call, operation, region: known ?? region)
        if let bucket, let actual = BucketRegions.redirect(in: response), actual != known ?? region {
            bucketRegions.remember(actual, of: bucket)
            response = try await exchange(call, operation, region: actual)
        }
        guard (200..<300).contains(response.status) else {
            retryAfter = response.headers["x-amz-retry-after"].flatMap { Int($0) }.map { .milliseconds($0) }
            throw ErrorAnswer(operation: operation, response: response).error
        }
        return AWSResponse(operation: operation, headers: response.headers, body: response.body)
    }

    private func exchange(
        _ call: APICall, _ operation: Operation, region: String
    ) async throws(AWSError) -> HTTPResponse {
        let endpoint = endpoints.endpoint(of: operation.service, in: region)
        var request = try RequestEncoder(
            operation: operation, parameters: call.parameters, endpoint: endpoint
        )
        .request()
        // curl repeats a request by itself where a reused connection closes: not what must not happen twice.
        request.reusesConnection = operation.isRepeatable
        let signed = SigV4.sign(
            request, with: try await credentials(),
            scope: SigningScope(region: region, service: operation.service.name),
            at: timing.now().secondsSince1970)
        let start = timing.elapsed()
        func tell(_ response: HTTPResponse?) {
            trace(
                CallTrace(
                    operation: operation.description, region: region, status: response?.status,
                    milliseconds: Int((timing.elapsed() - start) / .milliseconds(1)),
                    bytes: response?.body.count ?? 0))
        }
        do {
            let response = try await transport.send(signed)
            tell(response)
            return response
        } catch {
            tell(nil)
            throw AWSError(error, of: operation)
        }
    }
}
