extension Node {
    /// The value at a path such as `schedules[0].every`, or the nearest enclosing value that is there.
    package func nearest(to path: String) -> Node {
        var node = self
        for step in path.split(separator: ".") {
            let parts = step.split(separator: "[")
            guard let name = parts.first else { return node }
            if !step.hasPrefix("[") {
                guard let member = node[String(name)] else { return node }
                node = member
            }
            for part in step.hasPrefix("[") ? parts[...] : parts.dropFirst() {
                guard let index = Int(part.dropLast()), let elements = node.elements,
                    elements.indices.contains(index)
                else { return node }
                node = elements[index]
            }
        }
        return node
    }
}
