import Testing

@testable import Planning

struct SpellingTests {
    @Test(arguments: [
        ("plan", "plan", 0), ("paln", "plan", 1), ("pln", "plan", 1), ("plann", "plan", 1),
        ("plum", "plan", 2),
        ("", "ab", 2), ("ca", "abc", 3), ("abcdef", "ghijkl", 4), ("a", "abcdefgh", 4),
    ])
    func distanceIsBounded(left: String, right: String, expected: Int) {
        #expect(Spelling.distance(Array(left.utf8), Array(right.utf8), limit: 3) == expected)
        #expect(Spelling.distance(Array(right.utf8), Array(left.utf8), limit: 3) == expected)
    }

    @Test(arguments: [
        ("aply", ["apply"]), ("stats", ["status"]), ("cov", ["coverage"]), ("re", ["recover", "report"]),
        ("x", []), ("", []), ("plannnnnn", []), (String(repeating: "a", count: 65), []),
    ])
    func nearest(word: String, expected: [String]) {
        let known = [
            "plan", "apply", "status", "coverage", "recover", "report", String(repeating: "a", count: 66),
        ]
        #expect(Spelling.nearest(to: word, among: known) == expected)
    }

    @Test func threeAreEnough() {
        #expect(Spelling.nearest(to: "a", among: ["a1", "a2", "a3", "a4"]) == ["a1", "a2", "a3"])
    }
}
