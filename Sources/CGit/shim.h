#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <zlib.h>

// git_libgit2_opts is variadic, which Swift cannot call: one function for each option that is used.

/// The PEM file of trusted certificate authorities, in place of the compiled-in one. Holds for the whole process.
static inline int git_set_certificate_authorities(const char *file) {
    return git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, (const char *)NULL);
}

/// Repository format extensions, besides libgit2's own, of repositories that may be opened.
static inline int git_set_known_extensions(const char **names, size_t count) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

/// An object database backend with a value of ours behind it.
typedef struct {
    git_odb_backend backend;
    void *owner;
} git_owned_backend;
