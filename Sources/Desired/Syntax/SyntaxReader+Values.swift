// Values and their structure. The recursion is as deep as the file's levels, 64 at most.
extension SyntaxReader {
    /// Reads a value; the index stands at its first character.
    mutating func value(depth: Int) throws(Stop) -> Node {
        let start = position
        switch peek() {
        case UInt8(ascii: "{"):
            try checkDepth(depth)
            return Node(.object(try members(depth: depth + 1)), at: start)
        case UInt8(ascii: "["):
            try checkDepth(depth)
            return Node(.array(try elements(depth: depth + 1)), at: start)
        case UInt8(ascii: "\""):
            return Node(try text().map(Node.Value.string) ?? .unreadable, at: start)
        case .some(let byte) where Self.beginsNumber(byte):
            return Node(try number(), at: start)
        case .some(let byte) where Self.isWord(byte):
            return Node(try word(), at: start)
        case UInt8(ascii: "'"):
            throw stop("' begins no value", "strings stand in double quotes")
        case nil:
            throw stop("the file ends where a value should stand")
        default:
            throw stop("\(character()) begins no value")
        }
    }

    private mutating func checkDepth(_ depth: Int) throws(Stop) {
        guard depth < Self.depthLimit else { throw stop("more than \(Self.depthLimit) levels of { and [") }
    }

    private mutating func elements(depth: Int) throws(Stop) -> [Node] {
        let start = position
        var elements: [Node] = []
        var isFirst = true
        index += 1
        while try separator(closing: UInt8(ascii: "]"), start: start, isFirst: isFirst) {
            isFirst = false
            elements.append(try value(depth: depth))
        }
        return elements
    }

    private mutating func members(depth: Int) throws(Stop) -> [Node.Member] {
        let start = position
        var members: [Node.Member] = []
        var keys = KeyIndex()
        var isFirst = true
        index += 1
        while try separator(closing: UInt8(ascii: "}"), start: start, isFirst: isFirst) {
            isFirst = false
            let place = position
            let key = try key()
            try skipBlanks()
            guard peek() == UInt8(ascii: ":") else {
                throw stop("\(character()) stands after the key \(Quoted.text(key))", "expected \":\"")
            }
            index += 1
            try skipBlanks()
            let member = Node.Member(key: key, keyPosition: place, value: try value(depth: depth))
            if let first = keys.find(key, in: members) {
                let earlier = members[first].keyPosition
                try report(
                    "duplicate key \(Quoted.text(key))",
                    "the first one is at \(earlier.line):\(earlier.column)", at: place)
            } else {
                members.append(member)
            }
        }
        return members
    }

    /// Passes commas and the closing bracket; true where another member or element follows.
    private mutating func separator(closing: UInt8, start: Position, isFirst: Bool) throws(Stop) -> Bool {
        try skipBlanks()
        var separated = isFirst
        while peek() == UInt8(ascii: ",") {
            if separated {
                try report("\",\" stands where a value should", "one comma between two values")
            }
            separated = true
            index += 1
            try skipBlanks()
        }
        guard let byte = peek() else {
            throw stop(
                "the file ends inside the \(closing == UInt8(ascii: "]") ? "list" : "object") that begins at "
                    + "\(start.line):\(start.column)", "expected \"\(Unicode.Scalar(closing))\"")
        }
        if byte == closing {
            index += 1
            return false
        }
        if !separated {
            let isClosing = byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
            let expected = "expected \",\" or \"\(Unicode.Scalar(closing))\""
            guard !isClosing, Self.beginsValue(byte) else {
                throw stop("\(character()) stands after the value", expected)
            }
            try report("\(character()) stands after the value", expected)
        }
        return true
    }
}

/// Finds earlier keys of an object: by looking through the few, by hash among the many.
private struct KeyIndex {
    private static let few = 8
    private var places: [String: Int] = [:]

    mutating func find(_ key: String, in members: [Node.Member]) -> Int? {
        guard members.count > Self.few else { return members.firstIndex { $0.key == key } }
        while places.count < members.count { places[members[places.count].key] = places.count }
        return places[key]
    }
}
