"""Rows of a list for recent changes, in the timeline and in the news."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.activity import ActivityEvent
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.text import dates, people
from tui_app.text.history import SUBJECT_SIGNS, describe_change
from tui_app.text.i18n import quoted
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenAction, OpenPerson, ReadConversation
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

CHANGE_COLUMNS = (ColumnSpec(7), ColumnSpec(12, max_width=20), ColumnSpec(20, flex=1))


def change_row(event: ActivityEvent, today: date, zone: tzinfo | None) -> Row:
    """One change: when, who, and what they did."""
    change = event.change
    day = change.at.astimezone(zone).date()
    cells = (
        plain(dates.short_date(day, today), content.MUTED),
        plain(people.marked_name(people.first_name(change.by_name), change.by_end, today)),
        change_content(event, today),
    )
    return Row(event, ColumnLine(cells, CHANGE_COLUMNS, wrapped=2), identity=(ActivityEvent, change.id))


def change_content(event: ActivityEvent, today: date) -> Content:
    """What somebody did, with the text it was done to and the first line of their note."""
    change = event.change
    line = plain(f"{SUBJECT_SIGNS[change.subject]} ", content.MUTED) + plain(describe_change(event, today))
    if event.text:
        line += plain(": ", content.MUTED) + plain(event.text, "bold")
    note = change.note or str(change.after.get("note") or "")
    if change.subject is ChangeSubject.REQUEST and change.kind is ChangeKind.CREATED:
        note = str(change.after.get("text") or "")
    return line + plain(f"  {quoted(note.splitlines()[0])}" if note.strip() else "", content.MUTED)


def open_event(ctx: AppContext, event: ActivityEvent) -> None:
    """Open what was changed: a conversation, an action, or for anything else the page of the person."""
    change = event.change
    if change.subject is ChangeSubject.CONVERSATION:
        ctx.open(ReadConversation(change.subject_id))
    elif change.subject is ChangeSubject.ACTION:
        ctx.open(OpenAction(change.subject_id))
    else:
        ctx.open(OpenPerson(event.person_id))
