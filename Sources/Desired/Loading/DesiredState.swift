package import Planning

/// All that the files say, and all that is wrong with them.
package struct DesiredState: Sendable {
    package let settings: Settings
    /// By name.
    package let applications: [Application]
    /// One a manifest and target, sorted by address. Complete only where there are no errors.
    package let resources: [Resource]
    /// Sorted by place; errors and warnings.
    package let diagnostics: [Diagnostic]
    /// How many files were read.
    package let fileCount: Int
    package let catalog: Catalog

    /// True where there is nothing but warnings.
    package var isValid: Bool { !diagnostics.contains { $0.severity == .error } }
}

extension DesiredState {
    /// Reads, checks and resolves the files of one commit. Never fails: what is wrong is in `diagnostics`.
    ///
    /// - Parameters:
    ///   - folder: the path that the files lie under; names starting with `.` below it are left out.
    ///   - written: the commit's date, or now for a work tree: an allowance ends at most 30 days after it.
    ///   - now: only for warnings; nothing that depends on it makes the desired state invalid.
    package static func load(
        _ files: [SourceFile], under folder: String = "", kinds: [any Kind], written: Instant,
        now: Instant? = nil
    ) -> DesiredState {
        var loader = Loader(kinds, folder: folder, written: written, now: now)
        return loader.load(files)
    }
}
