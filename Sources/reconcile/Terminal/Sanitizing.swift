extension String {
    /// The text with everything that could steer a terminal or deceive a reader as visible `\u{1b}` escapes.
    ///
    /// Whatever comes from AWS, Git or the command line passes through here before it is shown: a tag can
    /// hold escape sequences that rewrite the screen, and direction marks that reorder a line. Joiners, which
    /// scripts and emoji need, stay.
    ///
    /// - Parameter keepsLines: whether line feeds and tabs stay, for prose of several lines.
    func sanitized(keepsLines: Bool = false) -> String {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var safe = ""
        for scalar in unicodeScalars {
            if scalar.isHarmless || (keepsLines && (scalar == "\n" || scalar == "\t")) {
                safe.unicodeScalars.append(scalar)
            } else {
                safe += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return safe
    }
}

extension Unicode.Scalar {
    fileprivate var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        case .format: self == "\u{200C}" || self == "\u{200D}"
        default: true
        }
    }
}
