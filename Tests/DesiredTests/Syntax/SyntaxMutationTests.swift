import Planning
import Testing

@testable import Desired

/// Whatever the bytes are, reading and loading end, in values or in diagnostics.
struct SyntaxMutationTests {
    /// A small deterministic generator, so that a failure can be repeated.
    struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let valid = """
        // A comment
        {"$schema": "x", "apiVersion": "reconcile/v1", "manifests": [
          {"kind": "Policy", "metadata": {"name": "p", "targets": ["p*"]}, "spec": {"every": "24h", "retain": {"min": 1, "max": 7}}},
          {"kind": "Volume", "metadata": {"name": "v", "targets": ["prod*"], "allow": [
             {"impact": "weakens", "until": "2026-12-01", "reason": ["a", "b\\u00e4\\ud83d\\ude00"]}]},
           "spec": {"select": {"sizeGiB": 100, "tags": {"Näme": "x"}}, "policy": "p",}}, /* trailing */
          {"kind": "Database", "metadata": {"name": "d"}, "spec": {"instance": "i", "retentionDays": 7.0e0}},
        ]}
        """

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func randomBytes(_ seed: UInt64) {
        var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let likely = Array("{}[]\":,\\u0d8-+.eE/* \n\r\ttruefalsn".utf8) + [0xC3, 0xA4, 0xFF, 0x00]
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &dice)).map { _ in
                likely.randomElement(using: &dice) ?? 0
            }
            let (root, diagnostics) = SyntaxReader.read(bytes, file: "f")
            #expect(root != nil || !diagnostics.isEmpty)
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func mutatedFiles(_ seed: UInt64) {
        var dice = Dice(state: seed &* 0xD134_2543_DE82_EF95)
        let original = Array(Self.valid.utf8)
        for _ in 0..<150 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &dice)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(original.randomElement(using: &dice) ?? 0, at: place)
                default: bytes.removeSubrange(place..<min(place + 9, bytes.count - 1))
                }
            }
            let state = DesiredState.load(
                [
                    SourceFile(path: "a.json", content: .bytes(bytes)),
                    SourceFile(path: "s.json", content: .bytes(Array(plainSettings.utf8))),
                ], kinds: fakeKinds, written: written)
            // Either every manifest has become resources, or something is said.
            #expect(!state.isValid || !state.resources.isEmpty)
            for diagnostic in state.diagnostics {
                #expect(!diagnostic.message.isEmpty)
                #expect(!diagnostic.description.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
            }
        }
    }

    @Test func theUnmutatedFileIsValid() {
        let state = load(["a.json": Self.valid])
        #expect(state.diagnostics.map(\.description) == [])
        #expect(state.resources.count == 5)
    }
}
