/// One row of the operation table: all that the client has to know about an operation to send it.
package struct Operation: Sendable {
    package enum Access: Sendable, Hashable { case read, write }

    package let service: Service
    package let name: String
    package let access: Access
    /// What IAM has to allow: actions, which are not always operation names.
    package let actions: [String]
    /// Method, path and where each parameter goes; query protocols always post to `/`.
    package let binding: Binding
    /// Where a parameter's or list item's name on the wire is another than in the service model.
    package let wireNames: [String: String]
    /// The root element of an XML answer.
    package let root: StaticString
    package let paging: Paging?
    /// False where sending it twice makes two objects: it is then repeated only if AWS positively refused it.
    package let isRepeatable: Bool
    /// The list of ids in which equal calls may go as one, and how many AWS takes.
    package let batching: (parameter: String, limit: Int)?

    package init(
        _ service: Service, _ name: String, _ access: Access, actions: [String], binding: Binding = .init(),
        wireNames: [String: String] = [:], root: StaticString = "", paging: Paging? = nil,
        isRepeatable: Bool = true, batching: (parameter: String, limit: Int)? = nil
    ) {
        self.service = service
        self.name = name
        self.access = access
        self.actions = actions
        self.binding = binding
        self.wireNames = wireNames
        self.root = root
        self.paging = paging
        self.isRepeatable = isRepeatable
        self.batching = batching
    }

    /// Where the parameters of a REST operation go. What is not named goes into the body.
    package struct Binding: Sendable {
        package let method: String
        /// `/policies/{PolicyId}`, with one name at most after `/{Bucket}`, which may come to stand in the host.
        package let path: String
        /// Fixed query, `list-type=2`.
        package let query: [String]
        /// Parameter to name in the query; a list repeats it.
        package let queryNames: [String: String]
        package let headers: [String: String]
        /// The one parameter that is the body: as XML under its element name, or as it is (a policy document).
        package let payload: Payload?

        package enum Payload: Sendable, Hashable {
            case xml(member: String, element: String)
            case text(member: String)
        }

        package init(
            _ method: String = "POST", _ path: String = "/", query: [String] = [],
            queryNames: [String: String] = [:], headers: [String: String] = [:], payload: Payload? = nil
        ) {
            self.method = method
            self.path = path
            self.query = query
            self.queryNames = queryNames
            self.headers = headers
            self.payload = payload
        }
    }

    /// How an answer lists its items, and how to ask for those that did not fit.
    package struct Paging: Sendable {
        /// The element around items and token, below the root; nil where that is the root.
        package let result: StaticString?
        /// The element around the items; nil where they stand by themselves (S3).
        package let list: StaticString?
        package let item: StaticString
        /// The parameter that takes the token.
        package let tokenParameter: String
        package let tokenElement: StaticString
        /// The parameter for the page's size, and the largest one AWS takes.
        package let size: (parameter: String, value: Int)

        package init(
            result: StaticString? = nil, list: StaticString?, item: StaticString, tokenParameter: String,
            tokenElement: StaticString, size: (parameter: String, value: Int)
        ) {
            self.result = result
            self.list = list
            self.item = item
            self.tokenParameter = tokenParameter
            self.tokenElement = tokenElement
            self.size = size
        }
    }
}

extension Operation: CustomStringConvertible {
    /// `ec2:DescribeVolumes`
    package var description: String { "\(service.name):\(name)" }
}
