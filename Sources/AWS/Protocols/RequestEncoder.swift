import HTTP
import Planning

/// Turns a call into an unsigned request: method, URL, headers and body as the service's protocol wants them.
struct RequestEncoder {
    let operation: Operation
    let parameters: [String: JSON]
    let endpoint: Endpoint

    func request() throws(AWSError) -> HTTPRequest {
        switch operation.service.wireProtocol {
        case .ec2Query, .query:
            return HTTPRequest(
                method: "POST", url: endpoint.url(path: "/"),
                headers: [
                    HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                ],
                body: FormEncoder.encode(parameters, for: operation))
        case .json(let version, let targetPrefix):
            return HTTPRequest(
                method: "POST", url: endpoint.url(path: "/"),
                headers: [
                    HTTPHeader("X-Amz-Target", "\(targetPrefix).\(operation.name)"),
                    HTTPHeader("Content-Type", "application/x-amz-json-\(version)"),
                ],
                body: JSON.object(parameters).canonical)
        case .restJSON, .restXML:
            return try restRequest()
        }
    }

    private func restRequest() throws(AWSError) -> HTTPRequest {
        var rest = parameters
        let bucket = operation.service == .s3 ? rest.removeValue(forKey: "Bucket")?.string : nil
        let key = operation.service == .s3 ? rest.removeValue(forKey: "Key")?.string : nil
        var path = key.map { "/" + $0.percentEncoded(keepingSlashes: true) } ?? operation.binding.path
        for (name, value) in rest where path.contains("{\(name)}") {
            path = path.split(separator: "{\(name)}", omittingEmptySubsequences: false)
                .joined(separator: (value.string ?? "").percentEncoded())
            rest[name] = nil
        }
        guard !path.contains("{") || key != nil else {
            throw AWSError(.invalidCall, of: operation, "a parameter that belongs into the path is missing")
        }
        let query = operation.binding.query + takeQuery(from: &rest)
        var headers = takeHeaders(from: &rest)
        let body = try body(of: rest, adding: &headers)
        let url =
            endpoint.url(bucket: bucket, path: path)
            + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        return HTTPRequest(method: operation.binding.method, url: url, headers: headers, body: body)
    }

    private func takeQuery(from rest: inout [String: JSON]) -> [String] {
        var query: [String] = []
        for (name, wireName) in operation.binding.queryNames.sorted(by: { $0.value < $1.value }) {
            guard let value = rest.removeValue(forKey: name) else { continue }
            for each in value.array ?? [value] {
                query.append("\(wireName)=\((each.string ?? each.text).percentEncoded())")
            }
        }
        return query
    }

    private func takeHeaders(from rest: inout [String: JSON]) -> [HTTPHeader] {
        var headers: [HTTPHeader] = []
        for (name, wireName) in operation.binding.headers.sorted(by: { $0.value < $1.value }) {
            guard let value = rest.removeValue(forKey: name) else { continue }
            headers.append(HTTPHeader(wireName, value.string ?? value.text))
        }
        return headers
    }

    private func body(of rest: [String: JSON], adding headers: inout [HTTPHeader]) throws(AWSError) -> [UInt8]
    {
        let body: [UInt8]
        switch operation.binding.payload {
        case .xml(let member, let element):
            body = XMLEncoder.encode(rest[member] ?? [:], element: element, for: operation)
        case .text(let member):
            body = Array((rest[member]?.string ?? "").utf8)
        case nil:
            guard !rest.isEmpty else { return [] }
            guard operation.service.wireProtocol == .restJSON else {
                throw AWSError(
                    .invalidCall, of: operation, "it takes no \(rest.keys.sorted().joined(separator: ", "))")
            }
            headers.append(HTTPHeader("Content-Type", "application/json"))
            return JSON.object(rest).canonical
        }
        // S3 refuses these writes without a checksum of the body.
        headers.append(HTTPHeader("x-amz-checksum-sha256", Base64.encode(SHA256.hash(body))))
        return body
    }
}
