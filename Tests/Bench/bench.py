"""The program beside boto3 and curl over the same pages in the same run; prints a table in Markdown.

    python bench.py BINARY [--volumes 100000] [--drift 1] [--latency 0] [--runs 5] [--peer-runs 3]
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request
from types import TracebackType
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple, Type

import estate
from measure import Figures, measure, median

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]


class Loopback:
    """The server in a process of its own, which ends with the block."""

    def __init__(self, options: argparse.Namespace) -> None:
        arguments = [str(options.volumes), str(options.drift), str(options.latency / 1_000)]
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "server.py"), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Loopback":
        assert self._process.stdout is not None
        port, size, pages = self._process.stdout.readline().split()
        self.url = f"http://127.0.0.1:{port}/"
        self.megabytes = int(size) / 1e6
        self.pages = int(pages)
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def calls(self) -> int:
        """How many came since the last time."""
        with urllib.request.urlopen(self.url + "calls") as answer:
            return int(answer.read())


class Contestant(NamedTuple):
    """A program, how often it runs, and what its standard output has to say."""

    name: str
    command: Tuple[str, ...]
    runs: int
    check: Callable[[str], bool] = lambda output: True


class Result(NamedTuple):
    """The medians of a contestant."""

    figures: Figures
    calls: int


def compare(contestants: List[Contestant], server: Loopback, environment: Dict[str, str]) -> Dict[str, Result]:
    """Run all of them by turns, so that a busy moment of the machine hits everyone."""
    runs: Dict[str, List[Figures]] = {contestant.name: [] for contestant in contestants}
    calls: Dict[str, int] = {}
    server.calls()
    for turn in range(max(contestant.runs for contestant in contestants)):
        for contestant in contestants:
            if turn >= contestant.runs:
                continue
            figures, output = measure(contestant.command, environment)
            if not contestant.check(output):
                raise RuntimeError(f"{contestant.name} gives another answer: {output[:200]}")
            runs[contestant.name].append(figures)
            calls[contestant.name] = server.calls()
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {name: Result(median(figures), calls[name]) for name, figures in runs.items()}


def desired_state(folder: pathlib.Path) -> None:
    """A repository with one commit that holds the manifests."""
    (folder / "desired-state").mkdir(parents=True)
    (folder / "desired-state" / "bench.json").write_text(json.dumps(estate.MANIFESTS, indent=2))
    git = ["git", "-C", str(folder), "-c", "user.name=bench", "-c", "user.email=bench@example.com"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "bench: desired state"], check=True)


def curl_configuration(path: pathlib.Path, server: Loopback) -> None:
    """The same requests on one connection, unsigned, all answers thrown away."""
    pages = []
    for page in range(server.pages):
        form = "Action=DescribeVolumes&Version=2016-11-15&MaxResults=1000" + (f"&NextToken={page}" if page else "")
        pages.append(f'url = "{server.url}"\ndata = "{form}"\noutput = "/dev/null"\nsilent\n')
    path.write_text("next\n".join(pages))


def table(results: Dict[str, Result], ours: str) -> str:
    """Ratios say how many times as long as ours a program takes."""
    lines = [
        "| | wall | CPU | peak memory | calls | wall, ours = 1 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    wall = results[ours].figures.wall
    for name, (figures, calls) in results.items():
        lines.append(
            f"| {name} | {spoken(figures.wall)} | {spoken(figures.cpu)} | {figures.memory:.0f} MB | {calls or '–'} "
            f"| {figures.wall / wall:.3g} |"
        )
    return "\n".join(lines)


def spoken(seconds: float) -> str:
    """`0.52 s`, `8.1 ms`"""
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1e3:.1f} ms"


def aims(results: Dict[str, Result], ours: str) -> str:
    """What is hoped for at 100,000 volumes, and what came out."""
    plan, calls = results[ours]
    rows = [
        ("plan, wall", f"{plan.wall:.2f} s", "< 0.8 s"),
        ("plan, peak memory", f"{plan.memory:.0f} MB", "< 120 MB"),
        ("plan / curl", f"{plan.wall / results['curl'].figures.wall:.1f}", "≤ 8"),
        ("start-up (`version`)", f"{results['reconcile version'].figures.wall * 1e3:.1f} ms", "< 15 ms"),
        ("`validate` of desired-state/", f"{results['reconcile validate'].figures.wall * 1e3:.1f} ms", "< 60 ms"),
    ]
    if "boto3" in results:
        rows.insert(3, ("boto3 / plan", f"{results['boto3'].figures.wall / plan.wall:.0f}", "≥ 40"))
    lines = ["| | measured | aim |", "|---|---:|---:|"]
    return "\n".join(lines + [f"| {name} | {value} | {aim} |" for name, value, aim in rows])


def environment(server: Loopback) -> Dict[str, str]:
    """No configuration of this machine counts."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.devnull,
        "LANG": "C.UTF-8",
        "AWS_ENDPOINT_URL": server.url.rstrip("/"),
        "AWS_REGION": estate.REGION,
        "AWS_DEFAULT_REGION": estate.REGION,
        "AWS_ACCESS_KEY_ID": "AKIABENCHEXAMPLE0001",
        "AWS_SECRET_ACCESS_KEY": "bench/EXAMPLE+secret+of+no+account/00001",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--volumes", type=int, default=100_000)
    parser.add_argument("--drift", type=int, default=1, help="percent (default: 1)")
    parser.add_argument("--latency", type=float, default=0, help="of every answer, in milliseconds (default: 0)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer-runs", type=int, default=3, help="of boto3; 0 leaves it out")
    return parser.parse_args()


def main() -> None:
    """Prepare, compare, print."""
    chosen = options()
    binary = str(pathlib.Path(chosen.binary).resolve())
    drifting = chosen.volumes // 100 * chosen.drift
    with tempfile.TemporaryDirectory() as scratch, Loopback(chosen) as server:
        folder = pathlib.Path(scratch)
        desired_state(folder / "repository")
        curl_configuration(folder / "curl.conf", server)

        def plans_everything(output: str) -> bool:
            summary = json.loads(output)["summary"]
            return summary["changes"]["update"] == drifting and summary["unknown"] == 0

        repository = str(folder / "repository")
        ours = "reconcile plan"
        contestants = [
            Contestant("curl", ("curl", "--config", str(folder / "curl.conf")), chosen.runs),
            Contestant(
                ours, (binary, "plan", "--format", "json", "--repo", repository), chosen.runs, plans_everything
            ),
            Contestant(
                "boto3", (sys.executable, str(HERE / "boto3_loop.py")), chosen.peer_runs,
                lambda output: output.split() == [str(chosen.volumes), str(drifting)],
            ),
            Contestant("reconcile version", (binary, "version"), 20),
            Contestant("reconcile validate", (binary, "validate", "--repo", str(REPOSITORY)), 20),
        ]
        contestants = [contestant for contestant in contestants if contestant.runs]
        results = compare(contestants, server, environment(server))
        print(
            f"{chosen.volumes:,} volumes in {server.pages} pages, {server.megabytes:.0f} MB of XML, "
            f"{drifting:,} drift, {chosen.latency:g} ms latency; medians of {chosen.runs} runs\n"
        )
        print(table(results, ours), end="\n\n")
        print(aims(results, ours))


if __name__ == "__main__":
    main()
