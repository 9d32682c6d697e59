"""Stand-ins: somebody leads the team of a leader who is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import InvalidInput, NotFound
from tui_app.domain.records.person import StandIn, Viewer
from tui_app.services.authorize import require_account_administrator
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people, stand_ins


def current_and_upcoming(viewer: Viewer, now: datetime) -> tuple[StandIn, ...]:
    """Stand-ins of today and later.

    Raises:
        NotAllowed: not an administrator.
    """
    require_account_administrator(viewer)
    with reading(viewer):
        return stand_ins.ending_from(now.date())


def add(viewer: Viewer, now: datetime, leader_id: int, stand_in_id: int, first: date, last: date) -> int:
    """Let somebody lead the team of a leader who is away; the id of the stand-in.

    The leader and the team are told, because the stand-in can read the team's pages on those days.

    Raises:
        NotAllowed: not an administrator.
        InvalidInput: no such person, the leader themselves, or the last day is before the first or before today.
    """
    require_account_administrator(viewer)
    problems = {}
    if last < first or last < now.date():
        problems["last"] = "ends_before"
    if stand_in_id == leader_id:
        problems["stand_in_id"] = "same_person"
    with writing(viewer):
        for field, person_id in (("leader_id", leader_id), ("stand_in_id", stand_in_id)):
            person = people.get(person_id)
            if person is None or person.has_left(now.date()):
                problems.setdefault(field, "unknown_person")
        if problems:
            raise InvalidInput(problems)
        added = stand_ins.add(leader_id, stand_in_id, first, last)
        days = {"first": first.isoformat(), "last": last.isoformat()}
        _tell_all(viewer, now, leader_id, stand_in_id, days)
        return added


def _tell_all(viewer: Viewer, now: datetime, leader_id: int, stand_in_id: int, details: Mapping[str, object]) -> None:
    """Tell the stand-in, the leader and the team: log it about each of them. Call it last in a transaction."""
    team = people.reports([leader_id], now.date(), except_id=stand_in_id)
    told = dict.fromkeys((stand_in_id, leader_id, *(person.id for person in team)))
    about = {"leader": leader_id, "stand_in": stand_in_id, **details}
    audit_log.add_many([AuditEntry(now, AuditKind.STAND_IN, viewer.id, person_id, details=about) for person_id in told])


def end(viewer: Viewer, now: datetime, stand_in_id: int) -> None:
    """End a stand-in from today on. Who was told that it would be is told that it is over.

    Raises:
        NotFound, NotAllowed: no such stand-in today or later, or not an administrator.
    """
    require_account_administrator(viewer)
    with writing(viewer):
        found = stand_ins.get(stand_in_id)
        if found is None or found.last < now.date():
            raise NotFound()
        yesterday = now.date() - timedelta(days=1)
        stand_ins.end(stand_in_id, yesterday)
        details: dict[str, object] = {"ended": "early", "last": yesterday.isoformat()}
        if found.first > yesterday:
            details = found.as_details() | {"ended": "unused"}
        _tell_all(viewer, now, found.leader_id, found.stand_in_id, details)
