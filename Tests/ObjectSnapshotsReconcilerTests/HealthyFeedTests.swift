import Desired
import Engine
import ObjectSnapshotsReconciler
import Planning
import Testing

/// A product that writes at its own pace, late within bounds, and deletes the oldest some time after the newest.
private struct Product {
    private var writes: [(at: Int, deletesAfter: Int)] = []
    private let every: Int
    private let keeps: Int
    /// Seconds from one part of a snapshot to the next.
    private let parts: [Int]

    /// All times in seconds; `lateness` and `slowness` are the most that chance makes of them.
    init(seed: UInt64, every: Int, lateness: Int, slowness: Int, keeps: Int, parts: [Int] = [0]) {
        self.every = every
        self.keeps = keeps
        self.parts = parts
        var chance = seed
        func draw(_ most: Int) -> Int {
            chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(chance >> 33) % (most + 1)
        }
        let start = -every * (keeps + 3) + draw(every)
        for index in 0..<(86_400 / every + 2 * keeps + 8) {
            writes.append((start + index * every + draw(lateness), draw(slowness)))
        }
    }

    /// What lies in the bucket so many seconds after noon.
    func objects(at second: Int) -> [StoredObject] {
        writes.indices.flatMap { index -> [StoredObject] in
            let successor = index + keeps
            if successor < writes.count,
                writes[successor].at + (parts.last ?? 0) + writes[successor].deletesAfter <= second
            {
                return []
            }
            return parts.map { writes[index].at + $0 }.filter { $0 <= second }.map { time in
                StoredObject(
                    key: "db_snapshots/\(index)/\(time)", size: 1_000, modified: noon + Period(seconds: time))
            }
        }
    }

    var lastDeletion: Int { (writes.last?.at ?? 0) - every }
}

struct HealthyFeedTests {
    /// The minutes of a day at which a plan says anything, and what.
    private func complaints(
        of product: Product, _ item: Item<ObjectSnapshotsSpec>, _ form: FeedUnit.Form
    ) throws -> [String] {
        try #require(product.lastDeletion > 86_400)
        var complaints: [String] = []
        for minute in 0..<1_440 {
            let second = minute * 60
            let live = feed(product.objects(at: second), as: form)
            let assessment = reconciler.diff(item, live, facts: Facts(), at: noon + Period(seconds: second))
            complaints += assessment.findings.map { "minute \(minute): \($0.message)" }
        }
        return complaints
    }

    @Test(
        arguments: ["3", "{\"min\": 3}", "{\"max\": 3}", "{\"min\": 2, \"max\": 4}"], [1, 2, 3] as [UInt64])
    func nothingIsSaidAtAnyMinuteOfADay(_ retain: String, _ seed: UInt64) throws {
        let product = Product(seed: seed, every: 3_600, lateness: 900, slowness: 899, keeps: 3)
        let item = try item(text(retain: retain, "\"minimumBytes\": 1000"))
        #expect(try complaints(of: product, item, .object) == [])
    }

    @Test(arguments: [("15m", 900, 1), ("6h", 21_600, 4), ("24h", 86_400, 7)])
    func atAnyPace(_ every: String, _ seconds: Int, _ keeps: Int) throws {
        let product = Product(
            seed: 7, every: seconds, lateness: seconds / 4, slowness: seconds / 4 - 1, keeps: keeps)
        #expect(try complaints(of: product, item(text(every: every, retain: "\(keeps)")), .object) == [])
    }

    @Test(arguments: [1, 2] as [UInt64])
    func whileFoldersAreWritten(_ seed: UInt64) throws {
        let product = Product(
            seed: seed, every: 3_600, lateness: 900, slowness: 600, keeps: 3, parts: [0, 120, 420])
        let item = try item(text(unit: "folder", "\"minimumBytes\": 3000"))
        #expect(try complaints(of: product, item, .folder) == [])
    }

    @Test(arguments: [
        (Product(seed: 1, every: 3_600, lateness: 1_800, slowness: 600, keeps: 3), "newest object is"),
        (Product(seed: 1, every: 3_600, lateness: 1_800, slowness: 600, keeps: 3), "gap among the newest 3"),
        (
            Product(seed: 1, every: 3_600, lateness: 900, slowness: 3_000, keeps: 3),
            "4 objects are kept; 3 are"
        ),
        (Product(seed: 1, every: 3_600, lateness: 900, slowness: 600, keeps: 2), "2 objects are kept; 3 are"),
    ])
    fileprivate func aProductThatStraysIsSeen(_ product: Product, _ message: String) throws {
        #expect(try complaints(of: product, item(text()), .object).contains { $0.contains(message) })
    }
}
