package import Planning

extension AWSClient {
    /// Reads all pages of a listing and decodes its items one by one while they stream by.
    ///
    /// The next page is asked for before this one is decoded. An answer that says it is truncated and names no next
    /// page, or one that was read already, is an error, never a short list.
    ///
    /// - Parameter decode: Reads one item; nil drops it.
    package func list<Item: Sendable>(
        _ call: APICall, _ decode: (inout XMLReader) throws -> Item?
    ) async throws(AWSError) -> [Item] {
        let operation = try row(of: call)
        guard let paging = operation.paging, operation.access == .read else {
            throw AWSError(.invalidCall, of: operation, "it lists nothing")
        }
        var items: [Item] = []
        var token: String?
        var seen: Set<String> = []
        var fetched = try await fetch(call, paging, token)
        while true {
            let hint = XMLReader.peekTrailing(fetched.body, element: paging.tokenElement)
            async let ahead = prefetch(call, paging, hint)
            let (page, next): ([Item], String?)
            do throws(AWSError) {
                (page, next) = try Page.read(fetched, paging, decode)
            } catch {
                // A page that cannot be read is asked for again until it can, or the client gives up.
                (page, next) = try await read(paged(call, paging, token)) { response throws(AWSError) in
                    try Page.read(response, paging, decode)
                }
            }
            items.append(contentsOf: page)
            guard let next else { return items }
            guard seen.insert(next).inserted else {
                throw fetched.unreadable("the pages go round in a circle")
            }
            if hint == next, let response = await ahead {
                fetched = try response.get()
            } else {
                fetched = try await fetch(call, paging, next)
            }
            token = next
        }
    }

    private func prefetch(
        _ call: APICall, _ paging: Operation.Paging, _ token: String?
    ) async -> Result<AWSResponse, AWSError>? {
        guard let token else { return nil }
        do throws(AWSError) {
            return .success(try await fetch(call, paging, token))
        } catch {
            return .failure(error)
        }
    }

    private func fetch(
        _ call: APICall, _ paging: Operation.Paging, _ token: String?
    ) async throws(AWSError) -> AWSResponse {
        try await read(paged(call, paging, token)) { $0 }
    }

    private func paged(_ call: APICall, _ paging: Operation.Paging, _ token: String?) -> APICall {
        var parameters = call.parameters
        parameters[paging.size.parameter] = parameters[paging.size.parameter] ?? .int(paging.size.value)
        if let token { parameters[paging.tokenParameter] = .string(token) }
        return APICall(call.service, call.operation, parameters)
    }
}

/// The items of one answer and the token of the next.
private enum Page {
    static func read<Item>(
        _ response: AWSResponse, _ paging: Operation.Paging, _ decode: (inout XMLReader) throws -> Item?
    ) throws(AWSError) -> (items: [Item], next: String?) {
        var items: [Item] = []
        var next: String?
        var isTruncated = false
        var hasList = false
        func readItems(_ reader: inout XMLReader) throws {
            try reader.children { name, reader in
                if name == paging.item, let item = try decode(&reader) { items.append(item) }
            }
        }
        func readMembers(_ reader: inout XMLReader) throws {
            try reader.children { name, reader in
                if let list = paging.list, name == list {
                    hasList = true
                    try readItems(&reader)
                } else if paging.list == nil, name == paging.item {
                    if let item = try decode(&reader) { items.append(item) }
                } else if name == paging.tokenElement {
                    let token = try reader.text()
                    next = token.isEmpty ? nil : token
                } else if name == "IsTruncated" {
                    isTruncated = try reader.boolean()
                    // S3 lists without an element around the items; this one is always there.
                    hasList = true
                }
            }
        }
        try response.xml { reader in
            guard let result = paging.result else { return try readMembers(&reader) }
            try reader.children { name, reader in
                if name == result { try readMembers(&reader) }
            }
        }
        guard hasList else { throw response.unreadable("the list of items is missing") }
        guard next != nil || !isTruncated else {
            throw response.unreadable("the list is truncated, and nothing names the next page")
        }
        return (items, next)
    }
}
