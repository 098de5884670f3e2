"""`python -m lab`: start the lab, say where it listens, and serve until told to stop."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from typing import List, Optional

from .app import SERVICES, Lab
from .control.seed import plant
from .protocol.models import service_model
from .wire.server import Server
from .worlds import NAMES, named


def arguments(given: Optional[List[str]] = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="lab", description="An AWS on loopback for tests and demonstrations."
    )
    parser.add_argument("--port", type=int, default=0, help="the port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--ready-file", help="write the port to this file once the lab listens")
    parser.add_argument("--seed", choices=NAMES, help="start with this world instead of an empty one")
    parser.add_argument("--log", help="append every call to this file as a JSON line")
    parser.add_argument("--while-stdin", action="store_true", help="end when standard input is closed")
    return parser.parse_args(given)


def main() -> None:
    """Serve until SIGTERM, SIGINT, or, where asked for, the end of standard input."""
    options = arguments()
    lab = Lab(options.log)
    for service in SERVICES:
        service_model(service)
    if options.seed:
        plant(lab.world, named(options.seed, lab.world.clock.now()))
    server = Server(options.port, lab.handle)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if options.while_stdin:
        threading.Thread(target=wait_for_end, args=(stop,), daemon=True).start()
    print(server.port, flush=True)
    if options.ready_file:
        write_whole(options.ready_file, f"{server.port}\n")
    stop.wait()
    server.shutdown()


def wait_for_end(stop: threading.Event) -> None:
    """Stop once whoever started the lab has closed its standard input, by ending for example."""
    sys.stdin.buffer.read()
    stop.set()


def write_whole(path: str, text: str) -> None:
    """Write a file so that who waits for it never reads a part."""
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".part", path)


if __name__ == "__main__":
    main()
