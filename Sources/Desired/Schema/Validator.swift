import Planning

/// Holds the values of one manifest against a schema.
package struct Validator {
    /// A manifest that a value names.
    package struct Reference {
        /// As messages write it: `spec.policy`.
        package let path: String
        package let position: Position
        /// Nil for `KIND/NAME`.
        package let kind: String?
        package let text: String
    }

    private let file: String
    private let resource: String?
    private var path = FieldPath()
    /// True while an alternative is tried: then whether it fits matters, not why it does not.
    private var isTrial = false
    private var isSound = true
    package private(set) var diagnostics: [Diagnostic] = []
    /// In values that are otherwise right.
    package private(set) var references: [Reference] = []

    package init(file: String, resource: String? = nil) {
        self.file = file
        self.resource = resource
    }

    package mutating func check(_ node: Node, _ schema: Schema) {
        switch (schema.shape, node.value) {
        case (_, .unreadable), (.anything, _), (.boolean, .bool): return
        case (.object(let fields, let constraints), .object(let members)):
            check(members, at: node.position, fields, constraints)
        case (.map(let key, let value, let count), .object(let members)):
            check(members, at: node.position, key, value, count, schema)
        case (.list(let element, let count, let unique), .array(let elements)):
            check(elements, at: node.position, element, count, unique)
        case (.text(let text), .string(let string)) where text.accepts(string): return
        case (.integer(let range), .int(let number)) where range.contains(number): return
        case (.choice(let words), .string(let string)):
            if !words.contains(string) {
                rejectWord(node, schema, meant: Spelling.nearest(to: string, among: words).first, of: words)
            }
        case (.constant(let value), _) where node.json == value: return
        case (.either(let alternatives), _): check(node, alternatives, schema)
        case (.reference(let kind), .string(let string)) where Schema.names(kind, string):
            references.append(
                Reference(path: path.text, position: node.position, kind: kind, text: string))
        default: reject(node, schema)
        }
    }

    private mutating func reject(_ node: Node, _ schema: Schema, advice: String? = nil) {
        isSound = false
        if isTrial { return }
        report("\(path.text) is \(Quoted.value(node))", advice ?? schema.expectation, at: node.position)
    }

    /// A few words are all said; of many only the one that was meant.
    private mutating func rejectWord(_ node: Node, _ schema: Schema, meant: String?, of words: [String]) {
        let question = meant.map { "did you mean \(Quoted.text($0))?" }
        guard let question, schema.advice == nil else { return reject(node, schema) }
        reject(node, schema, advice: words.count <= 4 ? "\(schema.expectation); \(question)" : question)
    }

    private mutating func report(_ message: String, _ advice: String?, at position: Position) {
        isSound = false
        diagnostics.append(
            Diagnostic(file: file, position: position, resource: resource, message, advice: advice))
    }
}

// Objects.
extension Validator {
    private mutating func check(
        _ members: [Node.Member], at position: Position, _ fields: [Field], _ constraints: [Constraint]
    ) {
        for member in members {
            guard let field = fields.first(where: { $0.name == member.key }) else {
                reportUnknown(member, fields)
                continue
            }
            path.push(.member(member.key))
            check(member.value, field.schema)
            path.pop()
        }
        for field in fields where field.isRequired && !members.contains(where: { $0.key == field.name }) {
            report("\(path.member(field.name)) is missing", field.schema.expectation, at: position)
        }
        for constraint in constraints { check(constraint, members, at: position) }
    }

    private mutating func reportUnknown(_ member: Node.Member, _ fields: [Field]) {
        let names = fields.map(\.name)
        let nearest = Spelling.nearest(to: member.key, among: names).first
        report(
            "unknown field \(path.member(member.key))",
            nearest.map { "did you mean \($0)?" } ?? "known are \(names.joined(separator: ", "))",
            at: member.keyPosition)
    }

    private mutating func check(_ constraint: Constraint, _ members: [Node.Member], at position: Position) {
        switch constraint {
        case .exactlyOne(let names):
            checkAtMostOne(names, members)
            checkAtLeastOne(names, members, at: position, "exactly one of them is needed")
        case .atMostOne(let names): checkAtMostOne(names, members)
        case .atLeastOne(let names):
            checkAtLeastOne(names, members, at: position, "one of them is needed")
        case .needs(let name, let others):
            guard let member = members.first(where: { $0.key == name }) else { return }
            for other in others where !members.contains(where: { $0.key == other }) {
                report(
                    "\(path.member(name)) stands without \(other)", "\(name) goes only with \(other)",
                    at: member.keyPosition)
            }
        }
    }

    private mutating func checkAtMostOne(_ names: [String], _ members: [Node.Member]) {
        let present = members.filter { names.contains($0.key) }
        guard let first = present.first, let second = present.dropFirst().first else { return }
        report(
            "\(path.text) has both \(first.key) and \(second.key)",
            "only one of \(Quoted.alternatives(names)) is possible", at: second.keyPosition)
    }

    private mutating func checkAtLeastOne(
        _ names: [String], _ members: [Node.Member], at position: Position, _ advice: String
    ) {
        guard !members.contains(where: { names.contains($0.key) }) else { return }
        let listed = names.count == 2 ? names.joined(separator: " nor ") : Quoted.alternatives(names)
        report("\(path.text) has \(names.count == 2 ? "neither" : "none of") \(listed)", advice, at: position)
    }
}

// Maps, lists and alternatives.
extension Validator {
    private mutating func check(
        _ members: [Node.Member], at position: Position, _ key: Text, _ value: Schema,
        _ count: ClosedRange<Int>,
        _ schema: Schema
    ) {
        if !count.contains(members.count) {
            report(
                "\(path.text) has \(Schema.counted(members.count, "member"))",
                "expected \(Schema.counted(count, one: "member", "an object"))", at: position)
        }
        for member in members {
            if !key.accepts(member.key) {
                report(
                    "\(Quoted.text(member.key)) cannot be a key of \(path.text)", schema.expectation,
                    at: member.keyPosition)
            }
            path.push(.member(member.key))
            check(member.value, value)
            path.pop()
        }
    }

    private mutating func check(
        _ elements: [Node], at position: Position, _ schema: Schema, _ count: ClosedRange<Int>, _ unique: Bool
    ) {
        if !count.contains(elements.count) {
            report(
                "\(path.text) has \(Schema.counted(elements.count, "element"))",
                "expected \(Schema.counted(count, one: "element", "a list"))", at: position)
        }
        var seen: [JSON: Int] = [:]
        for (index, element) in elements.enumerated() {
            path.push(.element(index))
            check(element, schema)
            if unique, let first = seen.updateValue(index, forKey: element.json) {
                report(
                    "\(path.text) is \(Quoted.value(element)) again", "element [\(first)] is the same",
                    at: element.position)
            }
            path.pop()
        }
    }

    private mutating func check(_ node: Node, _ alternatives: [Schema], _ schema: Schema) {
        for alternative in alternatives {
            var trial = Validator(file: file, resource: resource)
            trial.path = path
            trial.isTrial = true
            trial.check(node, alternative)
            if trial.isSound {
                references += trial.references
                return
            }
        }
        // The one alternative that a list or an object can have been meant for says what is wrong inside.
        let meant = alternatives.filter { $0.isContainer(like: node) }
        if let only = meant.first, meant.count == 1 {
            check(node, only)
        } else {
            reject(node, schema)
        }
    }
}

extension Schema {
    fileprivate func isContainer(like node: Node) -> Bool {
        switch (shape, node.value) {
        case (.object, .object), (.map, .object), (.list, .array): true
        case (.either(let alternatives), _): alternatives.contains { $0.isContainer(like: node) }
        default: false
        }
    }

    fileprivate static func names(_ kind: String?, _ text: String) -> Bool {
        (kind == nil ? Patterns.component : Patterns.name).matches(text)
    }
}
