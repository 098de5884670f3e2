import Foundation
import HTTP
import Testing

/// Against `openssl s_server` with a certificate of its own for 127.0.0.1.
@Suite struct TLSTests {
    @Test func onlyATrustedServerOfTheNameIsSpokenTo() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try openssl(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2",
                "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out",
                "cert",
            ], in: folder
        ).waitUntilExit()
        let output = Pipe()
        let server = try openssl(
            ["s_server", "-accept", "127.0.0.1:0", "-cert", "cert", "-key", "key", "-www"], in: folder,
            output: output)
        defer { server.terminate() }
        let port = try #require(self.port(output.fileHandleForReading))

        var trusting = HTTPConfiguration.loopback
        trusting.caBundle = folder.appendingPathComponent("cert").path
        let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(port)/")
        let trusted = HTTPClient(configuration: trusting)
        let response = try await trusted.send(request)
        #expect(response.status == 200)

        let stranger = await failure(HTTPClient(configuration: .loopback), request)
        #expect(stranger?.code == .tls, "\(String(describing: stranger))")
        let otherName = await failure(trusted, HTTPRequest(method: "GET", url: "https://localhost:\(port)/"))
        #expect(otherName?.code == .tls, "\(String(describing: otherName))")
    }

    @discardableResult
    private func openssl(_ arguments: [String], in folder: URL, output: Pipe = Pipe()) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// From the line `ACCEPT 127.0.0.1:PORT`.
    private func port(_ output: FileHandle) -> Int? {
        var text = ""
        while true {
            let data = output.availableData
            if data.isEmpty { return nil }
            text += String(decoding: data, as: UTF8.self)
            let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .first { $0.hasPrefix("ACCEPT ") }
            if let line { return line.split(separator: ":").last.flatMap { Int($0) } }
        }
    }
}
