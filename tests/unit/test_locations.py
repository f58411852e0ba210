"""Where the files are: a named home holds everything, else the system's folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cockpit import locations
from cockpit.errors import NotFound, WrongUse
from cockpit.locations import locate, package_data, package_themes


def test_a_named_home_holds_everything(tmp_path: Path) -> None:
    found = locate(str(tmp_path))

    assert found == locations.Locations(
        home=str(tmp_path),
        config=f"{tmp_path}/config.toml",
        themes=f"{tmp_path}/themes",
        log=f"{tmp_path}/log/cockpit.log",
        backups=f"{tmp_path}/backups",
        database=f"{tmp_path}/cockpit.db",
        replies=f"{tmp_path}/replies",
    )


def test_the_named_home_wins_over_the_variable(tmp_path: Path) -> None:
    environ = {"COCKPIT_HOME": "/elsewhere"}

    assert locate(str(tmp_path), environ).home == str(tmp_path)
    assert locate(None, environ).home == "/elsewhere"


def test_a_tilde_and_a_relative_folder_become_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    assert locate("~/work").home == f"{tmp_path}/work"
    assert locate("work").home == f"{tmp_path}/work"


@pytest.mark.parametrize("empty", ["", "   "])
def test_an_empty_home_is_refused_and_an_empty_variable_ignored(empty: str) -> None:
    with pytest.raises(WrongUse, match="--home is empty"):
        locate(empty)
    assert locate(None, {"COCKPIT_HOME": empty}).home.endswith("cockpit")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
@pytest.mark.parametrize("data", [None, "/srv/data", "relative/data", ""])
def test_without_a_home_the_folders_are_those_of_platformdirs(
    data: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    monkeypatch.delenv("COCKPIT_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    if data is not None:
        monkeypatch.setenv("XDG_DATA_HOME", data)

    found = locate()

    if data != "relative/data":
        assert found.home == platformdirs.user_data_dir("cockpit")
    assert os.path.isabs(found.home)
    assert found.config == f"{platformdirs.user_config_dir('cockpit')}/config.toml"
    assert found.log == f"{platformdirs.user_state_dir('cockpit')}/log/cockpit.log"


def test_asking_makes_no_folder(tmp_path: Path) -> None:
    locate(str(tmp_path / "new"))

    assert list(tmp_path.iterdir()) == []


def test_shipped_files_are_found_in_a_checkout_and_when_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "cockpit"
    (package).mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "demo.toml").touch()
    monkeypatch.setattr(locations, "_PACKAGE", str(package))
    assert package_data("demo.toml") == str(tmp_path / "data" / "demo.toml")
    assert package_themes() == str(tmp_path / "themes")

    (package / "_data").mkdir()
    (package / "_themes").mkdir()
    (package / "_data" / "demo.toml").touch()
    assert package_data("demo.toml") == str(package / "_data" / "demo.toml")
    assert package_themes() == str(package / "_themes")


def test_a_shipped_file_that_is_missing_is_named() -> None:
    with pytest.raises(NotFound, match=r"nothing\.toml is missing from this installation"):
        package_data("nothing.toml")
