"""argparse as the cockpit uses it: no abbreviations, one sentence for wrong use."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from cockpit.cli.context import Context
from cockpit.errors import WrongUse
from cockpit.i18n import _


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are `WrongUse`, and which never guesses at abbreviated options."""

    def __init__(self, **settings: object) -> None:
        """Take argparse's own settings."""
        super().__init__(**{"allow_abbrev": False, **settings})  # type: ignore[arg-type]
        # "-5m" is a value, refused by whoever reads it, and not an option that nobody knows
        self._negative_number_matcher = re.compile(r"-\d")

    def error(self, message: str) -> NoReturn:
        """Raise the mistake as one sentence."""
        raise WrongUse(
            _("{problem}; `{program} --help` tells how.").format(
                problem=message.rstrip("."), program=self.prog
            )
        )


def words_or_stdin(words: list[str], context: Context) -> str:
    """The words as one line; a single "-" reads them from stdin."""
    if words != ["-"]:
        return " ".join(words)
    if context.options.no_input:
        raise WrongUse(_("- reads from stdin, but --no-input was given."))
    return sys.stdin.read().strip()
