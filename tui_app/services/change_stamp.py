"""Marks: who changed something, when, and in which batch; handed back so that the change can be undone."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.records.person import Viewer
from tui_app.storage.history.recording import ChangeStamp


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a change hands back.

    Attributes:
        batch: names the change for `undo`; empty when nothing was changed.
        count: how many things were changed.
        subject_id: the new thing's id, where one was made.
    """

    batch: str
    count: int
    subject_id: int = 0


NOTHING_CHANGED = Receipt("", 0)


def change_stamp(viewer: Viewer, now: datetime) -> ChangeStamp:
    """A mark for one key press; `now` must know its zone."""
    return ChangeStamp(viewer.id, now, uuid.uuid4().hex)
