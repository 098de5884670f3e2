// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The two modules that touch C name every unsafe use.
let memorySafe = strict + [.strictMemorySafety()]

/// One folder under Reconcilers is one target and one kind.
let kinds: [String] = [
    "SnapshotPolicy",
    "VolumeBackup",
    "DatabaseBackup",
    "ObjectSnapshots",
]

func reconciler(_ kind: String) -> Target {
    .target(
        name: "\(kind)Reconciler",
        dependencies: ["Planning", "Desired", "AWS", "Engine"],
        path: "Reconcilers/\(kind)",
        exclude: ["README.md"],
        swiftSettings: strict)
}

func tests(
    of target: String, _ others: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(target)Tests",
        dependencies: [.init(stringLiteral: target)] + others,
        resources: resources,
        swiftSettings: strict)
}

let package = Package(
    name: "reconcile",
    targets: [
        .systemLibrary(name: "CGit", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Git", dependencies: ["CGit"], swiftSettings: memorySafe),
        .target(name: "HTTP", dependencies: ["CCurl"], swiftSettings: memorySafe),
        .target(name: "Planning", swiftSettings: strict),
        .target(name: "Desired", dependencies: ["Planning"], swiftSettings: strict),
        .target(name: "AWS", dependencies: ["HTTP", "Planning"], swiftSettings: strict),
        .target(name: "Engine", dependencies: ["Planning", "Desired", "AWS"], swiftSettings: strict),
        .executableTarget(
            name: "reconcile",
            dependencies: ["Git", "HTTP", "Planning", "Desired", "AWS", "Engine"]
                + kinds.map { .init(stringLiteral: "\($0)Reconciler") },
            swiftSettings: strict),
        tests(of: "Git"),
        tests(of: "HTTP"),
        tests(of: "Planning"),
        tests(of: "Desired"),
        tests(of: "AWS", resources: [.copy("Fixtures")]),
        tests(of: "Engine"),
        tests(of: "reconcile"),
    ] + kinds.map(reconciler)
        + kinds.map { tests(of: "\($0)Reconciler", ["Planning", "Desired", "AWS", "Engine"]) }
)
