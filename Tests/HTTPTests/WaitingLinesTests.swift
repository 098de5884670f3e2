import Testing

@testable import HTTP

@Suite struct WaitingLinesTests {
    @Test func letsSoManyInAndTheOthersInOrder() {
        var lines = WaitingLines<String, Int>(limit: 2)
        #expect((1...5).map { lines.arrive($0, at: "a") } == [1, 2, nil, nil, nil])
        #expect(lines.arrive(6, at: "b") == 6)
        #expect(lines.leave("a") == 3)
        #expect(lines.removeWaiting { $0 == 4 } == 4)
        #expect(lines.removeWaiting { $0 == 3 } == nil)
        #expect(lines.leave("a") == 5)
        #expect([lines.leave("a"), lines.leave("a"), lines.leave("b")] == [nil, nil, nil])
        #expect(lines.isEmpty)
    }

    @Test func emptiesItself() {
        var lines = WaitingLines<String, Int>(limit: 1)
        for number in 1...3 { _ = lines.arrive(number, at: "a") }
        #expect(lines.removeAllWaiting() == [2, 3])
        #expect(lines.leave("a") == nil)
        #expect(lines.isEmpty)
    }
}
