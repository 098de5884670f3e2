package import Planning

/// Sends the write operations of a fixed list and refuses all others. Only what applies changes holds one.
package struct AWSWriter: Sendable {
    private let client: AWSClient
    private let allowed: Set<String>

    /// - Parameter allowed: As `ec2:CreateTags`.
    package init(client: AWSClient, allowed: Set<String>) {
        self.client = client
        self.allowed = allowed
    }

    /// The same, for one kind's own operations alone.
    package func limited(to operations: [String]) -> AWSWriter {
        AWSWriter(client: client, allowed: allowed.intersection(operations))
    }

    /// Sends one call.
    ///
    /// - Returns: The answer, unread.
    package func send(_ call: APICall) async throws(AWSError) -> AWSResponse {
        let operation = try client.row(of: call)
        guard operation.access == .write, allowed.contains(operation.description) else {
            throw AWSError(.invalidCall, of: operation, "no reconciler declares it as its write")
        }
        return try await client.perform(call, operation) { $0 }
    }
}
