"""Real Git repositories in temporary folders."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

IDENTITY = {
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


class Repository:
    """A work tree; `commit` takes what `write` put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--template=", "--initial-branch=main")

    def git(self, *words: str) -> str:
        """The output of a git command."""
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env={**os.environ, **IDENTITY},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def write(self, **files: Any) -> None:
        """Files of desired-state/ by name: text as it is, anything else as JSON."""
        for name, content in files.items():
            path = self.folder / "desired-state" / f"{name}.jsonc"
            path.parent.mkdir(exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2))

    def take(self, source: Path) -> None:
        """A copy of another folder as desired-state/."""
        shutil.copytree(source, self.folder / "desired-state", dirs_exist_ok=True)

    def commit(self, message: str = "Change the desired state") -> str:
        """Commits all that is there; the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def declare(self, *manifests: Any) -> str:
        """Commits these manifests, and the settings where they hold none."""
        from .manifests import settings

        lot = list(manifests)
        if not any(one["kind"] == "Settings" for one in lot):
            lot.insert(0, settings())
        self.write(all={"apiVersion": "reconcile/v1", "manifests": lot})
        return self.commit()
