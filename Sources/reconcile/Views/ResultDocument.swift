import Engine
import Planning

/// The result document of apply: JSON of format version 1.
enum ResultDocument {
    static func render(_ results: [ChangeResult], of plan: Plan) -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("formatVersion", "1")
            writer.member("tool", ["name": .string(plan.tool.name), "version": .string(plan.tool.version)])
            writer.member("createdAt", plan.createdAt.description)
            writer.key("desired")
            PlanDocument.write(plan.desired, to: &writer)
            writer.key("summary")
            writer.object { writer in
                for outcome in ChangeResult.Outcome.allCases {
                    writer.member(outcome.rawValue, results.count { $0.outcome == outcome })
                }
                writer.member("unknown", plan.summary.unknown)
            }
            writer.key("changes")
            writer.array { writer in
                for result in results { write(result, to: &writer) }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func write(_ result: ChangeResult, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", result.kind)
            writer.member("name", result.name)
            writer.member("target", result.target)
            writer.member("object", result.object)
            writer.key("fields")
            PlanDocument.write(result.fields, to: &writer)
            writer.member("impact", result.impact.rawValue)
            writer.key("calls")
            PlanDocument.write(result.calls, to: &writer)
            writer.member("outcome", result.outcome.rawValue)
            if let reason = result.reason { writer.member("reason", reason) }
        }
    }
}
