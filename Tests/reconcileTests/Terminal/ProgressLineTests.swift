import Synchronization
import Testing

@testable import reconcile

struct ProgressLineTests {
    /// A clock that stands until it is moved.
    final class Clock: Sendable {
        private let instant = Mutex(ContinuousClock.now)

        var now: ContinuousClock.Instant { instant.withLock { $0 } }

        func advance(by duration: Duration) {
            instant.withLock { $0 += duration }
        }
    }

    private let clock = Clock()

    private func line(_ pipe: Pipe, isShown: Bool = true, columns: Int = 40) -> ProgressLine {
        ProgressLine(
            output: pipe.output, isShown: isShown, columns: { columns }, now: { [clock] in clock.now })
    }

    @Test func theLineIsRewrittenAtMostTenTimesASecond() throws {
        let pipe = try Pipe()
        let line = line(pipe)
        for step in 1...21 {
            line.show("page \(step)")
            clock.advance(by: .milliseconds(10))
        }
        #expect(pipe.text() == "\r\u{1B}[Kpage 1\r\u{1B}[Kpage 11\r\u{1B}[Kpage 21")
    }

    @Test func otherWordsStandAboveTheLine() throws {
        let pipe = try Pipe()
        let line = line(pipe)
        line.print("first\n")
        line.show("page 1")
        line.print("warning\n")
        line.clear()
        line.clear()
        line.print("last\n")
        #expect(pipe.text() == "first\n\r\u{1B}[Kpage 1\r\u{1B}[Kwarning\npage 1\r\u{1B}[Klast\n")
    }

    @Test func theLineNeverWrapsNorSteers() throws {
        let pipe = try Pipe()
        line(pipe, columns: 8).show("\u{1B}[2Jreading volumes")
        #expect(pipe.text() == "\r\u{1B}[K\\u{1b}…")
    }

    @Test func withoutATerminalThereIsNoProgress() throws {
        let pipe = try Pipe()
        let line = line(pipe, isShown: false)
        line.show("page 1")
        line.print("warning\n")
        line.clear()
        #expect(pipe.text() == "warning\n")
    }
}
