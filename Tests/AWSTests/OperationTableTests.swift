import Planning
import Testing

@testable import AWS

struct OperationTableTests {
    @Test func nothingIsDeleted() {
        for row in OperationTable.all {
            for word in ["Delete", "Untag", "Remove", "Terminate", "Purge", "Deregister", "Abort"] {
                #expect(!row.name.contains(word), "\(row)")
            }
            #expect(row.binding.method != "DELETE", "\(row)")
            #expect(!row.actions.contains { $0.contains(":Delete") || $0.contains("*") }, "\(row)")
        }
    }

    @Test func whatWritesSaysSo() {
        let reads = ["Describe", "Get", "List", "Head"]
        for row in OperationTable.all {
            let looks = reads.contains { row.name.hasPrefix($0) }
            #expect(looks == (row.access == .read), "\(row)")
            if row.service.wireProtocol == .restJSON || row.service.wireProtocol == .restXML {
                #expect(["GET", "HEAD"].contains(row.binding.method) == looks, "\(row)")
            }
        }
    }

    @Test func everyRowNamesWhatIAMHasToAllow() {
        for row in OperationTable.all where row.name != "GetCallerIdentity" {
            #expect(!row.actions.isEmpty, "\(row)")
            for action in row.actions {
                let service = action.split(separator: ":").first
                #expect(service.map(String.init) == row.service.name || action == "iam:PassRole", "\(row)")
            }
        }
        // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no permission is needed.
        #expect(row("sts", "GetCallerIdentity").actions == [])
        for name in ["CreateLifecyclePolicy", "UpdateLifecyclePolicy"] {
            #expect(row("dlm", name).actions.contains("iam:PassRole"))
        }
    }

    @Test func aCreateIsSentOnce() {
        for row in OperationTable.all where row.name.hasPrefix("Create") && row.name != "CreateTags" {
            #expect(!row.isRepeatable, "\(row)")
        }
    }

    @Test func answersInXMLHaveARoot() {
        for row in OperationTable.all {
            switch row.service.wireProtocol {
            case .ec2Query, .query: #expect("\(row.root)" == "\(row.name)Response")
            case .restXML:
                #expect(row.access == .write || row.binding.method == "HEAD" || "\(row.root)" != "")
            case .json, .restJSON: #expect("\(row.root)" == "" && row.paging == nil)
            }
        }
    }

    @Test func callsFindTheirRows() {
        for row in OperationTable.all {
            #expect(
                OperationTable.row(of: APICall(row.service.name, row.name))?.description == row.description)
        }
        #expect(OperationTable.row(of: APICall("ec2", "DeleteTags")) == nil)
        #expect(OperationTable.row(of: APICall("EC2", "CreateTags")) == nil)
    }

    @Test func tagsAreSetOnAThousandResourcesAtOnce() {
        let batching = row("ec2", "CreateTags").batching
        #expect(batching?.parameter == "Resources")
        #expect(batching?.limit == 1_000)
        #expect(OperationTable.all.filter { $0.batching != nil }.map(\.name) == ["CreateTags"])
    }
}
