"""The tests are worth something: each deliberate fault in the store or the scheduler makes one of them fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.mutants import MUTANTS, Mutant
from tests.faults.mutants_reminders import MUTANTS_OF_REMINDERS

ROOT = Path(__file__).parents[2]
ALL = (*MUTANTS, *MUTANTS_OF_REMINDERS)
FEW = ("undo does not look whether the record was changed again", "backups are not verified",
       "a reminder may be claimed twice")  # fmt: skip
"""Those of the short form."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and its tests, in a folder where they may be spoiled."""
    folder = tmp_path_factory.mktemp("mutants")
    for name in ("cockpit", "tests", "data", "themes"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=shutil.ignore_patterns("__pycache__", "__snapshots__", "*.svg"),
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(copy: Path, tests: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", tests],
        capture_output=True,
        text=True,
        cwd=copy,
        env={
            **os.environ,
            "PYTHONPATH": str(copy),
            "COCKPIT_LONG": "",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        check=False,
    )


@pytest.mark.parametrize("mutant", ALL, ids=lambda mutant: mutant.name)
def test_the_place_of_a_fault_is_still_there(mutant: Mutant) -> None:
    text = (ROOT / "cockpit" / mutant.file).read_text(encoding="utf-8")
    assert text.count(mutant.sound) == 1
    file, _colons, name = mutant.caught_by.partition("::")
    assert name.partition("[")[0] in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("mutant", ALL, ids=lambda mutant: mutant.name)
def test_a_fault_is_caught(mutant: Mutant, copy: Path, request: pytest.FixtureRequest) -> None:
    if mutant.name not in FEW and not request.config.getoption("--long"):
        pytest.skip("needs --long or COCKPIT_LONG=1")
    place = copy / "cockpit" / mutant.file
    sound = place.read_text(encoding="utf-8")
    place.write_text(sound.replace(mutant.sound, mutant.faulty), encoding="utf-8")
    try:
        ran = run(copy, mutant.caught_by)
    finally:
        place.write_text(sound, encoding="utf-8")

    assert ran.returncode == 1, ran.stdout[-3000:] + ran.stderr[-1000:]
    failed = [line for line in ran.stdout.splitlines() if line.startswith("FAILED")]
    print(f"\n{mutant.name}: {failed[0] if failed else ran.stdout[-300:]}")
