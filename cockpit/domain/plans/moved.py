"""What moved between two plans of a day, told task by task."""

from __future__ import annotations

from cockpit.domain.plans.day_plan import DayPlan, FunctionOverload
from cockpit.domain.wording.lengths import written_minutes
from cockpit.i18n import _


def diff_of(before: DayPlan, after: DayPlan) -> list[str]:
    """One line for each task that came, went or changed its blocks, then for each overload.

    Empty when nothing moved.
    """
    titles = {one.ref: one.title for one in (*before.candidates, *after.candidates)}
    was, now = set(before.chosen), set(after.chosen)
    lines = []
    for reference, title in titles.items():
        where, there = _places(before, reference), _places(after, reference)
        said = {"id": reference, "title": title, "before": where, "after": there}
        if reference in now and reference not in was:
            line = _("{id} {title}: in, {after}") if there else _("{id} {title}: in, in no block")
        elif reference in was and reference not in now:
            line = _("{id} {title}: out")
        elif where != there and there:
            line = _("{id} {title}: {before} → {after}") if where else _("{id} {title}: {after}")
        elif where != there:
            line = _("{id} {title}: {before} → no block")
        else:
            continue
        lines.append(line.format(**said))
    return [*lines, *_overloads(before, after)]


def _places(plan: DayPlan, reference: str) -> str:
    """ "Writing 11:15 45m + Writing 16:00 30m"."""
    return " + ".join(
        f"{block.name} {block.occurrence.start:%H:%M} {written_minutes(piece.minutes)}"
        for block in plan.blocks
        for piece in block.pieces
        if piece.ref == reference
    )


def _overloads(before: DayPlan, after: DayPlan) -> list[str]:
    known = {one.function: one for one in before.overloads}
    there = {one.function: one for one in after.overloads}
    lines = []
    for function, one in there.items():
        old = known.get(function)
        if old is None or _told(old) != _told(one):
            lines.append(
                _("{name}: {missing} too much").format(
                    name=one.name, missing=written_minutes(one.missing)
                )
            )
    lines += [
        _("{name}: fits again").format(name=one.name)
        for function, one in known.items()
        if function not in there
    ]
    return lines


def _told(one: FunctionOverload) -> tuple[object, ...]:
    return one.deadline, one.missing
