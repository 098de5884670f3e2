/// SHA-256 (FIPS 180-4) over bytes that come at once or piece by piece.
///
/// Written here because CryptoKit does not exist on Linux. Not hardened against timing: it hashes public content and,
/// through `HMAC`, signs requests on a machine that holds the key anyway.
package struct SHA256: Sendable {
    private var state = State()
    /// Less than a block.
    private var pending: [UInt8] = []
    private var length: UInt64 = 0

    package init() {}

    /// The digest of all bytes, 32 of them.
    package static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// Adds bytes behind those that came before.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil {
            Array(bytes).withUnsafeBytes { update($0) }
        }
    }

    /// The digest of everything that came, 32 bytes.
    package consuming func finalize() -> [UInt8] {
        let bits = length &* 8
        let padding = 1 + (119 - pending.count) % 64
        var tail = [UInt8](repeating: 0, count: padding + 8)
        tail[0] = 0x80
        for index in 0..<8 {
            tail[padding + index] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * index))
        }
        tail.withUnsafeBytes { update($0) }
        return state.words.flatMap { word in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    private mutating func update(_ bytes: UnsafeRawBufferPointer) {
        length &+= UInt64(bytes.count)
        var rest = bytes[...]
        if !pending.isEmpty {
            let head = rest.prefix(64 - pending.count)
            pending += head
            rest = rest.dropFirst(head.count)
            if pending.count < 64 { return }
            pending.withUnsafeBytes { state.compress($0) }
            pending.removeAll(keepingCapacity: true)
        }
        let whole = rest.count & ~63
        state.compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
        pending += rest.dropFirst(whole)
    }
}

extension SHA256 {
    /// The eight working words between two blocks.
    fileprivate struct State: Sendable {
        private var a: UInt32 = 0x6a09_e667
        private var b: UInt32 = 0xbb67_ae85
        private var c: UInt32 = 0x3c6e_f372
        private var d: UInt32 = 0xa54f_f53a
        private var e: UInt32 = 0x510e_527f
        private var f: UInt32 = 0x9b05_688c
        private var g: UInt32 = 0x1f83_d9ab
        private var h: UInt32 = 0x5be0_cd19

        var words: [UInt32] { [a, b, c, d, e, f, g, h] }

        /// Takes whole blocks of 64 bytes.
        mutating func compress(_ bytes: UnsafeRawBufferPointer) {
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
                roundConstants.withUnsafeBufferPointer { constants in
                    for block in stride(from: 0, to: bytes.count, by: 64) {
                        Self.expand(bytes, block, schedule)
                        rounds(schedule, constants)
                    }
                }
            }
        }

        @inline(__always)
        private static func expand(
            _ bytes: UnsafeRawBufferPointer, _ block: Int, _ w: UnsafeMutableBufferPointer<UInt32>
        ) {
            for index in 0..<16 {
                let word = bytes.loadUnaligned(fromByteOffset: block &+ index &* 4, as: UInt32.self)
                w[index] = UInt32(bigEndian: word)
            }
            for index in 16..<64 {
                let early = w[index &- 15]
                let late = w[index &- 2]
                let low = rotate(early, 7) ^ rotate(early, 18) ^ (early >> 3)
                let high = rotate(late, 17) ^ rotate(late, 19) ^ (late >> 10)
                w[index] = w[index &- 16] &+ low &+ w[index &- 7] &+ high
            }
        }

        /// Eight rounds a turn: each leaves the words one place on, so that none has to be moved.
        @inline(__always)
        private mutating func rounds(
            _ w: UnsafeMutableBufferPointer<UInt32>, _ k: UnsafeBufferPointer<UInt32>
        ) {
            var (a, b, c, d, e, f, g, h) = (a, b, c, d, e, f, g, h)
            for i in stride(from: 0, to: 64, by: 8) {
                Self.round(a, b, c, &d, e, f, g, &h, k[i] &+ w[i])
                Self.round(h, a, b, &c, d, e, f, &g, k[i &+ 1] &+ w[i &+ 1])
                Self.round(g, h, a, &b, c, d, e, &f, k[i &+ 2] &+ w[i &+ 2])
                Self.round(f, g, h, &a, b, c, d, &e, k[i &+ 3] &+ w[i &+ 3])
                Self.round(e, f, g, &h, a, b, c, &d, k[i &+ 4] &+ w[i &+ 4])
                Self.round(d, e, f, &g, h, a, b, &c, k[i &+ 5] &+ w[i &+ 5])
                Self.round(c, d, e, &f, g, h, a, &b, k[i &+ 6] &+ w[i &+ 6])
                Self.round(b, c, d, &e, f, g, h, &a, k[i &+ 7] &+ w[i &+ 7])
            }
            self.a &+= a
            self.b &+= b
            self.c &+= c
            self.d &+= d
            self.e &+= e
            self.f &+= f
            self.g &+= g
            self.h &+= h
        }

        @inline(__always)
        private static func round(
            _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
            _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ added: UInt32
        ) {
            let choice = g ^ (e & (f ^ g))
            let first = h &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ choice &+ added
            let majority = (a & b) | (c & (a | b))
            d &+= first
            h = first &+ (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ majority
        }

        @inline(__always)
        private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
            (word &>> count) | (word &<< (32 &- count))
        }
    }
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
