extension OperationTable {
    static let dlm = [
        Operation(
            .dlm, "GetLifecyclePolicies", .read, actions: ["dlm:GetLifecyclePolicies"],
            binding: .init(
                "GET", "/policies",
                queryNames: [
                    "PolicyIds": "policyIds", "State": "state", "ResourceTypes": "resourceTypes",
                    "TargetTags": "targetTags", "TagsToAdd": "tagsToAdd",
                    "DefaultPolicyType": "defaultPolicyType",
                ])),
        Operation(
            .dlm, "GetLifecyclePolicy", .read, actions: ["dlm:GetLifecyclePolicy"],
            binding: .init("GET", "/policies/{PolicyId}")),
        Operation(
            .dlm, "CreateLifecyclePolicy", .write,
            // Tags given at creation need TagResource as well; the execution role is passed to DLM.
            actions: ["dlm:CreateLifecyclePolicy", "dlm:TagResource", "iam:PassRole"],
            binding: .init("POST", "/policies"), isRepeatable: false),
        Operation(
            .dlm, "UpdateLifecyclePolicy", .write, actions: ["dlm:UpdateLifecyclePolicy", "iam:PassRole"],
            binding: .init("PATCH", "/policies/{PolicyId}")),
    ]
}
