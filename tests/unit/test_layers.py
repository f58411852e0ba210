"""Each room, imported in a fresh interpreter, loads nothing that its layer may not know."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "cockpit"

DOMAIN = {"textual", "rich", "tinydb", "apscheduler", "sqlite3"}
STORE = {"textual", "rich", "apscheduler"}
SCREENLESS = {"textual", "rich"}
COMMAND_LINE = {"textual", "rich", "apscheduler"}

FORBIDDEN = {
    "domain": DOMAIN,
    "store": STORE,
    "actions": STORE,
    "interchange": STORE,
    "scheduler": SCREENLESS,
    "cli": COMMAND_LINE,
}

SLOW_TO_IMPORT = {
    "apscheduler",
    "asyncio",
    "dataclasses",
    "holidays",
    "icalendar",
    "inspect",
    "logging",
    "parsedatetime",
    "pathlib",
    "platformdirs",
    "pydantic",
    "textual",
    "tomlkit",
    "uuid",
}
"""What quick capture cannot afford; each costs as much as a bare interpreter or more."""

LIGHT = (
    "cockpit.__main__",
    "cockpit.errors",
    "cockpit.i18n",
    "cockpit.locations",
    "cockpit.settings",
    "cockpit.actions.adding",
    "cockpit.actions.secrets",
    "cockpit.cli.context",
    "cockpit.domain.business_time",
    "cockpit.domain.clock",
    "cockpit.domain.demo.business",
    "cockpit.domain.demo.scale",
    "cockpit.domain.identity",
    "cockpit.domain.quick_add",
    "cockpit.domain.ranks",
    "cockpit.domain.secrets",
    "cockpit.cli.main",
    "cockpit.store.workspace",
)


def modules(layer: str) -> list[str]:
    """Every module of a layer, found in its folder, so that a new room is covered."""
    root = PACKAGE.parent
    files = sorted((PACKAGE / layer).rglob("*.py"))
    names = [".".join(file.relative_to(root).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in names]


def loaded_by(names: list[str]) -> set[str]:
    """The top-level modules in a fresh interpreter after importing these."""
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *names],
        capture_output=True,
        text=True,
        cwd=PACKAGE.parent,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


@pytest.mark.parametrize("layer", sorted(FORBIDDEN))
def test_a_layer_loads_nothing_that_it_may_not_know(layer: str) -> None:
    names = modules(layer)
    assert names, f"no modules in {layer}"

    found = loaded_by(names) & FORBIDDEN[layer]

    culprits = {name: sorted(loaded_by([name]) & found) for name in names} if found else {}
    assert {name: what for name, what in culprits.items() if what} == {}


@pytest.mark.parametrize("name", LIGHT)
def test_a_light_module_loads_nothing_slow(name: str) -> None:
    assert loaded_by([name]) & SLOW_TO_IMPORT == set()


def test_the_screen_leaves_the_store_and_the_triggers_to_others() -> None:
    for name in modules("tui"):
        source = (PACKAGE.parent / Path(*name.split("."))).with_suffix(".py")
        if not source.exists():
            continue
        words = source.read_text(encoding="utf-8").split()
        imported = {
            after.partition(".")[0]
            for before, after in pairwise(words)
            if before in ("import", "from")
        }
        assert imported & {"tinydb", "sqlite3", "apscheduler"} == set(), name


def test_every_layer_is_under_test() -> None:
    layers = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert layers == {*FORBIDDEN, "tui"}


def test_package_files_are_empty_so_that_importing_a_room_loads_only_that_room() -> None:
    full = [str(path) for path in PACKAGE.rglob("__init__.py") if path.read_text().strip()]

    assert full == []
