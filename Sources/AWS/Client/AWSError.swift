import HTTP
package import Planning

/// Why a call gave no answer that can be used. Safe to log: it holds no parameters and no credentials.
package struct AWSError: Error, Sendable, Hashable {
    /// AWS's own code as it came, or one of ours, which start in lower case.
    package struct Code: RawRepresentable, Sendable, Hashable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The transport gave no whole answer.
        package static let unreachable = Self(rawValue: "unreachable")
        /// An answer that is cut, garbled, of a wrong type or not of this operation.
        package static let unreadable = Self(rawValue: "unreadable")
        package static let noCredentials = Self(rawValue: "noCredentials")
        /// The program's own mistake: an operation that is not in the table, a parameter that has no place.
        package static let invalidCall = Self(rawValue: "invalidCall")
    }

    package let code: Code
    /// `ec2:DescribeVolumes`
    package let operation: String
    package let message: String
    package let status: Int?
    package let requestID: String?

    package init(
        _ code: Code, of operation: Operation, _ message: String, status: Int? = nil, requestID: String? = nil
    ) {
        self.init(code, of: operation.description, message, status: status, requestID: requestID)
    }

    package init(
        _ code: Code, of operation: String, _ message: String, status: Int? = nil, requestID: String? = nil
    ) {
        self.code = code
        self.operation = operation
        self.message = message
        self.status = status
        self.requestID = requestID
    }

    init(_ error: HTTPError, of operation: Operation) {
        self.init(.unreachable, of: operation, error.message)
    }
}

extension AWSError: CustomStringConvertible {
    package var description: String {
        let request = requestID.map { ", request \($0)" } ?? ""
        return "\(operation): \(code.rawValue)\(request): \(message)"
    }
}

extension AWSError {
    private static let throttles: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "RequestThrottled", "TooManyRequestsException", "ProvisionedThroughputExceededException",
        "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
        "LimitExceededException", "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException",
    ]
    private static let transients: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "InternalError",
    ]
    private static let denials: Set<String> = [
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthFailure", "NotAuthorized",
        "InvalidClientTokenId", "UnrecognizedClientException", "ExpiredToken", "ExpiredTokenException",
        "InvalidSignatureException", "SignatureDoesNotMatch", "InvalidAccessKeyId", "OptInRequired",
        "RequestExpired", "RequestTimeTooSkewed", "IncompleteSignature", "MissingAuthenticationToken",
    ]

    package var isThrottle: Bool { Self.throttles.contains(code.rawValue) || status == 429 }

    /// Something on the way or inside AWS broke; the same call may succeed.
    package var isTransient: Bool {
        code == .unreachable || code == .unreadable || Self.transients.contains(code.rawValue)
            || [500, 502, 503, 504].contains(status)
    }

    package var isDenial: Bool {
        Self.denials.contains(code.rawValue) || (!isThrottle && (status == 401 || status == 403))
    }

    /// What a resource that needed this answer says of itself.
    package var finding: Finding {
        let code: Finding.Code =
            switch true {
            case self.code == .noCredentials: .noCredentials
            case self.code == .unreachable: .unreachable
            case isThrottle: .throttled
            case isDenial: .denied
            case self.code != .unreadable && isTransient: .unreachable
            default: .unreadable
            }
        return Finding(code, sentence)
    }

    /// What the role lacks, where it is a permission.
    private var permission: String {
        let isPermission = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"].contains(
            code.rawValue)
        guard isPermission, let actions = OperationTable.row(named: operation)?.actions, !actions.isEmpty
        else {
            return ""
        }
        return "; the role needs \(actions.joined(separator: ", "))"
    }

    private var sentence: String {
        let request = requestID.map { ", request \($0)" } ?? ""
        switch true {
        case code == .noCredentials: return message
        case code == .unreachable: return "\(operation) got no answer: \(message)"
        case isThrottle: return "\(operation) was throttled to the end (\(code.rawValue)\(request))"
        case isDenial:
            return "\(operation) was denied (\(code.rawValue)\(request))" + permission
        default:
            return "\(operation) gave no answer that can be used (\(code.rawValue)\(request)): \(message)"
        }
    }
}
