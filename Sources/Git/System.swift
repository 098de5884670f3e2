import Glibc

/// What the system call that failed last on this thread says about it.
func lastSystemError() -> String { unsafe String(cString: strerror(errno)) }

/// Whether there is anything at `path` that this process can see.
func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
