"""The table of all commands: ids, default keys, words, and the panes where they work."""

from __future__ import annotations

from typing import NamedTuple

from cockpit.i18n import _

TASKS, BLOCKS, REQUESTS, CONTRACTORS = "tasks", "blocks", "requests", "contractors"
PANES = (TASKS, BLOCKS, REQUESTS, CONTRACTORS)
LIST = "list"
"""Commands that the list itself carries out: moving, opening, marking."""
EVERYWHERE = "everywhere"
"""Commands of the whole screen."""


class Command(NamedTuple):
    """One thing that the owner can do with a key."""

    id: str
    """What a keymap names; never changes its meaning."""
    keys: str
    """Default keys, comma-separated, in Textual's names; "" for the palette only."""
    label: str
    """One or two words for the footer."""
    help: str
    """One sentence for help, palette and the key table."""
    where: tuple[str, ...]
    """The panes where it works, or LIST, or EVERYWHERE."""
    rank: int = 0
    """Place in the footer, 1 first; 0 is never in the footer."""
    group: str = "work"
    """The heading under which help shows it: move, work, see, leave."""

    @property
    def action(self) -> str:
        """The name of the method that carries it out, without `action_`."""
        return self.id.replace("-", "_")

    @property
    def key_names(self) -> tuple[str, ...]:
        """The default keys one by one."""
        return tuple(self.keys.split(",")) if self.keys else ()


_ALL = (EVERYWHERE,)
_IN_LISTS = (LIST,)

COMMANDS = (
    Command("cursor-down", "j,down", _("down"),
            _("Go to the next row."), _IN_LISTS, 0, "move"),
    Command("cursor-up", "k,up", _("up"),
            _("Go to the row before."), _IN_LISTS, 0, "move"),
    Command("first", "g,home", _("first"),
            _("Go to the first row."), _IN_LISTS, 0, "move"),
    Command("last", "G,end", _("last"),
            _("Go to the last row."), _IN_LISTS, 0, "move"),
    Command("half-page-down", "ctrl+d", _("half page down"),
            _("Go half a page down."), _IN_LISTS, 0, "move"),
    Command("half-page-up", "ctrl+u", _("half page up"),
            _("Go half a page up."), _IN_LISTS, 0, "move"),
    Command("page-down", "pagedown", _("page down"),
            _("Go one page down."), _IN_LISTS, 0, "move"),
    Command("page-up", "pageup", _("page up"),
            _("Go one page up."), _IN_LISTS, 0, "move"),
    Command("pane-1", "1", _("tasks"),
            _("Go to the tasks."), _ALL, 0, "move"),
    Command("pane-2", "2", _("today"),
            _("Go to today's blocks."), _ALL, 0, "move"),
    Command("pane-3", "3", _("requests"),
            _("Go to the requests."), _ALL, 0, "move"),
    Command("pane-4", "4", _("contractors"),
            _("Go to the contractors."), _ALL, 0, "move"),
    Command("next-pane", "tab", _("next pane"),
            _("Go to the next pane."), _ALL, 0, "move"),
    Command("previous-pane", "shift+tab", _("pane before"),
            _("Go to the pane before."), _ALL, 0, "move"),
    Command("open", "enter", _("open"),
            _("Open the record; this never changes anything."), _IN_LISTS, 0, "see"),
    Command("explain", "x", _("explain"),
            _("Explain the due of the request, day by day."), (REQUESTS,), 6, "see"),
    Command("batch", "", _("batch"),
            _("Work through the batch of the day, one key for each request."), _ALL, 0, "see"),
    Command("template", "", _("template"),
            _("Choose a canned reply for the request, filled in, and copy it."), (REQUESTS,), 0,
            "see"),
    Command("reminders", "b", _("reminders"),
            _("Show what was raised: open, dismiss, snooze."), _ALL, 0, "see"),
    Command("promises", "", _("promises"),
            _("Show what is promised, edit it, and see whether it can be kept."),
            _ALL, 0, "see"),
    Command("promise-report", "", _("promise report"),
            _("Show how promises were kept in a period, and how old the backlog is."), _ALL, 0,
            "see"),
    Command("review-night", "R", _("review"),
            _("Nightly review: close the day and plan the next one, in five screens."), _ALL, 6),
    Command("review-week", "W", _("weekly review"),
            _("Weekly review: look back on the week, make the next one's list; it may take days."),
            _ALL),
    Command("week-blocks", "B", _("week's blocks"),
            _("Show the week's blocks as a grid, change them, and see the balance."), _ALL, 0,
            "see"),
    Command("continuity", "C", _("continuity"),
            _("Show assets, access and procedures, and work on them: who could carry on."), _ALL, 0,
            "see"),
    Command("drill", "X", _("drill"),
            _("If the contractor is gone tomorrow: what stops, and what mends it; elsewhere all."),
            _ALL, 0, "see"),
    Command("leaving", "", _("leaving"),
            _("Show what is to be done before the contractor goes, and what to hand over."),
            (CONTRACTORS,), 0, "see"),
    Command("zoom", "z", _("zoom"),
            _("Show this pane alone, or all four again."), _ALL, 0, "see"),
    Command("filter", "slash", _("filter"),
            _("Show only the rows that contain some words."), _ALL, 20, "see"),
    Command("next-match", "n", _("next match"),
            _("Go to the next row that matches the filter."), _ALL, 0, "see"),
    Command("previous-match", "N", _("match before"),
            _("Go to the row before that matches the filter."), _ALL, 0, "see"),
    Command("add", "a", _("add"),
            _("Quick add: one line becomes a task, a request or an interruption."), _ALL, 1),
    Command("edit", "e", _("edit"),
            _("Edit the record in a form."), PANES, 10),
    Command("done", "space", _("done"),
            _("Cross the task off, resolve the request, tick the call-back; reopen a closed one."),
            (TASKS, REQUESTS, BLOCKS), 2),
    Command("archive", "d", _("archive"),
            _("Archive the record; undo brings it back."), PANES, 14),
    Command("move-day", "m", _("move"),
            _("Move the task to a day, the week or the backlog; a block, a call, a due."),
            (TASKS, BLOCKS, CONTRACTORS), 3),
    Command("tomorrow", "t", _("tomorrow"),
            _("Move the task to tomorrow."), (TASKS,), 4),
    Command("reorder-down", "J", _("lower"),
            _("Move the row one place down."), (TASKS,)),
    Command("reorder-up", "K", _("higher"),
            _("Move the row one place up."), (TASKS,)),
    Command("priority-up", "plus", _("more urgent"),
            _("Raise the priority; on a block: 15 minutes longer."), (TASKS, REQUESTS, BLOCKS)),
    Command("priority-down", "minus", _("less urgent"),
            _("Lower the priority; on a block: 15 minutes shorter."), (TASKS, REQUESTS, BLOCKS)),
    Command("clock", "s", _("clock"),
            _("Start or stop the clock on the task or function."), (TASKS, BLOCKS), 5),
    Command("clock-stop-at", "", _("stop the clock at"),
            _("Stop the running clock at a time, as in 17:20."), _ALL),
    Command("time-log", "T", _("time log"),
            _("Show what was clocked on a day: fill gaps, correct and archive entries."), _ALL, 0,
            "see"),
    Command("interruption-report", "", _("interruptions"),
            _("Report the minutes lost per week, by whom and in which blocks."), _ALL, 0, "see"),
    Command("functions", "", _("functions"),
            _("Show the functions with their week: add, edit, order, archive."), _ALL, 0, "see"),
    Command("hours", "", _("working hours"),
            _("Edit your hours and holidays; while none are set, answer the setup questions."),
            _ALL),
    Command("reply", "r", _("replied"),
            _("Record that a reply was sent."), (REQUESTS,), 3),
    Command("write-reply", "", _("write a reply"),
            _("Write the reply to a request in $EDITOR; it is recorded as sent, and copied."),
            (REQUESTS,)),
    Command("merge", "", _("merge"),
            _("Merge the marked requests, or a duplicate of this one, into one request."),
            (REQUESTS,)),
    Command("waiting", "w", _("waiting"),
            _("Wait on the customer (or on somebody, for a task)."), (TASKS, REQUESTS), 7),
    Command("snooze", "S", _("snooze"),
            _("Hide the record until a time."), (TASKS, REQUESTS), 8),
    Command("give", "D", _("give"),
            _("Give the work to a contractor."), (TASKS, REQUESTS), 9),
    Command("contact", "c", _("wrote"),
            _("The customer wrote again, or the contractor was heard from, just now."),
            (REQUESTS, CONTRACTORS), 8),
    Command("note", "", _("note"), _("Write a note on the request."), (REQUESTS,)),
    Command("new", "A", _("new"),
            _("A new contractor, or a block for today only."), (BLOCKS, CONTRACTORS), 4),
    Command("verdict", "v", _("verdict"),
            _("Approve what was delivered, or ask for changes."), (CONTRACTORS,), 2),
    Command("check-in", "h", _("how it stands"),
            _("Log a check-in: on track or not, what holds it up, what is next."),
            (CONTRACTORS,), 5),
    Command("feedback", "f", _("feedback"),
            _("Log praise, something taught or a problem."), (CONTRACTORS,), 9),
    Command("payment", "p", _("money"),
            _("Tick a payment off, or plan one."), (CONTRACTORS,), 7),
    Command("vetting", "V", _("vetting"),
            _("Log a vetting check; that nothing was found is a result."), (CONTRACTORS,), 0),
    Command("vetting-list", "", _("vetting list"),
            _("Put all seven kinds of check on the contractor's list, to be looked into."),
            (CONTRACTORS,)),
    Command("client-questions", "", _("ask past clients"),
            _("Copy a mail with questions to people the contractor has worked for."),
            (CONTRACTORS,)),
    Command("question", "", _("question"),
            _("Log what the contractor asks about an assignment."), (CONTRACTORS,)),
    Command("terms", "", _("terms"),
            _("Write down the terms with a contractor: rate, budget, period."), (CONTRACTORS,)),
    Command("log-book", "L", _("log book"),
            _("Show what is logged of the contractor, to edit: money, check-ins, feedback, terms."),
            (CONTRACTORS,), 0, "see"),
    Command("money-report", "", _("money report"),
            _("Show what is paid, due and planned per contractor, per function and per month."),
            _ALL, 0, "see"),
    Command("brief", "Y", _("copy brief"),
            _("Copy the brief of an assignment, or all open work of a contractor."),
            (CONTRACTORS,), 0, "see"),
    Command("check-in-request", "", _("ask how it stands"),
            _("Copy a mail that asks a contractor how the work stands."), (CONTRACTORS,)),
    Command("team", "", _("team load"),
            _("Show who is busy, and until when."), _ALL, 0, "see"),
    Command("interruption", "i", _("interruption"),
            _("Log an interruption, with a call-back."), _ALL, 16),
    Command("mark", "asterisk", _("mark"),
            _("Mark the row, so that a command works on all marked rows."), _IN_LISTS),
    Command("copy", "y", _("copy"),
            _("Copy the row's words."), PANES),
    Command("undo", "u", _("undo"),
            _("Undo the last change."), _ALL, 18),
    Command("redo", "U", _("redo"),
            _("Do again what was undone."), _ALL),
    Command("help", "question_mark,f1", _("help"),
            _("Show all keys of this pane."), _ALL, 0, "leave"),
    Command("palette", "ctrl+p,colon", _("commands"),
            _("Find any command by its name."), _ALL, 0, "leave"),
    Command("theme", "", _("theme"),
            _("Choose another theme."), _ALL, 0, "leave"),
    Command("back", "escape", _("back"),
            _("Go one step back; this never quits."), _ALL, 0, "leave"),
    Command("quit", "q,ctrl+q", _("quit"),
            _("Leave the cockpit; everything is already saved."), _ALL, 0, "leave"),
)  # fmt: skip
