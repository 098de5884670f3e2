package import AWS
package import Planning

/// The RDS instances of a target, or its clusters, or those of them that are meant.
///
/// RDS lists what Neptune and DocumentDB run as well: see `Database.isRelational`.
package struct Databases: Listing {
    package let form: Database.Form
    /// In lower case; nil = all of the form.
    package let ids: Set<String>?

    /// What RDS puts on a page. Up to here one filtered call answers for all that are meant, however many
    /// databases the account holds; beyond it the whole listing is read, 100 a call.
    package static let mostFiltered = 100

    package init(_ form: Database.Form) {
        self.form = form
        ids = nil
    }

    /// The databases with these ids, by whichever listing needs the fewer calls; it may hold others too.
    package init(_ form: Database.Form, meaning ids: Set<String>) {
        self.form = form
        self.ids = ids.count <= Self.mostFiltered ? Set(ids.map { $0.lowercased() }) : nil
    }

    package var name: String {
        ids.map { "rds/\(form.rawValue)s/\($0.sorted().joined(separator: ","))" } ?? "rds/\(form.rawValue)s"
    }

    package var whole: Databases? { ids == nil ? nil : Databases(form) }

    package func part(of whole: [Database]) -> [Database] {
        guard let ids else { return whole }
        return whole.filter { ids.contains($0.id) }
    }

    package func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> [Database] {
        guard let ids else { return try await list([:], with: client) }
        guard !ids.isEmpty else { return [] }
        let filter: JSON = ["Name": .string("db-\(form.rawValue)-id"), "Values": JSON(ids.sorted())]
        do throws(AWSError) {
            return part(of: try await list(["Filters": [filter]], with: client))
        } catch  where Self.notFound.contains(error.code.rawValue) {
            // It does not say which of them, and the others may be there: only a look at all of them tells.
            return part(of: try await list([:], with: client))
        }
    }

    private func list(_ parameters: [String: JSON], with client: AWSClient) async throws(AWSError)
        -> [Database]
    {
        let operation = form == .instance ? "DescribeDBInstances" : "DescribeDBClusters"
        let databases = try await client.list(APICall("rds", operation, parameters)) { reader in
            try Database(form, &reader)
        }
        return databases.sorted { $0.id < $1.id }
    }

    private static let notFound: Set<String> = [
        "DBInstanceNotFound", "DBInstanceNotFoundFault", "DBClusterNotFound", "DBClusterNotFoundFault",
    ]
}
