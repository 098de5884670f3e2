"""A threaded HTTP/1.1 server with keep-alive that can also misbehave as networks do."""

from __future__ import annotations

import itertools
import os
import socket
import struct
import sys
import traceback
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Callable, Optional, Tuple

from .message import Headers, Request, Response

Handler = Callable[[Request], Response]
LONGEST_LINE = 65_536
connections = itertools.count(1)


class Server(ThreadingTCPServer):
    """Listens on 127.0.0.1 only and hands every request to one function."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, port: int, handler: Handler) -> None:
        self.handler = handler
        super().__init__(("127.0.0.1", port), Connection)

    @property
    def port(self) -> int:
        """The port it listens on, also when 0 was asked for."""
        return self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no event; anything else is a fault of the lab and is shown."""
        if not isinstance(sys.exc_info()[1], (OSError, ValueError)):
            traceback.print_exc()


class Connection(StreamRequestHandler):
    """One client connection: request after request until a side closes it."""

    disable_nagle_algorithm = True
    rbufsize = 65_536

    def handle(self) -> None:
        number = next(connections)
        while True:
            request = self.read_request(number)
            if request is None:
                return
            response = self.server.handler(request)  # type: ignore[attr-defined]
            if not self.send(request, response):
                return

    def read_request(self, number: int) -> Optional[Request]:
        """The next request, or None where the client has closed the connection."""
        line = self.rfile.readline(LONGEST_LINE).decode("latin-1").rstrip("\r\n")
        if not line:
            return None
        method, target, _ = line.split(" ", 2)
        headers: Headers = []
        while True:
            line = self.rfile.readline(LONGEST_LINE).decode("latin-1").rstrip("\r\n")
            if not line:
                break
            name, _, value = line.partition(":")
            headers.append((name, value.strip()))
        if target.startswith("http://"):
            target = "/" + target.split("/", 3)[3]
        path, _, query = target.partition("?")
        request = Request(method, path, query, headers, b"", number)
        if (request.header("expect") or "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.body = self.read_body(request)
        return request

    def read_body(self, request: Request) -> bytes:
        """The body by its length or, where it is chunked, chunk by chunk."""
        if (request.header("transfer-encoding") or "").lower() != "chunked":
            return self.rfile.read(int(request.header("content-length") or "0"))
        body = bytearray()
        while True:
            size = int(self.rfile.readline(LONGEST_LINE).split(b";")[0], 16)
            body += self.rfile.read(size)
            if size == 0:
                while self.rfile.readline(LONGEST_LINE).strip():
                    pass
                return bytes(body)
            self.rfile.readline(LONGEST_LINE)

    def send(self, request: Request, response: Response) -> bool:
        """Send the answer in its way; whether the connection stays open."""
        if response.transport == "silent":
            while self.request.recv(4096):
                pass
            return False
        if response.transport == "reset":
            reset(self.request)
            return False
        whole = response.transport == "whole"
        head, body = render(response, bodiless=request.method == "HEAD")
        self.request.sendall(head + (body if whole else body[: len(body) // 2]))
        return whole and (request.header("connection") or "").lower() != "close"


def render(response: Response, bodiless: bool) -> Tuple[bytes, bytes]:
    """Head and body as bytes. A cut answer promises its whole length like any other."""
    try:
        reason = HTTPStatus(response.status).phrase
    except ValueError:
        reason = "Unknown"
    lines = [f"HTTP/1.1 {response.status} {reason}"]
    body = b"" if bodiless else response.body
    cut = response.transport == "cut"
    if response.chunked and body:
        lines.append("Transfer-Encoding: chunked")
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    elif "Content-Length" not in response.headers and response.status not in (204, 304):
        lines.append(f"Content-Length: {len(response.body) + (1 if cut else 0)}")
    lines += [f"{name}: {value}" for name, value in response.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"), body


def reset(connection: socket.socket) -> None:
    """End the connection with a TCP RST instead of a FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(connection.detach())
