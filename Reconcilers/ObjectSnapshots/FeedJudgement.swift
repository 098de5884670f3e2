import Desired
import Planning

/// Holds a feed against its manifest at an instant. Nothing is anchored to the clock: a product may write at any
/// minute, if it only keeps its pace.
struct FeedJudgement {
    let spec: ObjectSnapshotsSpec
    let feed: Feed
    let instant: Instant

    /// In the order in which a person asks: is it alive, is it whole, can it be used.
    var findings: [Finding] {
        guard let newest = units.first else {
            return [Finding(.absent, "nothing is there; one \(noun) is \(pace)", object: spec.location)]
        }
        return [stale(newest), gap, tooFew, tooMany(newest), tooSmall, unencrypted].compactMap(\.self)
    }

    private var units: [FeedUnit] { feed.units }
    /// The newest ones, as many as are kept.
    private var recent: ArraySlice<FeedUnit> { units.prefix(spec.depth) }
    private var noun: String { spec.unit.rawValue }
    private var pace: String { "due every \(spec.every.spoken) (+\(spec.tolerance.spoken))" }

    /// A clock that runs ahead of ours makes nothing younger than new.
    private func age(of unit: FeedUnit) -> Period { max(Period(seconds: 0), instant.since(unit.time)) }

    /// True while the product may still be at it: writing the rest of a folder, deleting what is over.
    private func isYoung(_ unit: FeedUnit) -> Bool { age(of: unit) < spec.tolerance }

    private func counted(_ count: Int) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private func finding(_ code: Finding.Code, _ message: String, _ unit: FeedUnit) -> Finding {
        Finding(code, message, object: spec.location(of: unit.name))
    }
}

// Time.
extension FeedJudgement {
    private func stale(_ newest: FeedUnit) -> Finding? {
        guard age(of: newest) > spec.longestPause else { return nil }
        return finding(.stale, "newest \(noun) is \(age(of: newest).spoken) old, one is \(pace)", newest)
    }

    private var gap: Finding? {
        let gaps = zip(recent, recent.dropFirst())
            .map { later, earlier in (later, length: later.time.since(earlier.time)) }
            .filter { $0.length > spec.longestPause }
        guard let (later, length) = gaps.max(by: { $0.length < $1.length }) else { return nil }
        return finding(
            .gap,
            "no \(noun) for \(length.spoken) before \(label(later)), one is \(pace); "
                + "\(gaps.count) gap\(gaps.count == 1 ? "" : "s") among the newest \(counted(recent.count))",
            later)
    }
}

// Number.
extension FeedJudgement {
    private var tooFew: Finding? {
        guard let least = spec.retain.min, units.count < least else { return nil }
        return Finding(.tooFew, "\(kept); \(desired(least, "at least")) desired", object: spec.location)
    }

    /// Between writing a snapshot and deleting the oldest there is one more.
    private func tooMany(_ newest: FeedUnit) -> Finding? {
        guard let most = spec.retain.max, units.count > most + (isYoung(newest) ? 1 : 0) else { return nil }
        return Finding(
            .tooMany, "\(kept); \(desired(most, "at most")) desired: old ones are not deleted",
            object: spec.location)
    }

    private var kept: String { "\(counted(units.count)) \(units.count == 1 ? "is" : "are") kept" }

    private func desired(_ bound: Int, _ words: String) -> String {
        let number = spec.retain.min == spec.retain.max ? "\(bound)" : "\(words) \(bound)"
        return "\(number) \(bound == 1 ? "is" : "are")"
    }
}

// Use.
extension FeedJudgement {
    /// A folder grows while it is written; an object appears whole.
    private var tooSmall: Finding? {
        guard let minimum = spec.minimumBytes else { return nil }
        let small = recent.filter { $0.size < minimum && !(spec.unit == .folder && isYoung($0)) }
        guard let newest = small.first else { return nil }
        let bytes = newest.size == 1 ? "1 byte" : "\(newest.size) bytes"
        return finding(
            .tooSmall,
            "\(label(newest)) holds \(bytes), at least \(minimum) are expected\(share(small.count))",
            newest)
    }

    private var unencrypted: Finding? {
        guard let rule = spec.encrypted else { return nil }
        var wrong: [(unit: FeedUnit, encryption: ObjectEncryption)] = []
        for unit in recent {
            guard let encryption = feed.encryption[unit.newestKey] else {
                return finding(.unreadable, "how \(label(unit)) is encrypted was not observed", unit)
            }
            if !rule.accepts(encryption) { wrong.append((unit, encryption)) }
        }
        guard let newest = wrong.first else { return nil }
        let state = newest.encryption.words(beside: rule)
        return finding(.unencrypted, "\(label(newest.unit)) is \(state)\(share(wrong.count))", newest.unit)
    }

    private func share(_ count: Int) -> String {
        count == 1 ? "" : " (\(count) of the newest \(counted(recent.count)))"
    }

    /// The unit's name below the prefix, fit for a terminal.
    private func label(_ unit: FeedUnit) -> String {
        let below = unit.name.utf8.dropFirst(spec.prefix.utf8.count)
        return Quoted.text(below.isEmpty ? unit.name : String(decoding: below, as: UTF8.self))
    }
}

extension ObjectEncryption {
    /// Completes "it is", where a rule does not accept it.
    fileprivate func words(beside rule: EncryptionRule) -> String {
        let actual =
            switch (algorithm, kmsKey) {
            case (nil, _): "not encrypted"
            case (let algorithm?, nil): "encrypted by \(algorithm)"
            case (let algorithm?, let key?): "encrypted by \(algorithm) with \(key)"
            }
        return switch rule {
        case .any: actual
        case .kms: "\(actual); aws:kms is desired"
        case .key(let arn): "\(actual); \(arn) is desired"
        }
    }
}
