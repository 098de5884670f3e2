import FoundationEssentials
import HTTP
import Planning

/// Finds code and message in what a service sends with a status that is no success.
struct ErrorAnswer {
    let operation: Operation
    let response: HTTPResponse

    var error: AWSError {
        let (code, message, request) =
            switch operation.service.wireProtocol {
            case .restJSON, .json: json
            case .ec2Query, .query, .restXML: xml
            }
        let requestID =
            request ?? response.headers["x-amzn-requestid"] ?? response.headers["x-amz-request-id"]
        return AWSError(
            .init(rawValue: code.isEmpty ? "HTTP\(response.status)" : code), of: operation,
            message ?? "HTTP status \(response.status)", status: response.status, requestID: requestID)
    }

    /// The code is empty where there is none. It is in a header or in `__type` or `code`, with a namespace before `#` or an address behind `:`.
    private var json: (code: String, message: String?, requestID: String?) {
        let body = (try? JSONDecoder().decode(JSON.self, from: Data(response.body))) ?? .null
        let raw =
            response.headers["x-amzn-errortype"] ?? body["__type"]?.string ?? body["code"]?.string
            ?? body["Code"]?.string
        let bare = raw?.split(separator: ":").first ?? ""
        let code = String(bare.split(separator: "#").last ?? "")
        return (code, body["message"]?.string ?? body["Message"]?.string, nil)
    }

    /// `Response/Errors/Error` (EC2), `ErrorResponse/Error` (RDS, STS) or `Error` (S3).
    private var xml: (code: String, message: String?, requestID: String?) {
        for root: StaticString in ["Response", "ErrorResponse", "Error"] {
            var found: (code: String, message: String?, requestID: String?) = ("", nil, nil)
            func read(_ reader: inout XMLReader) throws {
                try reader.children { name, reader in
                    switch name {
                    case "Errors", "Error": try read(&reader)
                    case "Code": found.code = try reader.text()
                    case "Message": found.message = try reader.text()
                    case "RequestID", "RequestId": found.requestID = try reader.text()
                    default: break
                    }
                }
            }
            // A body that is no error document leaves the status to speak for itself.
            if (try? XMLReader.read(response.body, root: root, read)) != nil { return found }
        }
        return ("", nil, nil)
    }
}
