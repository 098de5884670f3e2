/// A call to AWS as data, in the service models' own names: what a plan shows is what apply sends.
package struct APICall: Sendable, Hashable, Codable {
    /// `ec2`, `dlm`, `rds`, `s3`, `dynamodb`, `sts`.
    package let service: String
    /// `CreateTags`
    package let operation: String
    package let parameters: [String: JSON]

    package init(_ service: String, _ operation: String, _ parameters: [String: JSON] = [:]) {
        self.service = service
        self.operation = operation
        self.parameters = parameters
    }

    package var json: JSON {
        ["service": .string(service), "operation": .string(operation), "parameters": .object(parameters)]
    }
}

extension APICall: CustomStringConvertible {
    package var description: String { "\(service):\(operation)" }
}
