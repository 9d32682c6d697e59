"""Follow-up schedules: how often people are followed up, pauses, and when the next follow-up is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from tui_app.domain import access
from tui_app.domain.errors import DomainError, InvalidInput, NotFound
from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause, default_schedule
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_person, require
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_or_conflict, change_stamp, conflict
from tui_app.services.follow_up.due_dates import PersonSchedule, pauses_on, schedules_of
from tui_app.storage.database import reading, writing
from tui_app.storage.follow_up import schedules
from tui_app.storage.history import recording
from tui_app.storage.people import people
from tui_app.storage.row_locks import lock_belongings

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft, PauseDraft


class TeamSchedule(Struct, frozen=True):
    """The schedule of one leader's team, its pauses, and the schedule of each person in it."""

    leader: Person
    schedule: FollowUpSchedule
    pauses: tuple[Pause, ...]
    people: tuple[PersonSchedule, ...]


def team_schedules(viewer: Viewer, now: datetime) -> tuple[TeamSchedule, ...]:
    """The schedules of the viewer's team, and of teams whose leader the viewer covers for today."""
    today = now.date()
    with reading(viewer):
        holidays = public_holidays.load()
        found = people.reports(viewer.leads_as, today, except_id=viewer.id)
        stored = schedules.of_people(found, viewer.leads_as)
        person_schedules = schedules_of(found, now, holidays, stored)
        leaders = [one for one in map(people.get, sorted(viewer.leads_as)) if one is not None]
    public_holidays.save_learned(holidays)
    return tuple(
        TeamSchedule(
            leader,
            stored.by_leader.get(leader.id) or default_schedule(leader.id, is_team=True),
            pauses_on(stored, leader.id, is_team=True),
            tuple(one for one in person_schedules if one.person.leader_id == leader.id),
        )
        for leader in sorted(leaders, key=lambda leader: leader.id != viewer.id)
    )


def set_team_schedule(
    viewer: Viewer, now: datetime, leader_id: int, version: int, draft: FollowUpScheduleDraft
) -> Receipt:
    """Set how often a leader's team is followed up and has conversations.

    Args:
        version: version of the team's schedule that the change is based on; 0 if there was none.

    Raises:
        NotAllowed: the viewer does not lead the team.
        InvalidInput: neither weeks nor days are given.
        ConflictError: somebody has changed it since `version`.
    """
    require(access.may_set_schedule(viewer, leader_id))
    if not (draft.often.weeks or draft.often.days):
        raise InvalidInput({"often": "missing"})
    values = {"weeks": draft.often.weeks, "days": draft.often.days, "months": draft.months}
    with writing(viewer):
        return _store(viewer, now, leader_id, values, version, is_team=True)


def set_person_schedule(
    viewer: Viewer, now: datetime, person_id: int, version: int, draft: FollowUpScheduleDraft
) -> Receipt:
    """Set how often one person is followed up, instead of the team's schedule; an empty draft returns to the team's.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer does not lead them.
        ConflictError: somebody has changed it since `version`.
    """
    with writing(viewer):
        _require_leads(viewer, person_id, is_team=False)
        values = {"weeks": draft.often.weeks, "days": draft.often.days}
        return _store(viewer, now, person_id, values, version, is_team=False)


def _store(
    viewer: Viewer, now: datetime, person_id: int, values: Mapping[str, object], version: int, *, is_team: bool
) -> Receipt:
    lock_belongings(person_id)
    current = schedules.get_schedule(person_id, is_team=is_team)
    before = current or default_schedule(person_id, is_team=is_team)
    if before.version != version:
        raise conflict(ChangeSubject.SCHEDULE, before)
    changed = {name: value for name, value in values.items() if value != getattr(before, name)}
    if not changed:
        return NOTHING_CHANGED
    stamp = change_stamp(viewer, now)
    if current is None:
        new = recording.create(
            ChangeSubject.SCHEDULE, person_id, {**values, "person": person_id, "is_team": is_team}, stamp
        )
        return Receipt(stamp.batch, 1, new)
    change_or_conflict(ChangeSubject.SCHEDULE, current, ChangeKind.EDITED, changed, version, stamp)
    return Receipt(stamp.batch, 1, current.id)


def add_pause(viewer: Viewer, now: datetime, person_id: int, draft: PauseDraft, *, is_team: bool) -> Receipt:
    """Add a pause in which no follow-up falls due: for one person, or with `is_team` for this leader's whole team.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer does not lead them or the team.
        DomainError: `pause_overlaps`: there is another pause on some of these days; has its first and last day.
    """
    with writing(viewer):
        _require_leads(viewer, person_id, is_team=is_team)
        lock_belongings(person_id)
        if other := schedules.overlapping_pause(person_id, draft.first, draft.last, is_team=is_team):
            raise DomainError("pause_overlaps", first=other.first, last=other.last)
        stamp = change_stamp(viewer, now)
        values = draft.model_dump() | {"person": person_id, "is_team": is_team}
        return Receipt(stamp.batch, 1, recording.create(ChangeSubject.PAUSE, person_id, values, stamp))


def withdraw_pause(viewer: Viewer, now: datetime, pause_id: int, version: int) -> Receipt:
    """Remove a pause.

    Raises:
        NotFound, NotAllowed: no such pause, or the viewer does not lead the person or the team.
        ConflictError: somebody has changed it since `version`.
    """
    with writing(viewer):
        pause = schedules.get_pause(pause_id)
        if pause is None or pause.is_withdrawn:
            raise NotFound()
        _require_leads(viewer, pause.person_id, is_team=pause.is_team)
        stamp = change_stamp(viewer, now)
        change_or_conflict(ChangeSubject.PAUSE, pause, ChangeKind.STATUS, {"is_withdrawn": True}, version, stamp)
        return Receipt(stamp.batch, 1, pause_id)


def _require_leads(viewer: Viewer, person_id: int, *, is_team: bool) -> None:
    if is_team:
        require(access.may_set_schedule(viewer, person_id))
    else:
        require(access.leads(viewer, get_person(person_id)))
