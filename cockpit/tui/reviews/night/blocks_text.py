"""The blocks of a planned day as lines: time, name, a bar of what is in it, and its tasks."""

from __future__ import annotations

from collections.abc import Mapping

from cockpit.actions.planning import BlockPlan, DayPlan
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import bar
from cockpit.tui.render import fit, width_of
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import Row, paragraph
from cockpit.tui.view import View

BAR = 10
TIME, FREE, USED = 5, 7, 7
OVER = 14


def block_rows(
    view: View,
    plan: DayPlan,
    titles: Mapping[str, str],
    width: int,
    *,
    chosen: str | None = None,
    hint: str = "",
) -> list[Row]:
    """Every block with its tasks; the one that holds the task `chosen` is accented.

    `hint` is told where there is no block: the key that adds one.
    """
    if not plan.blocks:
        words = _("There is no block on this day.")
        return paragraph(f"{words} {hint}".rstrip(), width, "muted")
    rows: list[Row] = []
    for block in plan.blocks:
        rows.append(_head(view, block, width))
        glyphs = view.glyphs
        for at, piece in enumerate(block.pieces):
            branch = glyphs.last_branch if at == len(block.pieces) - 1 else glyphs.branch
            length = minutes(piece.minutes)
            room = max(1, width - TIME - 4 - FREE)
            pin = f"{glyphs.mark} " if piece.ref in block.pinned else ""
            words = fit(f"{pin}{titles.get(piece.ref, piece.ref)}", room)
            role = "accent-text" if piece.ref == chosen else "muted"
            rows.append(
                (
                    Cell(f"{'':{TIME}} {branch} ", "muted"),
                    Cell(words, role),
                    Cell(f" {fit(length, FREE, 'right')}", role),
                )
            )
    return rows


def _head(view: View, block: BlockPlan, width: int) -> Row:
    glyphs = view.glyphs
    personal = view.is_personal(block.occurrence.function)
    start = block.occurrence.start.astimezone(view.zone)
    fixed = TIME + 2 + FREE + 1 + BAR + 1 + USED
    over = f" {glyphs.late} {_('over')} {minutes(block.over)}" if block.over else ""
    name = fit(block.name, max(6, width - fixed - width_of(over)))
    part = block.minutes / block.free if block.free else 0.0
    role = "personal" if personal else "overload" if block.over else ""
    cells = [
        Cell(f"{start:%H:%M} ", "muted"),
        Cell(name, role or "strong"),
        Cell(f" {fit(minutes(block.free) or '0m', FREE, 'right')} ", "muted"),
    ]
    if not personal:
        cells.append(Cell(bar(part, BAR, glyphs), role or "accent-text"))
        cells.append(Cell(f" {fit(minutes(block.minutes), USED, 'right')}", role))
    if over:
        cells.append(Cell(over, "overload"))
    return tuple(cells)
