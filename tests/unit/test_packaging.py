"""What is installed is what was tested, and the wheel carries all that the cockpit shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def tested() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(line.partition("==")[0]): line.partition("==")[2] for line in lines}


def requirements(project: dict[str, Any]) -> list[Requirement]:
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def test_constraints_are_names_and_versions_and_nothing_else() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9a-z.]*", line), line


def test_every_dependency_is_bounded_and_pinned_within_its_bounds(
    project: dict[str, Any], tested: dict[str, str]
) -> None:
    for requirement in requirements(project):
        name = canonicalize_name(requirement.name)
        signs = {part.operator for part in requirement.specifier}
        assert "==" in signs or (">=" in signs and ("<" in signs or name == "tzdata")), requirement
        assert tested[name] in requirement.specifier, requirement


def test_the_whole_tested_set_is_pinned(project: dict[str, Any], tested: dict[str, str]) -> None:
    """Follows the dependencies of the dependencies, as installed here."""
    from importlib.metadata import requires

    todo = [
        (requirement.name, frozenset(requirement.extras)) for requirement in requirements(project)
    ]
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        name, extras = todo.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        assert canonicalize_name(name) in tested
        for line in requires(name) or []:
            inner = Requirement(line)
            marker = inner.marker
            if marker is None or any(marker.evaluate({"extra": one}) for one in (*extras, "")):
                todo.append((inner.name, frozenset(inner.extras)))


def test_textual_is_pinned_exactly(project: dict[str, Any]) -> None:
    found = [one for one in project["dependencies"] if one.startswith("textual")]

    assert len(found) == 1
    assert re.fullmatch(r"textual==\d+\.\d+\.\d+", found[0])


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installation would."""
    builders = pytest.importorskip("hatchling.builders.wheel")
    folder = tmp_path_factory.mktemp("wheel")
    wheel = next(
        builders.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    )
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize("folder", ["data", "themes"])
def test_the_wheel_carries_data_and_themes(installed: Path, folder: str) -> None:
    here = {str(path.relative_to(ROOT / folder)) for path in (ROOT / folder).rglob("*.toml")}
    there = {
        str(path.relative_to(installed / "cockpit" / f"_{folder}"))
        for path in (installed / "cockpit" / f"_{folder}").rglob("*.toml")
    }

    assert here
    assert there == here


def test_the_wheel_carries_every_module_and_stylesheet_and_no_cache(installed: Path) -> None:
    shipped = {
        str(path.relative_to(ROOT))
        for ending in ("*.py", "*.tcss", "*.mo")
        for path in (ROOT / "cockpit").rglob(ending)
    }

    assert {name for name in shipped if not (installed / name).is_file()} == set()
    assert list(installed.rglob("__pycache__")) == []
    assert not (installed / "tests").exists()


def test_the_installed_command_is_named_cockpit(installed: Path) -> None:
    entry = next(installed.glob("*.dist-info/entry_points.txt"))

    assert "cockpit = cockpit.__main__:enter" in entry.read_text(encoding="utf-8")


def test_an_installation_finds_its_own_files(installed: Path, tmp_path: Path) -> None:
    code = (
        "from cockpit.locations import package_data, package_themes\n"
        "print(package_data('demo.toml')); print(package_data('starter.toml'))\n"
        "print(package_themes())"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
    )

    package = installed / "cockpit"
    assert run.stdout.split() == [
        str(package / "_data" / "demo.toml"),
        str(package / "_data" / "starter.toml"),
        str(package / "_themes"),
    ]
