"""A limit in time for reading what others wrote: a file can be made so that it takes for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from cockpit.errors import CockpitError
from cockpit.i18n import _

IMPORT_SECONDS = 300.0
"""Far more than the largest file that is taken needs."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `CockpitError` in the middle of what takes longer; a change that is open is not kept.

    There is no limit where the system has no such alarm, and outside the main thread.
    """

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise CockpitError(
            _("This took more than {seconds:.0f} s and was given up; nothing was written.").format(
                seconds=seconds
            )
        )

    try:
        before = signal.signal(signal.SIGALRM, over)
    except (AttributeError, ValueError):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
