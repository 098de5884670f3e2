"""An AWS on loopback whose answers are rendered before the first request: what is measured is the client.

Ends with its standard input. `GET /calls` tells how many calls came since the last time it was asked.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
import urllib.parse
from typing import Dict, List

import estate


class Server:
    """Answers from memory, a thread a connection."""

    def __init__(self, volumes: int, drift_percent: int, latency: float) -> None:
        self._estate = estate.Estate(volumes, drift_percent)
        self._latency = latency
        self._pages = [framed(page, "text/xml;charset=UTF-8") for page in self._estate.pages]
        self._lock = threading.Lock()
        self._calls = 0
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self.size = sum(len(page) for page in self._estate.pages)

    def run(self) -> None:
        """Accept connections for ever."""
        while True:
            connection, _ = self._listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        pending = b""
        with connection:
            while True:
                while b"\r\n\r\n" not in pending:
                    more = connection.recv(65_536)
                    if not more:
                        return
                    pending += more
                head, pending = pending.split(b"\r\n\r\n", 1)
                length = content_length(head)
                while len(pending) < length:
                    pending += connection.recv(65_536)
                body, pending = pending[:length], pending[length:]
                target = head.split(b" ", 2)[1].decode()
                connection.sendall(self._answer(target, body.decode()))

    def _answer(self, target: str, body: str) -> bytes:
        if target == "/calls":
            with self._lock:
                calls, self._calls = self._calls, 0
            return framed(str(calls).encode(), "text/plain")
        with self._lock:
            self._calls += 1
        if self._latency:
            time.sleep(self._latency)
        if target.startswith("/policies/"):
            return framed(estate.LIFECYCLE_POLICY_ANSWER, "application/json")
        if target.startswith("/policies"):
            return framed(estate.LIFECYCLE_POLICIES, "application/json")
        form = urllib.parse.parse_qs(body)
        action = form["Action"][0]
        if action == "DescribeVolumes":
            return self._pages[int(form.get("NextToken", ["0"])[0])]
        return framed(self._rendered(action, form), "text/xml;charset=UTF-8")

    def _rendered(self, action: str, form: Dict[str, List[str]]) -> bytes:
        if action == "GetCallerIdentity":
            return estate.IDENTITY
        if action == "DescribeInstances":
            names = [values[0] for name, values in form.items() if name.startswith("Filter.1.Value.")]
            return self._estate.described(names)
        if action == "DescribeSnapshots":
            return estate.document("DescribeSnapshotsResponse", "<snapshotSet/>")
        raise ValueError(f"{action} is not answered here")


def content_length(head: bytes) -> int:
    """What the request announces; 0 where it announces nothing."""
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def framed(body: bytes, kind: str) -> bytes:
    """A whole answer, head and body."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def main(volumes: str, drift_percent: str, latency: str) -> None:
    """Say port and size of all pages, then serve."""
    server = Server(int(volumes), int(drift_percent), float(latency))
    print(server.port, server.size, len(server._pages), flush=True)
    threading.Thread(target=server.run, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
