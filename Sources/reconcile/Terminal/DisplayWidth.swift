extension String {
    /// The columns that the text takes on a terminal.
    ///
    /// Printable text without styling is expected; a control character counts nothing.
    var displayWidth: Int {
        if let ascii = utf8.withContiguousStorageIfAvailable({ $0.allSatisfy(isPrintableASCII) }), ascii {
            return utf8.count
        }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// The text with blanks up to `width` columns; as it is where it is wider.
    func padded(to width: Int, at side: Side = .trailing) -> String {
        let blanks = String(repeating: " ", count: max(0, width - displayWidth))
        return side == .trailing ? self + blanks : blanks + self
    }

    /// Where blanks go: behind words, before numbers.
    enum Side {
        case leading, trailing
    }

    /// The text, cut to `width` columns with `…` as the last where it is wider.
    func truncated(to width: Int) -> String {
        guard displayWidth > width else { return self }
        guard width > 0 else { return "" }
        var kept = ""
        var columns = 0
        for character in self {
            columns += character.displayWidth
            guard columns < width else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// Lines of at most `width` columns, broken at blanks; a longer word has a line of its own. An empty text
    /// is one empty line.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var columns = 0
        for word in split(separator: " ") {
            let needed = String(word).displayWidth
            if !line.isEmpty, columns + 1 + needed > width {
                lines.append(line)
                (line, columns) = ("", 0)
            }
            columns += line.isEmpty ? needed : needed + 1
            line += line.isEmpty ? word : " " + word
        }
        return lines + [line]
    }
}

extension Character {
    /// 0, 1 or 2 columns: by the widest scalar, or by the request for emoji presentation.
    fileprivate var displayWidth: Int {
        if let ascii = asciiValue { return isPrintableASCII(ascii) ? 1 : 0 }
        var width = 0
        for scalar in unicodeScalars {
            if scalar == "\u{FE0F}" { return 2 }
            width = max(width, scalar.displayWidth)
        }
        return width
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        switch properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: 0
        default: properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// The blocks whose characters are wide or full-width (Unicode Standard Annex 11).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x17000...0x18DFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
    ]
}

private func isPrintableASCII(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte)
}
