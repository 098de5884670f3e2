/// The bounds within which a client works.
package struct HTTPConfiguration: Sendable, Hashable {
    /// Name resolution, TCP and TLS together.
    package var connectTimeout: Duration = .seconds(5)
    /// A whole exchange, for requests that do not say otherwise.
    package var timeout: Duration = .seconds(60)
    /// A transfer that stays below one byte a second for this long is given up.
    package var stallTimeout: Duration = .seconds(20)
    /// Requests to one scheme, host and port that are under way at once; the others wait in line.
    package var maximumConnectionsPerHost = 16
    /// Connections of the whole pool, kept-alive ones included.
    package var maximumConnections = 256
    /// The longest body that is taken as an answer, for requests that do not say otherwise.
    package var maximumResponseBytes = 64 << 20
    /// A PEM file of trusted authorities in place of the system's.
    package var caBundle: String?
    /// A proxy's URL; nil = as `HTTPS_PROXY`, `NO_PROXY` and their like say; empty = none.
    package var proxy: String?
    package var userAgent = "reconcile"

    package init() {}
}
