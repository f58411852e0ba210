"""Lines that an online business writes down: harmless ones, secrets, and what may be one.

`python -m tests.secret_lines` says what the detector makes of them.
"""

from __future__ import annotations

from pathlib import Path

from cockpit.domain.secrets import scan

_FOLDER = Path(__file__).parent / "secret_texts"


def lines(name: str) -> list[str]:
    """The lines of harmless.txt, block.txt, warn.txt or missed.txt; \\n in them is a line end.

    A mark breaks the tokens, so that nobody who looks through the files takes them for real.
    """
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [one.replace("¦", "").replace("\\n", "\n") for one in text.splitlines()]


def measure() -> str:
    """Recall and false alarms in one sentence; missed.txt are secrets that it is known to miss."""
    secrets = [*lines("block"), *lines("warn"), *lines("missed")]
    harmless = lines("harmless")
    blocked = sum(any(one.tier == "block" for one in scan(line)) for line in secrets)
    noticed = sum(bool(scan(line)) for line in secrets)
    alarms = sum(bool(scan(line)) for line in harmless)
    return (
        f"{len(secrets) + len(harmless)} lines: of {len(secrets)} secrets {blocked} blocked, "
        f"{noticed - blocked} warned about, {len(secrets) - noticed} missed; "
        f"{alarms} false alarms in {len(harmless)} harmless lines"
    )


if __name__ == "__main__":
    print(measure())
