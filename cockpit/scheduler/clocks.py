"""The three clocks of the machine, and what a difference between them means.

The wall clock can be set; the monotonic one stands still in suspend; the boot clock does not.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Literal, NamedTuple

TOLERANCE = 5.0
"""Seconds by which the clocks may differ between two beats before it is called a gap."""


class Reading(NamedTuple):
    """The clocks at one moment, each in seconds from its own zero."""

    wall: float
    monotonic: float
    boot: float | None
    """None where the system has no clock that runs on in suspend."""


class Gap(NamedTuple):
    """Time that did not run evenly between two readings."""

    kind: Literal["slept", "set_forward", "set_back"]
    length: timedelta
    """How long the machine slept, or by how much its clock was set; never negative."""


def read_clocks() -> Reading:
    """The clocks now."""
    boot_clock = getattr(time, "CLOCK_BOOTTIME", None)
    boot = time.clock_gettime(boot_clock) if boot_clock is not None else None
    return Reading(time.time(), time.monotonic(), boot)


def gap_between(before: Reading, after: Reading) -> Gap | None:
    """The gap between two readings, None when time ran evenly.

    Where a sleep and a set clock come together, the sleep is named when it is the longer.
    Without a boot clock a jump forward is taken for sleep: it is by far the likelier.
    """
    ran = after.monotonic - before.monotonic
    jumped = after.wall - before.wall - ran
    if before.boot is None or after.boot is None:
        slept = max(jumped, 0.0)
    else:
        slept = max(after.boot - before.boot - ran, 0.0)
    was_set = jumped - slept
    if slept > TOLERANCE and slept >= abs(was_set):
        return Gap("slept", timedelta(seconds=slept))
    if abs(was_set) > TOLERANCE:
        kind: Literal["set_forward", "set_back"] = "set_forward" if was_set > 0 else "set_back"
        return Gap(kind, timedelta(seconds=abs(was_set)))
    return None
