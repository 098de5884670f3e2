internal import CCurl

/// The one call on a multi handle that curl allows from any thread; valid while the engine lives.
struct Wakeup: Sendable {
    private let address: UInt

    @unsafe init(_ multi: UnsafeMutableRawPointer) {
        address = UInt(bitPattern: multi)
    }

    /// Ends the engine's sleep, now or as soon as it begins.
    @unsafe func call() {
        unsafe curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: address))
    }
}
