import Planning

/// The plan document: JSON of format version 1, written a resource at a time, in a fixed order.
struct PlanDocument {
    private var writer = JSONWriter(pretty: true)

    static func render(_ plan: Plan) -> [UInt8] {
        var document = PlanDocument()
        document.write(plan)
        return document.writer.bytes + [UInt8(ascii: "\n")]
    }

    private mutating func write(_ plan: Plan) {
        writer.object { writer in
            writer.member("formatVersion", plan.formatVersion)
            writer.key("tool")
            writer.object { writer in
                writer.member("name", plan.tool.name)
                writer.member("version", plan.tool.version)
            }
            writer.member("createdAt", plan.createdAt.description)
            writer.key("desired")
            Self.write(plan.desired, to: &writer)
            writer.key("observed")
            writer.object { writer in
                writer.member("source", plan.observed.source.rawValue)
                writer.member("at", plan.observed.at.description)
            }
            writer.key("targets")
            writer.array { writer in
                for target in plan.targets {
                    writer.object { writer in
                        writer.member("name", target.name)
                        writer.member("region", target.region)
                        writer.member("account", JSON(target.account))
                    }
                }
            }
            writer.key("summary")
            Self.write(plan.summary, to: &writer)
            writer.key("resources")
            writer.array { writer in
                for resource in plan.resources { Self.write(resource, to: &writer) }
            }
        }
    }

    static func write(_ desired: Plan.Desired, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("commit", desired.commit)
            writer.member("ref", desired.ref)
            writer.member("path", desired.path)
            writer.member("dirty", .bool(desired.dirty))
        }
    }

    private static func write(_ summary: Summary, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("inSync", summary.inSync)
            writer.member("drifted", summary.drifted)
            writer.member("attention", summary.attention)
            writer.member("pending", summary.pending)
            writer.member("unknown", summary.unknown)
            writer.member("exempt", summary.exempt)
            writer.member("suspended", summary.suspended)
            writer.key("changes")
            writer.object { writer in
                writer.member("create", summary.changes.create)
                writer.member("update", summary.changes.update)
                writer.member("delete", summary.changes.delete)
            }
            writer.member("willApply", summary.willApply)
            writer.member("refused", summary.refused)
        }
    }

    private static func write(_ resource: PlannedResource, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", resource.kind)
            writer.member("name", resource.name)
            writer.member("target", resource.target)
            writer.member("application", JSON(resource.application))
            writer.key("source")
            writer.object { writer in
                writer.member("file", resource.source.file)
                writer.member("line", resource.source.line)
            }
            writer.member("state", resource.state.rawValue)
            writer.member("issues", JSON(resource.issues))
            writer.key("changes")
            writer.array { writer in
                for change in resource.changes { write(change, to: &writer) }
            }
            writer.key("findings")
            writer.array { writer in
                for finding in resource.findings { write(finding, to: &writer) }
            }
            if let evidence = resource.evidence {
                writer.key("evidence")
                writer.object { writer in
                    writer.member("newestRecoveryPoint", JSON(evidence.newestRecoveryPoint?.description))
                    writer.member("rpo", evidence.rpo.text)
                    writer.member("grace", evidence.grace.text)
                    writer.member("met", JSON(evidence.met))
                }
            }
        }
    }

    private static func write(_ change: Change, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("action", change.action.rawValue)
            writer.member("object", change.object)
            writer.key("fields")
            write(change.fields, to: &writer)
            writer.member("impact", change.impact.rawValue)
            writer.member("apply", change.apply.rawValue)
            writer.member("reason", change.reason)
            writer.member("fingerprint", change.fingerprint)
            writer.key("calls")
            write(change.calls, to: &writer)
        }
    }

    private static func write(_ finding: Finding, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("code", finding.code.rawValue)
            writer.member("message", finding.message)
            if let object = finding.object { writer.member("object", object) }
            if let runbook = finding.runbook { writer.member("runbook", runbook) }
        }
    }

    static func write(_ fields: [FieldChange], to writer: inout JSONWriter) {
        writer.array { writer in
            for field in fields {
                writer.object { writer in
                    writer.member("path", field.path)
                    writer.member("before", field.before)
                    writer.member("after", field.after)
                }
            }
        }
    }

    static func write(_ calls: [APICall], to writer: inout JSONWriter) {
        writer.array { writer in
            for call in calls {
                writer.object { writer in
                    writer.member("service", call.service)
                    writer.member("operation", call.operation)
                    writer.member("parameters", .object(call.parameters))
                }
            }
        }
    }
}
