/// JSON's grammar of numbers: `-?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?`.
struct NumberGrammar {
    private let text: [UInt8]
    private var index = 0
    /// False where there is a fraction or an exponent. Known after `fault()`.
    private(set) var isWhole = true

    init(_ text: String) { self.text = Array(text.utf8) }

    /// What keeps the text from being a number; nil where nothing does.
    mutating func fault() -> String? {
        if next("+") { return "a number has no leading +" }
        _ = next("-")
        let leading = index
        guard digits() else { return "expected a digit" }
        if index - leading > 1, text[leading] == UInt8(ascii: "0") { return "a number has no leading zeros" }
        if next(".") {
            isWhole = false
            guard digits() else { return "expected a digit after the point" }
        }
        if next("e") || next("E") {
            isWhole = false
            if !next("+") { _ = next("-") }
            guard digits() else { return "expected a digit after the exponent" }
        }
        return index == text.count ? nil : "strings stand in double quotes"
    }

    private mutating func next(_ character: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func digits() -> Bool {
        let start = index
        while index < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) { index += 1 }
        return index > start
    }
}
