"""Follow-up schedules: how often people are followed up, pauses, and when the next follow-up is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.dates.clock import is_from_wrong_clock
from tui_app.domain.dates.public_holidays import PublicHolidays
from tui_app.domain.errors import DomainError, InvalidInput, NotFound
from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause, default_schedule, next_follow_up_date
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.team import TeamFacts
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_person, require
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_or_conflict, change_stamp, conflict
from tui_app.storage.database import reading, writing
from tui_app.storage.follow_up import schedules
from tui_app.storage.follow_up.schedules import StoredSchedules
from tui_app.storage.history import recording
from tui_app.storage.people import people
from tui_app.storage.row_locks import lock_belongings

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft, PauseDraft


@dataclass(frozen=True, slots=True)
class PersonSchedule:
    """When one person is followed up.

    Attributes:
        schedule: the schedule that applies: the person's own, otherwise the team's.
        is_individual: True if it is the person's own.
        individual_version: version of the person's own schedule, for changing it; 0 if they never had one.
        pauses: the person's and the team's, by first day.
        due_on: when the next follow-up is due; None if there is nothing to follow up.
        is_manual: True if that date was chosen at the last follow-up instead of calculated.
        next_if_done_today: the next date that the schedule gives if the person is followed up today.
    """

    person: Person
    schedule: FollowUpSchedule
    is_individual: bool
    individual_version: int
    pauses: tuple[Pause, ...]
    due_on: date | None
    is_manual: bool
    next_if_done_today: date


@dataclass(frozen=True, slots=True)
class TeamSchedule:
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
            _pauses(stored, leader.id, is_team=True),
            tuple(one for one in person_schedules if one.person.leader_id == leader.id),
        )
        for leader in sorted(leaders, key=lambda leader: leader.id != viewer.id)
    )


def schedules_of(
    found: Sequence[Person], now: datetime, holidays: PublicHolidays, stored: StoredSchedules | None = None
) -> list[PersonSchedule]:
    """The schedules of these people, in a fixed number of queries. Call it inside a scope."""
    ids = [person.id for person in found]
    stored = stored or schedules.of_people(found)
    last_dates, agreed_at = schedules.last_follow_up_dates(ids), schedules.oldest_open_agreed_at(ids)
    return [
        _person_schedule(
            person, stored, last_dates.get(person.id, (None, None)), agreed_at.get(person.id), now, holidays
        )
        for person in found
    ]


def _person_schedule(
    person: Person,
    stored: StoredSchedules,
    last_dates: tuple[date | None, date | None],
    agreed_at: datetime | None,
    now: datetime,
    holidays: PublicHolidays,
) -> PersonSchedule:
    individual = stored.by_person.get(person.id)
    is_individual = individual is not None and individual.is_set
    leader_id = person.leader_id or 0
    team = stored.by_leader.get(leader_id) or default_schedule(leader_id, is_team=True)
    schedule = individual if individual is not None and is_individual else team
    pauses = _pauses_of(person, stored)
    last_on, chosen_next = last_dates
    if last_on is not None and is_from_wrong_clock(last_on, now):
        last_on, chosen_next = None, None
    open_since = min(agreed_at, now).astimezone(now.tzinfo).date() if agreed_at else None
    return PersonSchedule(
        person=person,
        schedule=schedule,
        is_individual=is_individual,
        individual_version=individual.version if individual else 0,
        pauses=pauses,
        due_on=next_follow_up_date(last_on, chosen_next, open_since, schedule, pauses, holidays),
        is_manual=chosen_next is not None,
        next_if_done_today=_due_after(now.date(), schedule, pauses, holidays),
    )


def pauses_by_person(team: Iterable[Person], stored: StoredSchedules) -> dict[int, tuple[Pause, ...]]:
    """Person id -> the person's and the team's pauses, by first day."""
    return {person.id: _pauses_of(person, stored) for person in team}


def _pauses_of(person: Person, stored: StoredSchedules) -> tuple[Pause, ...]:
    pauses = (*_pauses(stored, person.id, is_team=False), *_pauses(stored, person.leader_id or 0, is_team=True))
    return tuple(sorted(pauses, key=lambda pause: (pause.first, pause.id)))


def _due_after(today: date, schedule: FollowUpSchedule, pauses: Sequence[Pause], holidays: PublicHolidays) -> date:
    due = next_follow_up_date(today, None, None, schedule, pauses, holidays)
    assert due is not None
    return due


def _pauses(stored: StoredSchedules, person_id: int, *, is_team: bool) -> tuple[Pause, ...]:
    return tuple(pause for pause in stored.pauses if (pause.person_id, pause.is_team) == (person_id, is_team))


def with_due_dates(facts: Sequence[TeamFacts], now: datetime, holidays: PublicHolidays) -> list[TeamFacts]:
    """The facts with the date of each person's next follow-up. Call it inside a scope."""
    team = [person_facts.person for person_facts in facts]
    stored = schedules.of_people(team)
    agreed_at = schedules.oldest_open_agreed_at([person.id for person in team])
    return [_with_due_date(person_facts, stored, agreed_at, now, holidays) for person_facts in facts]


def _with_due_date(
    facts: TeamFacts,
    stored: StoredSchedules,
    agreed_at: Mapping[int, datetime],
    now: datetime,
    holidays: PublicHolidays,
) -> TeamFacts:
    last_dates = (facts.last_follow_up, facts.next_follow_up)
    person_schedule = _person_schedule(facts.person, stored, last_dates, agreed_at.get(facts.person.id), now, holidays)
    team = stored.by_leader.get(facts.person.leader_id or 0) or default_schedule(0, is_team=True)
    return replace(
        facts,
        next_follow_up=person_schedule.due_on,
        conversation_months=team.months,
        away_until=_away_until(person_schedule.pauses, now.date()),
    )


def _away_until(pauses: Iterable[Pause], today: date) -> date | None:
    return max((pause.last for pause in pauses if pause.covers(today)), default=None)


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
