/// A generator of reproducible numbers (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func pick<T>(_ choices: [T]) -> T {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }
}

/// A document made up at random, and what it says.
indirect enum XMLTree: Equatable {
    case leaf(String, text: String)
    case branch(String, [XMLTree])

    /// A tree whose root is an element `Answer` with elements in it.
    static func random(_ numbers: inout SeededNumbers) -> XMLTree {
        .branch(
            "Answer", (0..<Int.random(in: 0...4, using: &numbers)).map { _ in random(&numbers, depth: 1) })
    }

    private static func random(_ numbers: inout SeededNumbers, depth: Int) -> XMLTree {
        let name = numbers.pick([
            "item", "volumeId", "tagSet", "key", "value", "Größe", "a-b.c_d1", "x", "item1",
        ])
        if depth > 5 || numbers.chance(55) {
            let text = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
                numbers.pick([
                    "a", "vol-0", " ", "\n", "&", "<", ">", "]]", "\"", "'", "ü", "日", "😀", "\t", "=", "\r",
                ])
            }
            return .leaf(name, text: text.joined())
        }
        let count = Int.random(in: 0...4, using: &numbers)
        return .branch(name, (0..<count).map { _ in random(&numbers, depth: depth + 1) })
    }

    /// One of the many ways to write the tree down, as a whole document.
    func document(_ numbers: inout SeededNumbers) -> [UInt8] {
        var text = numbers.pick(["", "\u{FEFF}"])
        text += numbers.pick(["", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version='1.0'?>\r\n"])
        text += Self.nothing(&numbers)
        text += written(
            &numbers, declaring: " xmlns:p=\"http://x\" xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"")
        return Array(text.utf8)
    }

    private func written(_ numbers: inout SeededNumbers, declaring: String = "") -> String {
        let prefix = numbers.chance(10) ? "p:" : ""
        let attribute =
            numbers.chance(15) ? numbers.pick([" a='1&lt;'", " p:type=\"x>y\" b = ''", "\n c=\"ü\""]) : ""
        let space = numbers.chance(10) ? numbers.pick([" ", "\n"]) : ""
        let (name, content): (String, String)
        switch self {
        case .leaf(let leaf, let text):
            (name, content) = (leaf, Self.escaped(text, &numbers))
        case .branch(let branch, let children):
            let parts = children.map { $0.written(&numbers) + Self.nothing(&numbers) }
            (name, content) = (branch, Self.nothing(&numbers) + parts.joined())
        }
        if content.isEmpty, numbers.chance(50) {
            return "<\(prefix)\(name)\(declaring)\(attribute)\(space)/>"
        }
        return "<\(prefix)\(name)\(declaring)\(attribute)\(space)>\(content)</\(prefix)\(name)\(space)>"
    }

    /// White space, comments and instructions, which say nothing.
    private static func nothing(_ numbers: inout SeededNumbers) -> String {
        numbers.pick(["", "", "", "\n    ", "\r\n", " <!-- <b> & - -->", "<?pi some ?data?>\t"])
    }

    private static func escaped(_ text: String, _ numbers: inout SeededNumbers) -> String {
        var written = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": written += numbers.pick(["&amp;", "&#38;", "&#x26;", "<![CDATA[&]]>"])
            case "<": written += numbers.pick(["&lt;", "&#60;", "<![CDATA[<]]>"])
            case ">": written += numbers.pick(["&gt;", "&#x3e;"])
            case "\r": written += numbers.pick(["&#13;", "&#xD;"])
            case "\n": written += numbers.pick(["\n", "\r\n", "\r", "&#10;"])
            case "\"": written += numbers.pick(["\"", "&quot;"])
            case "'": written += numbers.pick(["'", "&apos;"])
            default: written += numbers.chance(5) ? "&#\(scalar.value);" : String(scalar)
            }
            if numbers.chance(3) { written += numbers.pick(["<!--x-->", "<?p x?>", "<![CDATA[]]>"]) }
            // A raw line feed after a raw return would be one line end.
            if scalar == "\n", written.hasSuffix("\r") { written += "<!---->" }
        }
        return written
    }
}

/// Damages a document in one to three places.
func mutated(_ document: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
    let alphabet =
        Array("<>&;/\"'=!?-[]: \r\n\txA#0\0\u{1}\u{7F}ü\u{FFFF}".utf8) + [0x80, 0xFF, 0xC0, 0xED, 0xF4]
    var bytes = document
    for _ in 0..<Int.random(in: 1...3, using: &numbers) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &numbers)
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        case 1: bytes.insert(numbers.pick(alphabet), at: place)
        case 2: bytes.remove(at: place)
        case 3: bytes[place] = numbers.pick(alphabet)
        case 4:
            let stop = min(bytes.count, place + Int.random(in: 1...20, using: &numbers))
            bytes.insert(
                contentsOf: bytes[place..<stop], at: Int.random(in: 0...bytes.count, using: &numbers))
        default: bytes.removeLast(numbers.chance(20) ? bytes.count - place : 0)
        }
    }
    return bytes
}
