"""The rhythm of a team and its exceptions, pauses, and when each person's next follow-up is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.dates.public_holidays import PublicHolidays
from tui_app.domain.errors import ConflictError, InvalidInput, NotAllowed, NotFound
from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause, default_schedule, next_follow_up_date
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.team import TeamFacts
from tui_app.services.administration import public_holidays
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_stamp
from tui_app.storage.database import reading, writing
from tui_app.storage.follow_up import schedules
from tui_app.storage.follow_up.schedules import StoredSchedules
from tui_app.storage.history import history, recording
from tui_app.storage.people import people

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft, PauseDraft


@dataclass(frozen=True, slots=True)
class PersonSchedule:
    """The rhythm in which one person is followed up.

    Attributes:
        rhythm: the one that counts: the person's own, or the team's.
        is_own: which of the two.
        own_version: of the person's own, which a change of it names; 0 when none was ever set.
        pauses: the person's and the team's, by the first day.
        due_on: when the next follow-up is due; None while nothing is.
        is_typed: whether that day was set at the last follow-up, not by the rhythm.
        after_today: the day that the rhythm proposes when they are followed up today.
    """

    person: Person
    rhythm: FollowUpSchedule
    is_own: bool
    own_version: int
    pauses: tuple[Pause, ...]
    due_on: date | None
    is_typed: bool
    after_today: date


@dataclass(frozen=True, slots=True)
class TeamSchedule:
    """The rhythm of one leader's team, its pauses, and how each person in it is followed up."""

    leader: Person
    rhythm: FollowUpSchedule
    pauses: tuple[Pause, ...]
    people: tuple[PersonSchedule, ...]


def team_schedules(viewer: Viewer, now: datetime) -> tuple[TeamSchedule, ...]:
    """The rhythm of one's own team, and of those for whose leaders one stands in today."""
    today = now.date()
    with reading(viewer):
        known = public_holidays.load()
        found = people.reports(viewer.leads_as, today, except_id=viewer.id)
        stored = schedules.of_people(found, viewer.leads_as)
        held = schedules_of(found, now, known, stored)
        leaders = [one for one in map(people.get, sorted(viewer.leads_as)) if one is not None]
    public_holidays.save_learned(known)
    return tuple(
        TeamSchedule(
            leader,
            stored.by_leader.get(leader.id) or default_schedule(leader.id, is_team=True),
            _pauses(stored, leader.id, is_team=True),
            tuple(one for one in held if one.person.leader_id == leader.id),
        )
        for leader in sorted(leaders, key=lambda leader: leader.id != viewer.id)
    )


def schedules_of(
    found: Sequence[Person], now: datetime, known: PublicHolidays, stored: StoredSchedules | None = None
) -> list[PersonSchedule]:
    """How each of these people is followed up. A fixed number of queries; call it inside a scope."""
    ids = [person.id for person in found]
    stored = stored or schedules.of_people(found)
    checks, agreed = schedules.last_follow_up_dates(ids), schedules.oldest_open_agreed_at(ids)
    return [
        _person_schedule(person, stored, checks.get(person.id, (None, None)), agreed.get(person.id), now, known)
        for person in found
    ]


def _person_schedule(
    person: Person,
    stored: StoredSchedules,
    check: tuple[date | None, date | None],
    agreed: datetime | None,
    now: datetime,
    known: PublicHolidays,
) -> PersonSchedule:
    own = stored.by_person.get(person.id)
    is_own = own is not None and own.is_set
    leader_id = person.leader_id or 0
    team = stored.by_leader.get(leader_id) or default_schedule(leader_id, is_team=True)
    rhythm = own if own is not None and is_own else team
    pauses = sorted(
        (*_pauses(stored, person.id, is_team=False), *_pauses(stored, leader_id, is_team=True)),
        key=lambda pause: (pause.first, pause.id),
    )
    last, typed = check
    begun = agreed.astimezone(now.tzinfo).date() if agreed else None
    return PersonSchedule(
        person=person,
        rhythm=rhythm,
        is_own=is_own,
        own_version=own.version if own else 0,
        pauses=tuple(pauses),
        due_on=next_follow_up_date(last, typed, begun, rhythm, pauses, known),
        is_typed=typed is not None,
        after_today=_due_after(now.date(), rhythm, pauses, known),
    )


def _due_after(today: date, rhythm: FollowUpSchedule, pauses: Sequence[Pause], known: PublicHolidays) -> date:
    due = next_follow_up_date(today, None, None, rhythm, pauses, known)
    assert due is not None
    return due


def _pauses(stored: StoredSchedules, person_id: int, *, is_team: bool) -> tuple[Pause, ...]:
    return tuple(pause for pause in stored.pauses if (pause.person_id, pause.is_team) == (person_id, is_team))


def with_due_dates(facts: Sequence[TeamFacts], now: datetime, known: PublicHolidays) -> list[TeamFacts]:
    """Facts with the day of the next follow-up, by what was typed or by the rhythm. Call it inside a scope."""
    people_ = [one.person for one in facts]
    stored = schedules.of_people(people_)
    agreed = schedules.oldest_open_agreed_at([person.id for person in people_])
    return [_with_due_date(one, stored, agreed, now, known) for one in facts]


def _with_due_date(
    one: TeamFacts, stored: StoredSchedules, agreed: Mapping[int, datetime], now: datetime, known: PublicHolidays
) -> TeamFacts:
    check = (one.last_follow_up, one.next_follow_up)
    held = _person_schedule(one.person, stored, check, agreed.get(one.person.id), now, known)
    team = stored.by_leader.get(one.person.leader_id or 0) or default_schedule(0, is_team=True)
    return replace(
        one,
        next_follow_up=held.due_on,
        conversation_months=team.months,
        away_until=_away_until(held.pauses, now.date()),
    )


def _away_until(pauses: Iterable[Pause], today: date) -> date | None:
    return max((pause.last for pause in pauses if pause.covers(today)), default=None)


def set_team_schedule(
    viewer: Viewer, now: datetime, leader_id: int, version: int, draft: FollowUpScheduleDraft
) -> Receipt:
    """Set how often a leader's team is followed up and talked with.

    Args:
        version: of the rhythm that was seen; 0 when there was none.

    Raises:
        NotAllowed: the team is not theirs to lead.
        InvalidInput: neither weeks nor days.
        ConflictError: somebody changed it since.
    """
    if not access.may_set_schedule(viewer, leader_id):
        raise NotAllowed()
    if not (draft.often.weeks or draft.often.days):
        raise InvalidInput({"often": "missing"})
    values = {"weeks": draft.often.weeks, "days": draft.often.days, "months": draft.months}
    with writing(viewer):
        return _store(viewer, now, leader_id, values, version, is_team=True)


def set_person_schedule(
    viewer: Viewer, now: datetime, person_id: int, version: int, draft: FollowUpScheduleDraft
) -> Receipt:
    """Set how often one person is followed up, in place of their team's rhythm; nothing said follows the team again.

    Raises:
        NotFound, NotAllowed: nobody there, or not theirs to lead.
        ConflictError: somebody changed it since `version` was seen.
    """
    with writing(viewer):
        _require_leads_person(viewer, person_id)
        values = {"weeks": draft.often.weeks, "days": draft.often.days}
        return _store(viewer, now, person_id, values, version, is_team=False)


def _store(
    viewer: Viewer, now: datetime, person_id: int, values: Mapping[str, object], version: int, *, is_team: bool
) -> Receipt:
    current = schedules.get_schedule(person_id, is_team=is_team)
    known = current or default_schedule(person_id, is_team=is_team)
    if known.version != version:
        raise ConflictError(known, history.last_changed_by(ChangeSubject.SCHEDULE, known.id))
    changed = {name: value for name, value in values.items() if value != getattr(known, name)}
    if not changed:
        return NOTHING_CHANGED
    done = change_stamp(viewer, now)
    if current is None:
        new = recording.create(
            ChangeSubject.SCHEDULE, person_id, {**values, "person": person_id, "is_team": is_team}, done
        )
        return Receipt(done.batch, 1, new)
    recording.update(ChangeSubject.SCHEDULE, current, ChangeKind.EDITED, changed, version, done)
    return Receipt(done.batch, 1, current.id)


def add_pause(viewer: Viewer, now: datetime, person_id: int, draft: PauseDraft, *, is_team: bool) -> Receipt:
    """Let no follow-up fall due on some days: a person's, or with `is_team` those of this leader's whole team.

    Raises:
        NotFound, NotAllowed: nobody there, or not theirs to lead.
    """
    with writing(viewer):
        _require_leads(viewer, person_id, is_team=is_team)
        done = change_stamp(viewer, now)
        values = draft.model_dump() | {"person": person_id, "is_team": is_team}
        return Receipt(done.batch, 1, recording.create(ChangeSubject.PAUSE, person_id, values, done))


def withdraw_pause(viewer: Viewer, now: datetime, pause_id: int, version: int) -> Receipt:
    """Take a pause away again.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to lead.
        ConflictError: somebody changed it since `version` was seen.
    """
    with writing(viewer):
        found = schedules.get_pause(pause_id)
        if found is None or found.is_withdrawn:
            raise NotFound()
        _require_leads(viewer, found.person_id, is_team=found.is_team)
        done = change_stamp(viewer, now)
        if not recording.update(ChangeSubject.PAUSE, found, ChangeKind.STATUS, {"is_withdrawn": True}, version, done):
            raise ConflictError(found, history.last_changed_by(ChangeSubject.PAUSE, pause_id))
        return Receipt(done.batch, 1, pause_id)


def _require_leads(viewer: Viewer, person_id: int, *, is_team: bool) -> None:
    if not is_team:
        _require_leads_person(viewer, person_id)
    elif not access.may_set_schedule(viewer, person_id):
        raise NotAllowed()


def _require_leads_person(viewer: Viewer, person_id: int) -> None:
    person = people.get(person_id)
    if person is None:
        raise NotFound()
    if not access.leads(viewer, person):
        raise NotAllowed()
