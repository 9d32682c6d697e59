"""Fills an empty database with the demonstration team, as if it had been used for a year."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from tui_app.domain.demo_team import DemoTeam
from tui_app.domain.errors import DomainError
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.demo import accounts, minutes, practice
from tui_app.services.demo.actions import action_records
from tui_app.services.demo.conversations import conversation_records
from tui_app.services.demo.history import DemoRecord, HistoryEvent, StoredConversation
from tui_app.services.demo.page_records import follow_up_records, goal_records, request_records, topic_records
from tui_app.storage import demo_data
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.demo_data import ColumnValues
from tui_app.storage.history.recording import to_json_values
from tui_app.storage.people import people

_WORKDAY_START = time(9)
_EVENT_INTERVAL = timedelta(minutes=35)
_DatedRow = tuple[datetime, ColumnValues]


def fill_database(team: DemoTeam, now: datetime) -> Viewer:
    """Store the team with its history: all of it, or nothing.

    Args:
        team: as read by `files.demo.read_demo_team`.
        now: needs a time zone; nothing is recorded later than this.

    Returns:
        The team's viewer, as an administrator.

    Raises:
        DomainError: `not_empty`: the database has people.
    """
    with writing(), bypassing_row_security():
        if people.has_any():
            raise DomainError("not_empty")
        ids = _store_people(team)
        templates = minutes.install_forms(team, now)
        stored_rows = list(conversation_records(team, ids, templates, now))
        conversation_ids, history_rows = _store(ChangeSubject.CONVERSATION, stored_rows, now)
        days = [(person.key, conversation.on) for person in team.people for conversation in person.conversations]
        stored = (
            StoredConversation(new, str(record.row["uid"]))
            for new, record in zip(conversation_ids, stored_rows, strict=True)
        )
        conversations = dict(zip(days, stored, strict=True))
        goal_ids, goal_rows = _store(ChangeSubject.GOAL, list(goal_records(team, ids, conversations)), now)
        history_rows += goal_rows
        keys = [(person.key, goal.key) for person in team.people for goal in person.goals]
        goals = dict(zip(keys, goal_ids, strict=True))
        for subject, records in (
            (ChangeSubject.ACTION, action_records(team, ids, goals, conversations, now.date())),
            (ChangeSubject.FOLLOW_UP, follow_up_records(team, ids)),
            (ChangeSubject.TOPIC, topic_records(team, ids)),
            (ChangeSubject.REQUEST, request_records(team, ids)),
        ):
            history_rows += _store(subject, list(records), now)[1]
        demo_data.add_history([row for _, row in sorted(history_rows, key=lambda one: one[0])])
        hashes = minutes.store_minutes(team, conversations, now)
        minutes.store_preparations(team, ids, conversations, now)
        accounts.store_accounts(team, ids, conversations, hashes, now)
        practice.store_practice(team, ids, conversations, now.date())
    name = next(person.name for person in team.people if person.key == team.viewer)
    return Viewer(ids[team.viewer], name, is_administrator=True)


def _store_people(team: DemoTeam) -> dict[str, int]:
    """Store people level by level from the top, because each row names its leader's id; person key -> id."""
    ids: dict[str, int] = {}
    level = [person for person in team.people if person.leader is None]
    while level:
        rows = [
            {
                "name": person.name,
                "employee_number": person.employee_number,
                "title": person.title,
                "unit": person.unit,
                "start_date": person.start_date,
                "leader_id": ids[person.leader] if person.leader else None,
                "is_administrator": person.key == team.viewer,
            }
            for person in level
        ]
        ids |= zip((person.key for person in level), demo_data.add_people(rows), strict=True)
        above = {person.key for person in level}
        level = [person for person in team.people if person.leader in above]
    return ids


def _store(subject: ChangeSubject, records: list[DemoRecord], now: datetime) -> tuple[list[int], list[_DatedRow]]:
    """Store records of one kind; their ids, and the history rows that are still to be stored."""
    ids = demo_data.add_records(subject, [record.row for record in records])
    rows: list[_DatedRow] = []
    for index, (record, subject_id) in enumerate(zip(records, ids, strict=True)):
        for event, at in zip(record.events, _event_times(record.events, index, now), strict=True):
            row = {
                "at": at,
                "by": event.by,
                "batch": uuid.uuid4().hex,
                "person": record.person_id,
                "subject": subject,
                "subject_id": subject_id,
                "kind": event.kind,
                "before": to_json_values(event.before),
                "after": to_json_values(event.after),
                "note": event.note,
            }
            rows.append((at, row))
    return ids, rows


def _event_times(events: tuple[HistoryEvent, ...], index: int, now: datetime) -> Iterator[datetime]:
    """When each event of the record at `index` happened: during working hours, in order, never after `now`."""
    for number, event in enumerate(events):
        start = datetime.combine(event.on, _WORKDAY_START, now.tzinfo) + timedelta(minutes=index * 7 % 60)
        yield min(start + number * _EVENT_INTERVAL, now)
