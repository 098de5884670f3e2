"""One run of a program: how long, how much of the processor, how much memory."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from typing import Dict, List, NamedTuple, Sequence


class Figures(NamedTuple):
    """Of one run, or the medians of several."""

    wall: float
    cpu: float
    # In MB. Before the program starts, the child counts as what this process needs, about 15 MB.
    memory: float


def measure(command: Sequence[str], environment: Dict[str, str]) -> "tuple[Figures, str]":
    """Run a program to its end and give its standard output as well; one that fails is an error."""
    with tempfile.TemporaryFile("w+") as output:
        begin = time.perf_counter()
        child = os.posix_spawnp(
            command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        )
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - begin
        output.seek(0)
        text = output.read()
    if status != 0:
        raise RuntimeError(f"{' '.join(command[:3])} ended with {os.waitstatus_to_exitcode(status)}")
    return Figures(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1_024), text


def median(runs: List[Figures]) -> Figures:
    """Each figure's own."""
    return Figures(*(statistics.median(figure) for figure in zip(*runs)))
