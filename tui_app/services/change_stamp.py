"""Change stamps and receipts: who made a change, when, in which batch, and how to undo it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from tui_app.domain.errors import ConflictError
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.storage.history import history, recording
from tui_app.storage.history.recording import ChangeStamp


class Receipt(Struct, frozen=True):
    """The result of a change.

    Attributes:
        batch: pass it to `undo` to undo the change; empty when nothing changed.
        count: how many records changed.
        subject_id: id of the new record, if one was created.
    """

    batch: str
    count: int
    subject_id: int = 0


NOTHING_CHANGED = Receipt("", 0)


def change_stamp(viewer: Viewer, now: datetime) -> ChangeStamp:
    """A new stamp. Use one for everything that a single key press changes; `now` needs a time zone."""
    return ChangeStamp(viewer.id, now, uuid.uuid4().hex)


def change_or_conflict(
    subject: ChangeSubject,
    record: Any,
    kind: ChangeKind,
    values: Mapping[str, object],
    version: int,
    stamp: ChangeStamp,
    note: str = "",
) -> None:
    """Change a record that was read in this transaction, and add the change to the history.

    Args:
        values: field -> new value.
        version: the version of the record that the change is based on.

    Raises:
        ConflictError: somebody has changed the record since that version.
    """
    if not recording.update(subject, record, kind, values, version, stamp, note):
        raise conflict(subject, record)


def conflict(subject: ChangeSubject, record: Any) -> ConflictError:
    """The error to raise when a record has changed since it was read; it names who changed it last."""
    return ConflictError(record, history.last_changed_by(subject, record.id))
