import FoundationEssentials
package import HTTP
package import Planning

/// A successful answer, not yet read.
package struct AWSResponse: Sendable {
    package let operation: Operation
    package let headers: HTTPHeaders
    package let body: [UInt8]

    package var requestID: String? {
        headers["x-amzn-requestid"] ?? headers["x-amz-request-id"] ?? headers["x-amzn-request-id"]
    }

    /// The value of a header, whose case does not matter: all that a HEAD answers with.
    package func header(_ name: String) -> String? { headers[name] }

    /// Reads an XML answer from inside its root element.
    package func xml<Value>(_ read: (inout XMLReader) throws -> Value) throws(AWSError) -> Value {
        do {
            return try XMLReader.read(body, root: operation.root, read)
        } catch {
            throw unreadable("\(error)")
        }
    }

    /// Reads a JSON answer whole.
    package func json() throws(AWSError) -> JSON {
        do {
            return try JSONDecoder().decode(JSON.self, from: Data(body))
        } catch {
            throw unreadable("the body is not JSON")
        }
    }

    package func unreadable(_ why: String) -> AWSError {
        AWSError(.unreadable, of: operation, why, requestID: requestID)
    }
}
