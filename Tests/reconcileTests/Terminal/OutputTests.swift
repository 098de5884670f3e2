import Glibc
import Testing

@testable import reconcile

struct OutputTests {
    @Test func textAndBytesArriveInOrder() throws {
        let pipe = try Pipe()
        pipe.output.write("größer ")
        pipe.output.write(Array("than".utf8))
        pipe.output.write("")
        #expect(pipe.text() == "größer than")
        #expect(pipe.output.failure == nil)
    }

    @Test func aReaderThatLeftIsNoFailure() throws {
        let pipe = try Pipe()
        pipe.closeReadEnd()
        pipe.output.write("dropped")
        pipe.output.write("dropped")
        #expect(pipe.output.isClosed)
        #expect(pipe.output.failure == nil)
    }

    @Test func aFullDiskIsAFailure() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let output = Output(descriptor: full)
        output.write("lost")
        #expect(output.failure == "No space left on device")
    }
}
