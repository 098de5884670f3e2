/// SHA-256 (FIPS 180-4).
package struct SHA256: Sendable {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]

    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        var padded = bytes + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        for shift in stride(from: 56, through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: (bytes.count * 8) >> shift))
        }
        for start in stride(from: 0, to: padded.count, by: 64) { hash.block(padded[start..<(start + 64)]) }
        return hash.state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    }

    private mutating func block(_ bytes: ArraySlice<UInt8>) {
        var w = [UInt32](repeating: 0, count: 64)
        for i in 0..<64 { w[i / 4 * (i < 64 ? 1 : 0)] = w[i / 4] << 8 | UInt32(bytes[bytes.startIndex + i]) }
        func r(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
        for i in 16..<64 {
            let a = r(w[i - 15], 7) ^ r(w[i - 15], 18) ^ w[i - 15] >> 3
            let b = r(w[i - 2], 17) ^ r(w[i - 2], 19) ^ w[i - 2] >> 10
            w[i] = w[i - 16] &+ a &+ w[i - 7] &+ b
        }
        var s = state
        for i in 0..<64 {
            let t1 =
                s[7] &+ (r(s[4], 6) ^ r(s[4], 11) ^ r(s[4], 25)) &+ (s[4] & s[5] ^ ~s[4] & s[6]) &+ Self.k[i]
                &+ w[i]
            let t2 = (r(s[0], 2) ^ r(s[0], 13) ^ r(s[0], 22)) &+ (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2])
            s = [t1 &+ t2, s[0], s[1], s[2], s[3] &+ t1, s[4], s[5], s[6]]
        }
        for i in 0..<8 { state[i] = state[i] &+ s[i] }
    }

    private static let k: [UInt32] = {
        var primes: [Int] = []
        var n = 2
        while primes.count < 64 { if primes.allSatisfy({ n % $0 != 0 }) { primes.append(n) }; n += 1 }
        return primes.map { UInt32(truncatingIfNeeded: Int(pow3($0) * 4_294_967_296)) }
        func pow3(_ p: Int) -> Double {
            var x = Double(p) / 3; for _ in 0..<80 { x -= (x * x * x - Double(p)) / (3 * x * x) };
            return x - x.rounded(.down)
        }
    }()
}

extension [UInt8] {
    package var hexadecimal: String {
        map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
