package import AWS
package import Desired
package import Planning

/// Something that is read from a target as a whole and shared by all that need it: the volumes, one bucket's objects.
package protocol Listing: Sendable {
    associatedtype Value: Codable & Sendable

    /// Tells listings of a target apart, also in recordings: `ec2/volumes`.
    var name: String { get }

    /// The same listing, held to what the target says of itself: the account that a bucket has to belong to.
    func held(to target: Settings.Target) -> Self

    /// Reads it, all pages.
    func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> Value

    /// The listing of everything that this one is a part of; nil for one that stands by itself.
    var whole: Self? { get }

    /// Its own part of what the whole listing holds.
    func part(of whole: Value) -> Value
}

extension Listing {
    package func held(to target: Settings.Target) -> Self { self }
    package var whole: Self? { nil }
    package func part(of whole: Value) -> Value { whole }
}
