/// One request and what came of it, for logs: no parameters, no header values.
package struct CallTrace: Sendable, Hashable {
    /// `ec2:DescribeVolumes`
    package let operation: String
    package let region: String
    /// HTTP's status; nil where no whole answer came.
    package let status: Int?
    package let milliseconds: Int
    package let bytes: Int
}

extension CallTrace: CustomStringConvertible {
    package var description: String {
        let answer = status.map { "\($0), \(bytes) bytes" } ?? "no answer"
        return "\(operation) in \(region): \(answer) in \(milliseconds) ms"
    }
}
