import Planning

/// Which manifest named an AWS object first, by kind and target.
struct ClaimRegister {
    private struct Object: Hashable {
        let kind: String
        let target: String
        let what: String
        let name: String
    }

    private var holders: [Object: Resource] = [:]

    /// Takes the claims of a resource; those that another one holds already are faults.
    mutating func add(_ claims: [Claim], by resource: Resource) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        for claim in claims {
            let object = Object(
                kind: resource.address.kind, target: resource.address.target, what: claim.what,
                name: claim.name)
            guard let holder = holders[object] else {
                holders[object] = resource
                continue
            }
            let place = claim.path.isEmpty ? "spec" : "spec.\(claim.path)"
            let isItself = holder.address == resource.address
            faults.append(
                Diagnostic(
                    file: resource.source.file, position: resource.node.nearest(to: claim.path).position,
                    resource: resource.address.description,
                    "\(place) names the \(claim.what) \(Quoted.text(claim.name)) a second time",
                    advice: isItself
                        ? "once is enough" : "\(holder.address) at \(holder.source) names it already"))
        }
        return faults
    }
}
