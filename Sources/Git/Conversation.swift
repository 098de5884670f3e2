import CGit
import Synchronization

/// What is said to a server during one fetch, and why an answer was refused.
///
/// libgit2 calls back on the thread that fetches; the object has to outlive the fetch.
final class Conversation: Sendable {
    private let source: GitURL
    private let credentials: [GitCredentials]
    private let state = Mutex<(attempts: [String: Int], refusal: GitError?)>(([:], nil))

    init(with source: GitURL, credentials: [GitCredentials]) {
        self.source = source
        self.credentials = credentials
    }

    /// Why the server got no answer; libgit2's own words do not tell.
    var refusal: GitError? { state.withLock { $0.refusal } }

    /// Lets libgit2 ask this object for credentials. The object has to live as long as the callbacks.
    func answer(_ callbacks: inout git_remote_callbacks) {
        unsafe callbacks.credentials = { credential, url, _, _, payload in
            guard let payload = unsafe payload, let url = unsafe url else { return GIT_EAUTH.rawValue }
            let conversation = unsafe Unmanaged<Conversation>.fromOpaque(payload).takeUnretainedValue()
            switch unsafe conversation.answer(to: String(cString: url)) {
            case .token(let found):
                return unsafe git_credential_userpass_plaintext_new(credential, found.username, found.token)
            case .agent(let user):
                return unsafe git_credential_ssh_key_from_agent(credential, user)
            case .refuse:
                return GIT_EAUTH.rawValue
            }
        }
        unsafe callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
    }

    /// Decides what to send to the server at `url`, and keeps the reason where it is nothing.
    func answer(to url: String) -> CredentialAnswer {
        state.withLock { state in
            state.attempts[url, default: 0] += 1
            let answer = CredentialAnswer(
                server: GitURL(url) ?? source, source: source, credentials: credentials,
                attempt: state.attempts[url, default: 1])
            if case .refuse(let error) = answer { state.refusal = error }
            return answer
        }
    }
}
