"""The few kinds of error that the owner meets, each one sentence: what, where, what to do."""

from __future__ import annotations


class CockpitError(Exception):
    """Something failed; the message is one sentence for the owner. Exit status 1."""

    exit_code = 1


class NotFound(CockpitError):
    """A record, file or name that was asked for is not there. Exit status 1."""


class WrongUse(CockpitError):
    """The input is not valid: a word, a date, an option. Exit status 2."""

    exit_code = 2


class Refused(CockpitError):
    """Refused to protect data: nothing was written. Exit status 3."""

    exit_code = 3
