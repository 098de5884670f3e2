import Planning
import Testing

@testable import AWS

struct RetryPolicyTests {
    private static let throttle = AWSError(.init(rawValue: "Throttling"), of: "x", "", status: 400)
    private static let broken = AWSError(.unreachable, of: "x", "")
    private static let denied = AWSError(.init(rawValue: "UnauthorizedOperation"), of: "x", "", status: 403)

    /// What is waited after each failure, until the policy gives up.
    private func pauses(
        _ operation: AWS.Operation, _ error: AWSError, attempts: Int? = nil, random: Double = 1,
        hint: Duration? = nil, from start: Duration = .zero, quota: RetryQuota = RetryQuota()
    ) -> [Duration] {
        var policy = RetryPolicy(for: operation, maximumAttempts: attempts)
        var pauses: [Duration] = []
        while case .retry(let pause) = policy.failed(
            error, elapsed: start + pauses.reduce(.zero, +), hint: hint, random: random, quota: quota)
        {
            pauses.append(pause)
        }
        return pauses
    }

    @Test func waitsDoubleUpToTwentySecondsAfterThrottles() {
        let read = row("ec2", "DescribeVolumes")
        #expect(pauses(read, Self.throttle) == [1, 2, 4, 8, 16, 20].map { .seconds($0) })
        #expect(
            pauses(read, Self.throttle, attempts: 20, random: 0.125)
                == ([0.125, 0.25, 0.5, 1, 2] + Array(repeating: 2.5, count: 14)).map { .seconds($0) })
        #expect(pauses(read, Self.throttle, random: 0) == Array(repeating: .zero, count: 7))
    }

    @Test func otherFailuresStartAtFiftyMillisecondsAndDynamoDBsAtHalfOfThat() {
        #expect(
            pauses(row("rds", "DescribeDBInstances"), Self.broken)
                == [50, 100, 200, 400, 800, 1600, 3200].map { .milliseconds($0) })
        #expect(
            pauses(row("dynamodb", "DescribeContinuousBackups"), Self.broken)
                == [25, 50, 100, 200, 400, 800, 1600].map { .milliseconds($0) })
    }

    @Test(arguments: [
        (row("ec2", "DescribeVolumes"), nil, 8), (row("ec2", "CreateTags"), nil, 3),
        (row("ec2", "DescribeVolumes"), 2, 2), (row("ec2", "CreateTags"), 5, 5),
        (row("ec2", "DescribeVolumes"), 1, 1),
    ])
    func readsAreTriedEightTimesAndWritesThreeTimes(
        _ operation: AWS.Operation, _ override: Int?, _ attempts: Int
    ) {
        #expect(pauses(operation, Self.broken, attempts: override).count == attempts - 1)
    }

    @Test func theServersHintLengthensAWaitByFiveSecondsAtTheMost() {
        let write = row("ec2", "CreateTags")
        #expect(
            pauses(write, Self.throttle, hint: .milliseconds(1_500)) == [.milliseconds(1_500), .seconds(2)])
        #expect(pauses(write, Self.throttle, hint: .seconds(30)) == [.seconds(6), .seconds(7)])
        #expect(
            pauses(write, Self.broken, hint: .milliseconds(1)) == [.milliseconds(50), .milliseconds(100)])
    }

    @Test func noRetryStartsAfterAMinute() {
        let read = row("ec2", "DescribeVolumes")
        #expect(pauses(read, Self.broken, from: .seconds(60)) == [])
        #expect(pauses(read, Self.broken, from: .milliseconds(59_950)) == [])
        #expect(pauses(read, Self.broken, from: .milliseconds(59_949)).first == .milliseconds(50))
    }

    @Test func whatWasPositivelyRefusedIsNotTriedAgain() {
        #expect(pauses(row("ec2", "DescribeVolumes"), Self.denied) == [])
    }

    @Test func aCreateIsTriedAgainOnlyWhereItWasRefusedForItsRate() {
        let create = row("dlm", "CreateLifecyclePolicy")
        #expect(pauses(create, Self.broken) == [])
        #expect(pauses(create, AWSError(.init(rawValue: "InternalError"), of: "x", "", status: 500)) == [])
        #expect(pauses(create, Self.throttle).count == 2)
    }

    @Test func retriesEndWithTheTokensOfAllCalls() {
        let quota = RetryQuota()
        let read = row("ec2", "DescribeVolumes")
        // 500 tokens: 35 retries of 14 leave 10, which are two of 5.
        #expect((0..<6).map { _ in pauses(read, Self.broken, quota: quota).count } == [7, 7, 7, 7, 7, 0])
        #expect(pauses(read, Self.throttle, quota: quota).count == 2)
        #expect(pauses(read, Self.throttle, quota: quota).isEmpty)
    }

    @Test func successGivesBackWhatItsLastRetryTookOrOneToken() {
        let quota = RetryQuota()
        #expect(quota.take(500) && !quota.take(1))
        quota.giveBack(nil)
        #expect(quota.take(1) && !quota.take(1))
        quota.giveBack(14)
        #expect(quota.take(14) && !quota.take(1))
        for _ in 0..<100 { quota.giveBack(14) }
        #expect(quota.take(500) && !quota.take(1), "the bucket holds no more than 500")
    }

    @Test func theLastRetrysCostIsKept() {
        var policy = RetryPolicy(for: row("ec2", "DescribeVolumes"), maximumAttempts: nil)
        #expect(policy.lastCost == nil)
        let quota = RetryQuota()
        _ = policy.failed(Self.broken, elapsed: .zero, hint: nil, random: 0, quota: quota)
        #expect(policy.lastCost == 14)
        _ = policy.failed(Self.throttle, elapsed: .zero, hint: nil, random: 0, quota: quota)
        #expect(policy.lastCost == 5)
    }
}
