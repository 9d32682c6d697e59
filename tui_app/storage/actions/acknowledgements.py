"""Queries about reminders of actions, unanswered comments and results that nobody has acknowledged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.actions.nudges import ActionNotice
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage import moments
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables


def last_nudged_at(action_id: int) -> datetime | None:
    """Return when the responsible person was last reminded of an action, or None."""
    table = tables.History
    row = (
        table.select(table.at)
        .where(
            table.subject == ChangeSubject.ACTION,
            table.subject_id == action_id,
            table.kind == ChangeKind.NUDGED,
            table.undone == False,  # noqa: E712
        )
        .order_by(table.id.desc())
        .tuples()
        .first()
    )
    return row[0] if row else None


def nudges(readable: Mapping[int, int], since: datetime, now: datetime) -> dict[int, ActionNotice]:
    """Return the last reminder of each action since a time, by action id; its date is in the time zone of `since`.

    Args:
        readable: action id -> the change after which the reader may read about it.
        since: the time.
        now: the current moment.
    """
    query = _events_since(list(readable), since).where(tables.History.kind == ChangeKind.NUDGED)
    return _notices(_last_by_action(query, readable), since, now, is_comment=False)


def unanswered_comments(
    readable: Mapping[int, int], reader_id: int, since: datetime, now: datetime
) -> dict[int, ActionNotice]:
    """Return the last comment by somebody else on each action since a time, unless the reader has reacted since.

    Any later change or comment by the reader on the action counts as a reaction. By action id; dates are in the time
    zone of `since`. For `readable`, see `nudges`.
    """
    table = tables.History
    query = _events_since(list(readable), since).where((table.kind == ChangeKind.COMMENT) | (table.by == reader_id))
    last = _last_by_action(query, readable)
    unanswered = {action_id: row for action_id, row in last.items() if row["by"] != reader_id}
    return _notices(unanswered, since, now, is_comment=True)


def _last_by_action(query: pw.ModelSelect, readable: Mapping[int, int]) -> dict[int, Mapping[str, Any]]:
    return {row["subject_id"]: row for row in query.dicts() if row["id"] > readable[row["subject_id"]]}


def _events_since(action_ids: Sequence[int], since: datetime) -> pw.ModelSelect:
    """Select the changes of these actions since a time that were not undone, the oldest first."""
    table = tables.History
    return (
        table.select(table.id, table.subject_id, table.by, table.at)
        .where(
            table.subject == ChangeSubject.ACTION,
            table.subject_id.in_(list(action_ids)),
            table.kind != ChangeKind.UNDONE,
            table.undone == False,  # noqa: E712
            table.at >= since,
        )
        .order_by(table.id)
    )


def _notices(
    rows: Mapping[int, Mapping[str, Any]], since: datetime, now: datetime, *, is_comment: bool
) -> dict[int, ActionNotice]:
    names = people.names_by_id({row["by"] for row in rows.values()})
    times = {action_id: moments.changed_at(row["id"], row["at"], now) for action_id, row in rows.items()}
    return {
        action_id: ActionNotice(
            action_id, names[row["by"]], times[action_id].astimezone(since.tzinfo).date(), is_comment
        )
        for action_id, row in rows.items()
        if times[action_id] >= since
    }
