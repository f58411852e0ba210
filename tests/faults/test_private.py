"""What belongs to the owner is for the owner only, and nobody else's files are touched or obeyed."""

from __future__ import annotations

import ast
import gzip
import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.real_terminal import ROOT, command, environment

PACKAGE = ROOT / "cockpit"
FORMATS = ("json", "taskwarrior", "todotxt", "ics", "orders", "mail")


@pytest.fixture
def cockpit(tmp_path: Path) -> CommandLine:
    run = CommandLine(tmp_path / "home")
    assert run("add", "one").id
    return run


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder below, with what shows that it was touched."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_mode, path.lstat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
    }


# -- who may read ----------------------------------------------------------------------------------


def test_every_file_is_0600_and_every_folder_0700_whatever_the_umask(tmp_path: Path) -> None:
    home = tmp_path / "home"
    cockpit = CommandLine(home)
    before = os.umask(0)
    try:
        assert cockpit("add", "one").id
        assert cockpit("backup").status == 0
        assert cockpit("backup", "--automatic").status == 0
        backup = next((home / "backups").glob("auto-*"))
        assert cockpit("restore", str(backup)).status == 0
        assert cockpit("export", "json", "-o", str(home / "dump.json")).status == 0
        assert cockpit("config", "theme", "light").status == 0
        ran = command(home, "task", "list", COCKPIT_BACKUPS="on")
        assert ran.returncode == 0
    finally:
        os.umask(before)

    for path in [home, *home.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


@pytest.mark.parametrize("words", [("add", "x"), ("task", "list"), ("backup",), ("undo",)])
def test_a_home_of_another_user_is_refused(
    words: tuple[str, ...], cockpit: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (cockpit.home / "cockpit.db").read_bytes()
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)

    ran = cockpit(*words)

    assert (ran.status, ran.err.count("\n")) == (3, 1)
    assert "belongs to another user" in ran.err
    assert (cockpit.home / "cockpit.db").read_bytes() == before


# -- no code from files ----------------------------------------------------------------------------


def test_nothing_in_the_package_runs_text_as_code() -> None:
    """No eval, exec, pickle or shell: neither settings, themes, imports nor records can be code."""
    found = []
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="eval" | "exec" | "compile" | "__import__")):
                    found.append(f"{file}:{node.lineno}")
                case ast.Call(func=ast.Attribute(attr="system" | "popen")):
                    found.append(f"{file}:{node.lineno}")
                case ast.keyword(arg="shell", value=ast.Constant(value=True)):
                    found.append(str(file))
                case ast.Import(names=[ast.alias(name="pickle" | "marshal" | "shelve"), *_]):
                    found.append(f"{file}:{node.lineno}")
                case ast.ImportFrom(module="pickle" | "marshal" | "shelve" | "code"):
                    found.append(f"{file}:{node.lineno}")
    assert found == []


def test_a_theme_file_gives_colours_and_nothing_else(cockpit: CommandLine) -> None:
    themes = cockpit.home / "themes"
    themes.mkdir()
    (themes / "mine.toml").write_text(
        'name = "mine"\n[colours]\n'
        'surface = "red; } * { display: none"\naccent = "url(/etc/passwd)"\n'
    )
    (cockpit.home / "config.toml").write_text('theme = "../../themes/mine"\n')

    ran = cockpit("config")

    assert ran.status == 0
    assert "surface" in ran.err
    assert "accent" in ran.err
    assert "no theme" in ran.err


# -- imports ---------------------------------------------------------------------------------------

OUTSIDE = "../../outside/x"


@pytest.mark.parametrize("kind", FORMATS)
def test_an_import_writes_nothing_but_records(
    kind: str, cockpit: CommandLine, tmp_path: Path
) -> None:
    # given: a file whose every name points out of the home, read through a link
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine").write_text("mine")
    content = {
        "json": json.dumps(
            {"meta": {"1": {"schema": 1}}, OUTSIDE: {"1": {"uid": "a"}},
             "task": {"1": {"uid": OUTSIDE, "title": OUTSIDE, "notes": f"file://{outside}/x"}}}
        ),
        "taskwarrior": json.dumps(
            [{"uuid": OUTSIDE, "description": OUTSIDE, "project": OUTSIDE, "status": "pending"}]
        ),
        "todotxt": f"{OUTSIDE} file:{outside}/x +{OUTSIDE}\n",
        "ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\n"
        f"UID:{OUTSIDE}\r\nSUMMARY:{OUTSIDE}\r\nATTACH:file://{outside}/x\r\n"
        "END:VTODO\r\nEND:VCALENDAR\r\n",
        "orders": f"order,customer,date,item\n{OUTSIDE},{OUTSIDE},2026-11-20,{OUTSIDE}\n",
        "mail": "From: a@b.c\r\nTo: d@e.f\r\nMessage-ID: <../../x>\r\nSubject: hi\r\n"
        "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n'
        f'Content-Disposition: attachment; filename="{OUTSIDE}"\r\n\r\nx\r\n--b--\r\n',
    }[kind]  # fmt: skip
    file = tmp_path / "file.eml"
    file.write_text(content)
    link = tmp_path / "link.eml"
    link.symlink_to(file)
    names = set(tree(tmp_path))
    before = tree(outside), file.read_bytes()

    ran = cockpit("import", kind, str(link))

    assert ran.status in (0, 1, 2), ran
    assert "Traceback" not in ran.err
    assert (tree(outside), file.read_bytes()) == before
    assert set(tree(tmp_path)) == names
    assert cockpit("doctor").status == 0


def bomb() -> bytes:
    return gzip.compress(bytes(20_000_000))


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../x", bytes(20_000_000))
    return packed.getvalue()


HOSTILE = {
    "a packed bomb": bomb(),
    "an archive": zipped(),
    "a nest of lists": b"[" * 500_000,
    "a nest of tables": b'{"task":' * 200_000,
    "a number of a million digits": b'{"task": {"1": {"position": ' + b"9" * 1_000_000 + b"}}}",
    "one endless line": b"x" * 2_000_000,
    "many empty lines": b"\n" * 1_000_000,
    "brackets and quotes": b'(("[[' * 200_000,
    "dates and tags": b"due:2026-99-99 +a @b rec:99999999d " * 20_000,
    "a calendar without an end": b"BEGIN:VCALENDAR\r\n" * 50_000,
    "folded for ever": b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:x" + b"\r\n x" * 200_000,
    "a mail of headers": b"A: b\r\n" * 20_000,
    "a mail of parts": b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(3_000)
    ),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_hostile_file_ends_soon_in_a_sentence(kind: str, tmp_path: Path) -> None:
    script = tmp_path / "all.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom tests.command_line import CommandLine\n"
        "home, kind, *files = sys.argv[1:]\nrun = CommandLine(Path(home))\n"
        "for file in files:\n"
        "    ran = run('import', kind, file)\n"
        "    assert ran.status in (0, 1, 2, 3), (file, ran)\n"
        "    assert 'Traceback' not in ran.err, (file, ran)\n"
        "    assert not ran.status or ran.err.count('\\n') == 1, (file, ran.err[:500])\n"
    )
    files = []
    for name, content in HOSTILE.items():
        files.append(tmp_path / f"{name}.txt")
        files[-1].write_bytes(content)

    ran = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "home"), kind, *map(str, files)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,  # that it ends at all
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs an endless file")
@pytest.mark.parametrize("kind", FORMATS)
def test_an_endless_file_is_read_no_further_than_the_limit(kind: str, cockpit: CommandLine) -> None:
    ran = cockpit("import", kind, "/dev/zero")

    assert ran.status in (1, 2)
    assert "larger than" in ran.err or "not" in ran.err
    assert ran.err.count("\n") == 1
    assert len(cockpit.items("task", "list")) == 1


def test_an_export_replaces_a_link_and_never_what_it_leads_to(
    cockpit: CommandLine, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    link = tmp_path / "dump.json"
    link.symlink_to(target)

    assert cockpit("export", "json", "-o", str(link)).status == 3
    assert cockpit("export", "json", "-o", str(link), "--force").status == 0

    assert target.read_text() == "mine"
    assert not link.is_symlink()
