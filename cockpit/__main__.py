"""The way in: hands the words on the command line over, and leaves quietly when cut off."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing itself would cost a capture 3 ms
if TYPE_CHECKING:
    from typing import NoReturn


def enter() -> NoReturn:
    """Run the command line, and end the process with its status.

    Everything is written and closed by then, so the interpreter's own tidying up is left out:
    it takes as long as a fifth of a quick capture.
    """
    gc.set_threshold(50_000, 20, 50)  # a short command makes little garbage, and leaves it
    status = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            status = status or 1
    os._exit(status)


def main() -> int:
    """Run the command line and return its exit status; 130 when interrupted.

    A reader that has gone away (`cockpit task list | head`) ends the program without a word.
    """
    try:
        _stand_in_for_closed_streams()
        _write_any_text()
        from cockpit.cli.main import main as run

        status = run(sys.argv[1:])
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The interpreter flushes once more on its way out: let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:
        if not _tell_lost_output(error):
            _tell_a_fault(error)
        return 1


def _stand_in_for_closed_streams() -> None:
    """A stream that was closed (`cockpit … >&-`) leads nowhere, and no file takes its number."""
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115 - as long as we run
            setattr(sys, name, nowhere)


def _write_any_text() -> None:
    """A terminal that cannot show a character gets its escape instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _tell_lost_output(error: Exception) -> bool:
    """Say so when what was printed found no room; such an error names no file."""
    if not isinstance(error, OSError) or error.filename is not None:
        return False
    from cockpit.i18n import _

    told = _("cockpit: what was printed could not be written: {reason}.")
    sys.stderr.write(told.format(reason=error.strerror or error) + "\n")
    return True


def _tell_a_fault(error: Exception) -> None:
    """A fault of the program is one sentence to the owner; the log keeps where it happened."""
    import traceback

    from cockpit.domain.secrets import without_secrets
    from cockpit.domain.wording.plain_text import one_line
    from cockpit.i18n import _
    from cockpit.locations import locate

    words = sys.argv[1:]
    named = [words[at + 1] for at, word in enumerate(words[:-1]) if word == "--home"]
    named += [word.removeprefix("--home=") for word in words if word.startswith("--home=")]
    log = locate(next((home for home in named if home.strip()), None)).log
    fault = one_line(without_secrets(f"{type(error).__name__}: {error}")[0], 300)
    try:
        os.makedirs(os.path.dirname(log), mode=0o700, exist_ok=True)
        with open(
            os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
            "a",
            encoding="utf-8",
            errors="replace",
        ) as file:
            file.write(without_secrets("".join(traceback.format_exception(error)))[0])
    except OSError:
        told = _("cockpit: a fault of the program ({fault}); run it again, please.")
    else:
        told = _("cockpit: a fault of the program ({fault}); what led to it is in {log}.")
    sys.stderr.write(told.format(fault=fault, log=log) + "\n")


if __name__ == "__main__":
    enter()
