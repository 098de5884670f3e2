internal import Dispatch
internal import Synchronization

/// Carries requests to the one queue on which curl runs, for as long as there is work.
final class TransferLoop: Sendable {
    private struct Mailbox {
        var arrivals: [Submission] = []
        var cancellations: [UInt64] = []
        var lastID: UInt64 = 0
        var isDriven = false
        var isClosed = false
        /// Nil exactly while there is no engine.
        var wakeup: Wakeup?
    }

    private let configuration: HTTPConfiguration
    private let mailbox = Mutex(Mailbox())
    /// Held by the queue for a whole drive: no one else ever asks for it.
    private let engine = Mutex<TransferEngine?>(nil)
    private let queue = DispatchQueue(label: "reconcile.http")

    init(_ configuration: HTTPConfiguration) {
        self.configuration = configuration
    }

    /// A number that no other request of this loop has.
    func newID() -> UInt64 {
        mailbox.withLock { box in
            box.lastID += 1
            return box.lastID
        }
    }

    func submit(_ submission: Submission) {
        let isTaken = post { box in
            if !box.isClosed { box.arrivals.append(submission) }
            return !box.isClosed
        }
        if !isTaken { submission.fail(.shutDown, "the client was shut down") }
    }

    func cancel(_ id: UInt64) {
        _ = post { box in
            box.cancellations.append(id)
            return box.isDriven
        }
    }

    /// Fails what is under way and refuses what comes; returns before that is done.
    func close() {
        _ = post { box in
            box.isClosed = true
            return box.isDriven || box.wakeup != nil
        }
    }

    /// Changes the mailbox and sees to it that somebody looks, where the change says so.
    private func post(_ change: (inout Mailbox) -> Bool) -> Bool {
        let (isWork, begins) = mailbox.withLock { box in
            let isWork = change(&box)
            let begins = isWork && !box.isDriven
            if begins { box.isDriven = true }
            // Under the lock, as the engine may be gone right after.
            if isWork, !begins { unsafe box.wakeup?.call() }
            return (isWork, begins)
        }
        if begins { queue.async { self.drive() } }
        return isWork
    }

    /// Runs on the queue until nothing is under way and the mailbox is empty.
    private func drive() {
        engine.withLock { engine in
            if engine == nil { engine = TransferEngine(configuration) }
            let wakeup = engine?.wakeup
            mailbox.withLock { $0.wakeup = wakeup }
            while let mail = nextMail(isIdle: engine?.isIdle ?? true) {
                if mail.isClosed || engine == nil {
                    let reason = mail.isClosed ? HTTPError.Code.shutDown : .other
                    discard(
                        &engine, mail, reason,
                        mail.isClosed ? "the client was shut down" : "libcurl cannot start")
                    continue
                }
                for submission in mail.arrivals { engine?.accept(submission) }
                for id in mail.cancellations { engine?.cancel(id) }
                let isSound = engine?.advance() ?? false
                let isDone = engine?.isIdle ?? true
                if !isSound || !isDone && engine?.sleep() == false {
                    discard(&engine, Mailbox(), .other, "libcurl's multi handle failed")
                }
            }
        }
    }

    /// What has come since the last look; nil ends the drive.
    private func nextMail(isIdle: Bool) -> Mailbox? {
        mailbox.withLock { box in
            let isDone = isIdle && box.arrivals.isEmpty && (!box.isClosed || box.wakeup == nil)
            defer {
                box.arrivals = []
                box.cancellations = []
                box.isDriven = !isDone
            }
            return isDone ? nil : box
        }
    }

    /// Fails everything and gives the engine up; the next request begins with a new one.
    private func discard(
        _ engine: inout TransferEngine?, _ mail: Mailbox, _ code: HTTPError.Code, _ message: String
    ) {
        mailbox.withLock { $0.wakeup = nil }
        for submission in mail.arrivals { submission.fail(code, message) }
        engine?.failAll(code, message)
        engine = nil
    }
}
