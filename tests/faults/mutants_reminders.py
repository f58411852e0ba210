"""Deliberate faults in the scheduler, each of which some test must catch."""

from __future__ import annotations

from tests.faults.mutants import Mutant

ONCE = "tests/unit/test_scheduler_once.py"
ENGINE = "tests/unit/test_scheduler_engine.py"
NIGHT = "tests/unit/test_scheduler_night.py"
DELIVERY = "tests/store/test_delivery.py"
YEAR = "tests/faults/test_reminders_year.py"

MUTANTS_OF_REMINDERS = (
    Mutant(
        "a claim takes what another terminal has",
        "scheduler/delivery.py",
        '"INSERT OR IGNORE INTO delivery"',
        '"INSERT OR REPLACE INTO delivery"',
        f"{DELIVERY}::test_two_processes_share_the_reminders_and_neither_gets_what_the_other_has",
    ),
    Mutant(
        "what could not be claimed is shown all the same",
        "scheduler/source.py",
        """                agenda.put_back(owner, reminder)
            raise
""",
        """                agenda.put_back(owner, reminder)
            return reminders
""",
        f"{ONCE}::test_a_locked_log_is_told_once_and_what_was_due_rings_afterwards",
    ),
    Mutant(
        "what could not be claimed is forgotten",
        "scheduler/source.py",
        """            for owner, reminder in ready:
                agenda.put_back(owner, reminder)
            raise
""",
        "            raise\n",
        f"{ONCE}::test_a_locked_log_is_told_once_and_what_was_due_rings_afterwards",
    ),
    Mutant(
        "a job that is a second late is dropped",
        "scheduler/engine.py",
        '"misfire_grace_time": None',
        '"misfire_grace_time": 1',
        f"{ENGINE}::test_a_job_that_a_blocked_loop_held_up_is_done_all_the_same",
    ),
    Mutant(
        "the heart does not beat",
        "scheduler/engine.py",
        "        self._heart = asyncio.get_running_loop().call_later(self._heartbeat, self._pulse)\n",
        "",
        f"{ENGINE}::test_the_heartbeat_alone_finds_what_the_job_would_miss",
    ),
    Mutant(
        "a change waits for the heartbeat",
        "scheduler/engine.py",
        "        self._settling = None\n        self._set_job(timedelta(0))",
        "        self._settling = None",
        f"{ENGINE}::test_a_change_is_noticed_without_waiting_for_the_heartbeat",
    ),
    Mutant(
        "the closed night mutes nothing",
        "scheduler/source.py",
        "self._muted = muted_between(self.workspace)",
        "self._muted = None",
        f"{NIGHT}::test_after_the_closing_of_the_night_it_is_quiet_until_the_opening",
    ),
    Mutant(
        "another terminal's changes are not looked at before speaking",
        "scheduler/source.py",
        "        self.workspace.refresh()\n        with",
        "        with",
        f"{NIGHT}::test_a_night_closed_in_one_terminal_mutes_the_other_at_once",
    ),
    Mutant(
        "it is not quiet outside the hours",
        "domain/hours/quiet.py",
        "    if hours is None or not quiet.outside_hours:\n",
        "    if True:\n",
        f"{ONCE}::test_a_laptop_that_wakes_in_the_evening_keeps_quiet_until_the_morning",
    ),
    Mutant(
        "what was missed before the start is dropped",
        "scheduler/source.py",
        "LOOK_BACK = timedelta(hours=12)",
        "LOOK_BACK = timedelta(hours=0)",
        f"{ONCE}::test_a_restart_in_the_middle_repeats_nothing_and_loses_nothing",
    ),
    Mutant(
        "blocks held back are dropped when something else is claimed",
        "scheduler/source.py",
        "looked=self._told_up_to(agenda, now) if",
        "looked=now if",
        f"{NIGHT}::test_a_block_slept_through_is_told_in_the_morning_after_a_restart_too",
    ),
    Mutant(
        "cron never begins",
        "scheduler/source.py",
        "if reminders or self._seen is None else None",
        "if reminders else None",
        "tests/unit/test_cli_reminders.py",
    ),
    Mutant(
        "a clock that was set back is not noticed",
        "scheduler/source.py",
        "now < self._seen - timedelta(seconds=1):",
        "False:",
        f"{NIGHT}::test_a_clock_that_ran_ahead_for_an_hour_loses_nothing_of_that_hour",
    ),
    Mutant(
        "what is pointless by now is told",
        "domain/reminders.py",
        "    return reminder.until is not None and now >= reminder.until + KINDS[reminder.kind].late",
        "    return False",
        YEAR,
    ),
    Mutant(
        "a snoozed reminder rings with every look",
        "scheduler/delivery.py",
        "UPDATE delivery SET snoozed_until = NULL, claimed_at = ?",
        "UPDATE delivery SET claimed_at = ?",
        f"{DELIVERY}::test_a_snoozed_one_comes_again_once_at_its_instant",
    ),
    Mutant(
        "the day of a batch is told though nobody is in it",
        "scheduler/batch_days.py",
        "            if count:\n",
        "            if True:\n",
        "tests/unit/test_scheduler_batches.py",
    ),
    Mutant(
        "words of the owner steer the terminal",
        "scheduler/terminal_notice.py",
        "title, text = one_line(title, 60), one_line(text, TEXT_LIMIT)",
        "title, text = title, text",
        "tests/unit/test_notify.py",
    ),
    Mutant(
        "the owner's command waits for ever",
        "scheduler/notify.py",
        '"replace"), seconds)',
        '"replace"))',
        "tests/unit/test_notify.py::test_a_command_that_hangs_is_ended",
    ),
)
"""Read as: if this were so, that test would fail."""
