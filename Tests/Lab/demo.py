"""The main job in three commands, against the document's current state: plan, apply, plan."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

from lab.client import LabProcess

COMMANDS = (
    ("plan",),
    ("apply", "--yes", "--allow", "disrupts"),
    ("plan", "--detailed-exitcode"),
)


def main(binary: str) -> int:
    """Run the commands as a person would; the exit code is that of the first one that fails."""
    program = str(pathlib.Path(binary).resolve())
    repository = pathlib.Path(__file__).resolve().parents[2]
    with LabProcess(seed="document") as lab:
        environment = {**os.environ, **lab.environment()}
        for command in COMMANDS:
            print(f"\n$ reconcile {' '.join(command)}", flush=True)
            code = subprocess.run((program, *command), cwd=repository, env=environment, check=False).returncode
            if code != 0:
                print(f"reconcile {command[0]} ended with {code}", file=sys.stderr)
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
