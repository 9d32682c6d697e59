"""TODO-DOC."""

from __future__ import annotations

from datetime import date, tzinfo

from textual.content import Content

from tui_app.domain.activity import ActivityEvent
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.text import dates, people
from tui_app.text.history import SUBJECT_SIGNS, describe_change
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row

CHANGE_COLUMNS = (ColumnSpec(7), ColumnSpec(12, most=20), ColumnSpec(20, flex=1))


def change_row(one: ActivityEvent, today: date, zone: tzinfo | None) -> Row:
    """When, who, and what was done with what."""
    day = one.change.at.astimezone(zone).date()
    cells = (
        plain(dates.short_date(day, today), content.MUTED),
        plain(people.first_name(one.change.by_name)),
        change_content(one, today),
    )
    return Row(f"{one.change.subject}-{one.change.subject_id}-{one.change.id}", ColumnLine(cells, CHANGE_COLUMNS))


def change_content(one: ActivityEvent, today: date) -> Content:
    """What was done with what."""
    said = plain(f"{SUBJECT_SIGNS[one.change.subject]} ", content.MUTED) + plain(describe_change(one, today))
    if one.text:
        said += plain(": ", content.MUTED) + plain(one.text, "bold")
    note = one.change.note or str(one.change.after.get("note") or "")
    if one.change.subject is ChangeSubject.REQUEST and one.change.kind is ChangeKind.CREATED:
        note = str(one.change.after.get("text") or "")
    return said + plain(f"  «{note.splitlines()[0]}»" if note.strip() else "", content.MUTED)
