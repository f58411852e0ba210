"""`cockpit help`: what there is, on one screen."""

from __future__ import annotations

from cockpit.i18n import _


def overview() -> str:
    """The commands in the order in which an owner meets them."""
    return _("""\
usage: cockpit [COMMAND] [--home DIR] [--now ISO] [--json] [--dry-run] [--no-input]

  cockpit                      open the cockpit; without a terminal, print the day
  cockpit add "…"              quick add: Write launch mail #writing ~45m by fri 16:00
                               ! 14:05 Karl, invoice cb:16:00     an interruption
                               ? @anna wants the logo by wed      a request
  cockpit today                the day as text
  cockpit clock start|stop     the clock, on a task (T12) or a function
  cockpit block week, balance  the week's blocks; target, planned and actual hours

  cockpit NOUN VERB            task, request, contractor, assignment, function, block, override,
                               hours, promise, interruption, entry, asset, grant, procedure, run,
                               engagement, checkin, feedback, vetting, payment
                               with list, add, show, edit, archive and verbs of their own:
                               cockpit task done T12 · cockpit request reply R7
  cockpit plan [DAY]           what tomorrow, or another day, would be
  cockpit review night         the nightly review as text; --close accepts and closes the day
  cockpit reminder due         what is to be told now, each once
  cockpit drill WHO|me|all     if somebody is gone tomorrow: what stops, and what mends it
  cockpit continuity starter   what most businesses stand on, to take over and prune

  cockpit import WHAT FILE     taskwarrior, todotxt, ics, mail, orders, json
  cockpit export WHAT          json, ics, todotxt; csv NOUN for one table
  cockpit undo, redo, history  every change can be taken back
  cockpit backup, restore, doctor
  cockpit demo                 a living demo business, in a folder of its own
  cockpit config, keys, locate

`cockpit NOUN --help` and `cockpit NOUN VERB --help` tell more.""")


def version() -> str:
    """The program and its version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return f"cockpit {installed('owner-cockpit')}"
    except PackageNotFoundError:
        return "cockpit"
