"""Blocks that overlap all the same: imported, or from old data. They are shown, and told."""

from __future__ import annotations

from cockpit.actions.blocks import HORIZON
from cockpit.actions.owner import owner_zone, today
from cockpit.domain.days.block_days import overlap_sentence, overlaps
from cockpit.store.workspace import Workspace


def overlap_in_template(workspace: Workspace) -> tuple[str, str] | None:
    """The ids of the first two blocks of functions that overlap, and the sentence.

    Looks from today as far ahead as a new block is held against the others. Until one is moved or
    dropped, a minute counts once, for the block that begins first.
    """
    day = today(workspace)
    pairs = overlaps(
        None,
        workspace.live("block"),
        workspace.live("override"),
        owner_zone(workspace),
        (day, day + HORIZON),
    )
    pair = next(pairs, None)
    if pair is None:
        return None
    ids = " ".join(str(one.override or one.block) for one in pair)
    return ids, overlap_sentence(pair, workspace.live("function"))
