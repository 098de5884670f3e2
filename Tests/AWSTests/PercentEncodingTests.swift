import Foundation
import Testing

@testable import AWS

struct PercentEncodingTests {
    @Test(arguments: [
        ("a b/c+d", "a%20b%2Fc%2Bd"), ("é*~", "%C3%A9%2A~"), ("-_.~09azAZ", "-_.~09azAZ"), ("", ""),
        ("%41", "%2541"), ("\u{0}\n", "%00%0A"),
    ])
    func everythingButUnreservedCharactersIsEscaped(_ text: String, _ encoded: String) {
        #expect(text.percentEncoded() == encoded)
        #expect(PercentEncoding.decode(encoded) == Array(text.utf8))
        #expect(encoded.removingPercentEncoding == text)
    }

    @Test func slashesOfKeysStay() {
        #expect("/a b//ü".percentEncoded(keepingSlashes: true) == "/a%20b//%C3%BC")
    }

    @Test func everyByteComesBack() {
        let bytes = (UInt8.min...UInt8.max).map(\.self)
        #expect(PercentEncoding.decode(PercentEncoding.encode(bytes)) == bytes)
    }

    @Test(arguments: [
        ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%4z1", "%4z1"), ("a%2", "a%2"), ("%%41", "%A"),
        ("%e2%82%AC", "€"), ("+", "+"),
    ])
    func aPercentSignWithoutDigitsStaysAsItIs(_ text: String, _ decoded: String) {
        #expect(PercentEncoding.decode(text) == Array(decoded.utf8))
    }

    @Test(arguments: [
        ("a+b%2Bc", "a b+c"), ("backup/2026-11-22T13%3A04/db.dump", "backup/2026-11-22T13:04/db.dump"),
        ("%FF", nil), ("%C3%A9", "é"), ("", ""), ("+%CC%81", " \u{301}"), ("+\u{301}", " \u{301}"),
    ])
    func s3WritesKeysAsFormText(_ text: String, _ key: String?) {
        #expect(text.formDecoded.map { Array($0.utf8) } == key.map { Array($0.utf8) })
    }
}
