"""The command line in this process: what a run printed, what it told, and its exit status."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from cockpit.cli.main import main

NOW = "2026-11-23T09:20:00+00:00"


class Ran(NamedTuple):
    """One run of the cockpit."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object that was printed."""
        found: dict[str, Any] = json.loads(self.out)
        assert found["schema"] == 1
        return found

    @property
    def id(self) -> str:
        """The id that was printed."""
        assert self.status == 0, self.err
        return self.out.strip()


class CommandLine:
    """Runs commands on one home, at one moment."""

    def __init__(self, home: Path, now: str = NOW) -> None:
        self.home = home
        self.now = now

    def __call__(self, *words: str, stdin: str | bytes | None = None) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        before = sys.stdin
        if stdin is not None:
            data = stdin.encode() if isinstance(stdin, str) else stdin
            sys.stdin = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        try:
            with redirect_stdout(out), redirect_stderr(err):
                status = main(["--home", str(self.home), "--now", self.now, *words])
        finally:
            sys.stdin = before
        return Ran(status, out.getvalue(), err.getvalue())

    def items(self, *words: str) -> list[dict[str, Any]]:
        """The items of a list with --json."""
        ran = self(*words, "--json")
        assert ran.status == 0, ran.err
        found: list[dict[str, Any]] = ran.json["items"]
        return found
