import Foundation
import Planning
import Testing

@testable import AWS

/// A request as botocore sent it in us-east-1, and the call that led to it.
struct WireSample: CustomTestStringConvertible, Sendable {
    /// As `ec2.describe_volumes`.
    let name: String
    let operation: AWS.Operation
    let parameters: [String: JSON]
    let method: String
    let url: String
    let headers: [String: String]
    let body: String?

    var testDescription: String { name }

    /// Those whose operations are in the table.
    static let all: [WireSample] = {
        guard
            let url = Bundle.module.url(
                forResource: "wire-samples", withExtension: "txt", subdirectory: "Fixtures"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n\n").compactMap { WireSample(String($0)) }
    }()

    private init?(_ block: String) {
        let lines = block.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.count > 2, let blank = lines[0].firstIndex(of: " "),
            let operation = Self.row(String(lines[0][..<blank]))
        else { return nil }
        name = String(lines[0][..<blank])
        self.operation = operation
        var literal = PythonLiteral(String(lines[0][blank...]))
        parameters = literal.value().object ?? ["unreadable": true]
        let start = lines[1].split(separator: " ", maxSplits: 1)
        method = String(start[0])
        url = String(start[1])
        var headers: [String: String] = [:]
        var body: String?
        for line in lines.dropFirst(2) {
            let pair = line.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard pair.count == 2 else { continue }
            if pair[0] != "BODY" {
                headers[pair[0].lowercased()] = pair[1]
            } else if pair[1].hasPrefix("b'") {
                var literal = PythonLiteral(String(pair[1].dropFirst()))
                body = literal.value().string
            } else if pair[1] != "None" {
                body = pair[1]
            }
        }
        self.headers = headers
        self.body = body
    }

    /// `rds.describe_db_instances` is `rds:DescribeDBInstances`.
    private static func row(_ name: String) -> AWS.Operation? {
        let plain = name.replacingOccurrences(of: "_", with: "").replacingOccurrences(of: ".", with: ":")
        return OperationTable.all.first { $0.description.lowercased() == plain }
    }
}

/// Reads what Python prints of dictionaries, lists, texts, numbers and booleans.
private struct PythonLiteral {
    private var rest: Substring

    init(_ text: String) { rest = Substring(text) }

    mutating func value() -> JSON {
        skipBlanks()
        switch rest.first {
        case "{":
            return .object(Dictionary(elements("}") { ($0.value().string ?? "", $0.after(":")) }) { $1 })
        case "[": return .array(elements("]") { $0.value() })
        case "'", "\"": return .string(text())
        default:
            let word = rest.prefix { !",]}: ".contains($0) }
            rest = rest.dropFirst(word.count)
            return ["True": true, "False": false, "None": nil][word] ?? Int(word).map(JSON.int) ?? "?"
        }
    }

    private mutating func after(_ mark: Character) -> JSON {
        skipBlanks()
        #expect(rest.popFirst() == mark)
        return value()
    }

    private mutating func elements<Element>(
        _ end: Character, _ read: (inout PythonLiteral) -> Element
    ) -> [Element] {
        rest = rest.dropFirst()
        var elements: [Element] = []
        while !rest.isEmpty {
            skipBlanks()
            if rest.first == end { break }
            elements.append(read(&self))
            skipBlanks()
            if rest.first == "," { rest = rest.dropFirst() }
        }
        rest = rest.dropFirst()
        return elements
    }

    private mutating func text() -> String {
        let quote = rest.removeFirst()
        var text = ""
        while let character = rest.popFirst(), character != quote {
            guard character == "\\", let escaped = rest.popFirst() else {
                text.append(character)
                continue
            }
            text.append(["n": "\n", "r": "\r", "t": "\t"][escaped] ?? escaped)
        }
        return text
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == " " } }
}
