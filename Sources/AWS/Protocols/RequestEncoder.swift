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
        var template = operation.binding.path[...]
        var bucket: String?
        if template.hasPrefix("/{Bucket}") {
            bucket = try take("Bucket", from: &rest)
            template = template.dropFirst("/{Bucket}".count)
        }
        let path = try path(template, from: &rest)
        let query = operation.binding.query + takeQuery(from: &rest)
        var headers = takeHeaders(from: &rest)
        let body = try body(of: rest, adding: &headers)
        let url =
            endpoint.url(bucket: bucket, path: path)
            + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        return HTTPRequest(method: operation.binding.method, url: url, headers: headers, body: body)
    }

    private func path(
        _ template: Substring, from rest: inout [String: JSON]
    ) throws(AWSError) -> String {
        guard let opening = template.firstIndex(of: "{"), let closing = template.firstIndex(of: "}") else {
            return template.isEmpty ? "/" : String(template)
        }
        let name = String(template[template.index(after: opening)..<closing])
        let value = try take(name, from: &rest).percentEncoded(keepingSlashes: operation.service == .s3)
        return template[..<opening] + value + template[template.index(after: closing)...]
    }

    /// A parameter that stands in host or path. Without it the same method would be another operation:
    /// `GET /policies/` lists policies.
    private func take(_ name: String, from rest: inout [String: JSON]) throws(AWSError) -> String {
        guard let text = rest.removeValue(forKey: name)?.string, !text.isEmpty else {
            throw AWSError(.invalidCall, of: operation, "it needs \(name)")
        }
        return text
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

    private func body(
        of rest: [String: JSON], adding headers: inout [HTTPHeader]
    ) throws(AWSError) -> [UInt8] {
        switch operation.binding.payload {
        case .xml(let member, let element):
            let value = try payload(member, of: rest)
            return checked(XMLEncoder.encode(value, element: element, for: operation), adding: &headers)
        case .text(let member):
            let value = try payload(member, of: rest)
            return checked(Array((value.string ?? value.text).utf8), adding: &headers)
        case nil:
            guard !rest.isEmpty else { return [] }
            guard operation.service.wireProtocol == .restJSON, operation.binding.method != "GET" else {
                throw misplaced(rest.keys)
            }
            headers.append(HTTPHeader("Content-Type", "application/json"))
            return JSON.object(rest).canonical
        }
    }

    /// The one parameter that is left.
    private func payload(_ member: String, of rest: [String: JSON]) throws(AWSError) -> JSON {
        guard let value = rest[member] else {
            throw AWSError(.invalidCall, of: operation, "it needs \(member)")
        }
        guard rest.count == 1 else { throw misplaced(rest.keys.filter { $0 != member }) }
        return value
    }

    private func misplaced(_ names: some Collection<String>) -> AWSError {
        AWSError(.invalidCall, of: operation, "it takes no \(names.sorted().joined(separator: ", "))")
    }

    /// S3 refuses writes of its settings without a checksum of the body.
    private func checked(_ body: [UInt8], adding headers: inout [HTTPHeader]) -> [UInt8] {
        headers.append(HTTPHeader("x-amz-checksum-sha256", Base64.encode(SHA256.hash(body))))
        return body
    }
}
