"""The power fails at any moment: what was acknowledged had been synced before it was."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from cockpit.actions.checks import REFERENCES
from cockpit.domain.clock import FixedClock
from cockpit.store.doctor.examining import examine
from cockpit.store.workspace import Workspace
from tests.faults.failing_disk import NOW, build
from tests.faults.power_cut import CHANGES, Disk, read_log
from tests.real_terminal import ROOT, environment


def test_a_power_cut_takes_no_acknowledged_change_and_leaves_none_by_half(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    library = build(tmp_path)
    if library is None:
        pytest.skip("needs Linux and a C compiler")
    # given: a dozen changes of three records each, and every write and sync that they made
    home, log = tmp_path / "home", tmp_path / "log"
    subprocess.run(
        [sys.executable, "-m", "tests.faults.power_cut", str(library), str(home), str(log)],
        cwd=ROOT,
        env=environment(LD_PRELOAD=str(library)),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    steps = list(read_log(log))
    said = [step.data.decode().strip() for step in steps if step.kind == "A"]
    assert len(said) == CHANGES

    # when: the power fails after each step
    disk, chance = Disk(), random.Random(20261123)
    acknowledged: list[str] = []
    long = bool(request.config.getoption("--long"))
    cuts = 0
    for step in steps:
        disk.take(step)
        if step.kind == "A":
            acknowledged.append(step.data.decode().strip())
        for _fate in range(4 if long else 1):
            cuts += 1
            titles = _titles_after_a_cut(disk, chance, home)

            # then: each change is there with both its records, or neither; each acknowledged one is
            there = Counter(title.removesuffix(" too") for title in titles)
            assert set(there.values()) <= {2}, there
            assert set(acknowledged) <= set(there), (step.kind, step.path)
            assert len(there) <= len(acknowledged) + 1
    print(f"\n{cuts} power cuts in {len(steps)} steps, {CHANGES} changes acknowledged, 0 lost")


def _titles_after_a_cut(disk: Disk, chance: random.Random, home: Path) -> list[str]:
    shutil.rmtree(home)
    for path, content in disk.after_a_cut(chance).items():
        if not path.endswith("-shm") and Path(path).parent == home:
            home.mkdir(exist_ok=True)
            Path(path).write_bytes(content)
    if not (home / "cockpit.db").exists():
        home.mkdir(exist_ok=True)
        return []
    with closing(
        Workspace.open(
            str(home / "cockpit.db"), FixedClock(datetime.fromisoformat(NOW)), actor="test"
        )
    ) as workspace:
        assert {one.check for one in examine(workspace, REFERENCES)} <= {"modes"}
        return [body["title"] for body in workspace.live("task").values()]
