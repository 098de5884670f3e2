/// Where a value stands in its manifest, in the words of a message: `spec.schedules[0].every`.
struct FieldPath {
    enum Step {
        case member(String)
        case element(Int)
    }

    private(set) var steps: [Step] = []

    mutating func push(_ step: Step) { steps.append(step) }
    mutating func pop() { steps.removeLast() }

    func member(_ name: String) -> String {
        var path = self
        path.push(.member(name))
        return path.text
    }

    var text: String {
        guard !steps.isEmpty else { return "the manifest" }
        var text = ""
        for step in steps {
            switch step {
            case .element(let index): text += "[\(index)]"
            case .member(let name) where Self.plain.matches(name): text += text.isEmpty ? name : ".\(name)"
            case .member(let name): text += "[\(Quoted.text(name))]"
            }
        }
        return text
    }

    private static let plain: Pattern = .some("A-Za-z0-9_$-", 1...64)
}
