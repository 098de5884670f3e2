/// One of AWS's configuration files: sections of values, some of which have values of their own.
///
/// The format is that of the AWS SDKs and Tools Reference Guide, "Shared config and credentials files".
package struct ConfigurationFile: Sendable, Hashable {
    /// What stands behind an equals sign, and in the indented lines below it.
    package struct Value: Sendable, Hashable {
        package internal(set) var text: String
        /// `endpoint_url` below `ec2 =`; only where the text is empty.
        package internal(set) var nested: [String: String] = [:]
    }

    /// Values by lowercase name.
    package typealias Section = [String: Value]

    /// By the words of the header, such as `["profile", "prod"]`; a section that is repeated is one.
    package private(set) var sections: [[String]: Section] = [:]

    /// A file without a section.
    package init() {}

    /// - Parameter path: for errors, which name the line and never quote it.
    package init(_ bytes: [UInt8], path: String) throws(CredentialError) {
        var reader = Reader()
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            var line = String(decoding: line, as: UTF8.self)[...]
            if line.hasSuffix("\r") { line.removeLast() }
            if index == 0, line.hasPrefix("\u{FEFF}") { line.removeFirst() }
            do throws(Reader.Fault) {
                try reader.take(line)
            } catch {
                throw CredentialError(.malformedFile, "\(path):\(index + 1): \(error.message)")
            }
        }
        sections = reader.sections
    }
}

/// Takes a file line by line.
private struct Reader {
    struct Fault: Error {
        let message: String
    }

    var sections: [[String]: ConfigurationFile.Section] = [:]
    private var section: [String]?
    /// Where an indented line belongs.
    private var name: String?

    mutating func take(_ line: Substring) throws(Fault) {
        let content = line.trimmed
        guard let first = content.first, first != "#", first != ";" else { return }
        if first == "[", !line.isIndented {
            let words = try header(content)
            sections[words] = sections[words] ?? [:]
            section = words
            name = nil
        } else if let section {
            if line.isIndented, let name {
                try extend(section, name, content)
            } else {
                let (name, text) = try assignment(content)
                sections[section]?[name] = ConfigurationFile.Value(text: text)
                self.name = name
            }
        } else {
            throw Fault(message: "expected a section such as [default] first")
        }
    }

    private func header(_ content: Substring) throws(Fault) -> [String] {
        guard let end = content.firstIndex(of: "]") else {
            throw Fault(message: "expected ] at the section's end")
        }
        let rest = content[content.index(after: end)...].trimmed
        guard rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";") else {
            throw Fault(message: "expected nothing behind the section's ]")
        }
        let inner = content[..<end].dropFirst().trimmed
        let kind = inner.prefix { !$0.isBlank }
        let words = [kind, inner.dropFirst(kind.count).trimmed.unquoted].filter { !$0.isEmpty }
        guard !words.isEmpty else { throw Fault(message: "expected a name between [ and ]") }
        return words.map(String.init)
    }

    private func assignment(_ content: Substring) throws(Fault) -> (name: String, text: String) {
        let name = content.prefix { $0 != "=" }
        guard name.count < content.count, !name.trimmed.isEmpty else {
            throw Fault(message: "expected NAME = VALUE")
        }
        return (name.trimmed.lowercased(), String(content.dropFirst(name.count + 1).withoutComment.trimmed))
    }

    private mutating func extend(_ section: [String], _ name: String, _ content: Substring) throws(Fault) {
        guard var value = sections[section]?[name] else { return }
        if value.text.isEmpty {
            let (key, text) = try assignment(content)
            value.nested[key] = text
        } else {
            value.text += "\n" + content
        }
        sections[section]?[name] = value
    }
}

extension Character {
    fileprivate var isBlank: Bool { self == " " || self == "\t" }
}

extension Substring {
    fileprivate var isIndented: Bool { first?.isBlank ?? false }

    fileprivate var trimmed: Substring {
        let start = drop { $0.isBlank }
        return start[..<(start.lastIndex { !$0.isBlank }.map(start.index(after:)) ?? start.startIndex)]
    }

    fileprivate var unquoted: Substring {
        guard count >= 2, let quote = first, quote == "\"" || quote == "'", last == quote else { return self }
        return dropFirst().dropLast()
    }

    /// Up to a `#` or `;` that has a blank before it.
    fileprivate var withoutComment: Substring {
        let end = indices.first { index in
            (self[index] == "#" || self[index] == ";") && index > startIndex
                && self[self.index(before: index)].isBlank
        }
        return self[..<(end ?? endIndex)]
    }
}
