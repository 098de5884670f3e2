"""A lab for tests: started as a process of its own, steered over its control endpoints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, List, Optional, Type

from .access.keys import DEFAULT, AccessKey

ROOT = Path(__file__).resolve().parent.parent
REGION = "us-west-2"


class LabProcess:
    """`with LabProcess("document") as lab:` runs a lab that ends with the block, or with this process."""

    def __init__(self, seed: Optional[str] = None, log: Optional[str] = None, port: int = 0) -> None:
        self._arguments = [sys.executable, "-m", "lab", "--while-stdin", "--port", str(port)]
        self._arguments += ["--seed", seed] if seed else []
        self._arguments += ["--log", log] if log else []
        self._process: Optional[subprocess.Popen] = None
        self.port = 0

    def __enter__(self) -> "LabProcess":
        self._process = subprocess.Popen(
            self._arguments, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the lab did not start (exit {self._process.wait()})")
        self.port = int(line)
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.communicate()

    @property
    def url(self) -> str:
        """The endpoint for every service."""
        return f"http://127.0.0.1:{self.port}"

    def control(self, method: str, endpoint: str, body: Any = None) -> Any:
        """Call a control endpoint; a refusal is a ValueError with its reason."""
        data = None if body is None else json.dumps(body, default=str).encode()
        request = urllib.request.Request(f"{self.url}/_lab/{endpoint}", data, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as problem:
            raise ValueError(json.load(problem)["error"]) from None

    def reset(self, seed: Any = None) -> None:
        """An empty world, or one freshly seeded."""
        self.control("POST", "reset")
        if seed is not None:
            self.seed(seed)

    def seed(self, description: Any) -> None:
        """Lay a named world or a description over what is there."""
        self.control("POST", "seed", description)

    def faults(self, *rules: Dict[str, Any]) -> None:
        """Replace all fault rules; without any there are none."""
        self.control("POST", "faults", list(rules))

    def patch(self, kind: str, identifier: str, **change: Any) -> None:
        """Change a record behind the API's back; `set`, `unset`, `delete`, `maintenance`."""
        self.control("POST", "patch", {"kind": kind, "id": identifier, **change})

    def settings(self, **values: Any) -> None:
        """Change settings."""
        self.control("POST", "settings", values)

    def clock(self, **values: Any) -> Dict[str, str]:
        """Set the clock: `at`, `frozen`, `wireOffset`."""
        return dict(self.control("POST", "clock", values))

    def state(self) -> Dict[str, Any]:
        """The whole world."""
        return dict(self.control("GET", "state"))

    def calls(self, **wanted: str) -> List[Dict[str, Any]]:
        """The calls so far, of which `service`, `operation` and so on are the wanted ones."""
        query = urllib.parse.urlencode(wanted)
        return list(self.control("GET", "calls" + (f"?{query}" if query else "")))

    def forget_calls(self) -> None:
        """Begin a new log."""
        self.control("DELETE", "calls")

    def environment(self, key: AccessKey = DEFAULT, region: str = REGION) -> Dict[str, str]:
        """The variables with which a program talks to this lab and to nothing else."""
        return {
            "AWS_ACCESS_KEY_ID": key.id,
            "AWS_SECRET_ACCESS_KEY": key.secret,
            "AWS_REGION": region,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def boto3(
        self,
        service: str,
        key: AccessKey = DEFAULT,
        region: str = REGION,
        attempts: int = 1,
        read_timeout: float = 60,
    ) -> Any:
        """A boto3 client of this lab that does not retry unless told to."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id=key.id,
            aws_secret_access_key=key.secret,
            config=Config(
                retries={"total_max_attempts": attempts, "mode": "standard"},
                s3={"addressing_style": "path"},
                read_timeout=read_timeout,
            ),
        )
