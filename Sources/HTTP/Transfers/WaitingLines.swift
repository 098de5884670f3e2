/// Who may go next: at most so many at once to one place, the others in the order in which they came.
struct WaitingLines<Place: Hashable, Guest> {
    private struct Line {
        var underWay = 0
        var waiting: ArraySlice<Guest> = []
    }

    private var lines: [Place: Line] = [:]
    private let limit: Int

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// The guest itself where it may go at once; nil where it waits.
    mutating func arrive(_ guest: Guest, at place: Place) -> Guest? {
        guard lines[place, default: Line()].underWay < limit else {
            lines[place]?.waiting.append(guest)
            return nil
        }
        lines[place, default: Line()].underWay += 1
        return guest
    }

    /// The one who goes in the place of a guest that has left.
    mutating func leave(_ place: Place) -> Guest? {
        if let next = lines[place]?.waiting.popFirst() { return next }
        lines[place]?.underWay -= 1
        if lines[place]?.underWay == 0 { lines[place] = nil }
        return nil
    }

    /// Takes the first waiting guest of whom this holds out of its line.
    mutating func removeWaiting(where isMeant: (Guest) -> Bool) -> Guest? {
        for place in lines.keys {
            if let index = lines[place]?.waiting.firstIndex(where: isMeant) {
                return lines[place]?.waiting.remove(at: index)
            }
        }
        return nil
    }

    /// Everybody who waits, out of their lines.
    mutating func removeAllWaiting() -> [Guest] {
        var guests: [Guest] = []
        for place in lines.keys {
            guests += lines[place]?.waiting ?? []
            lines[place]?.waiting = []
        }
        return guests
    }

    var isEmpty: Bool { lines.isEmpty }
}
