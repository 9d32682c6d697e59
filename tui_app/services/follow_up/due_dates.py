"""When people are followed up next, by the schedules that apply to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain.dates.clock import is_from_wrong_clock
from tui_app.domain.dates.public_holidays import PublicHolidays
from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause, default_schedule, next_follow_up_date
from tui_app.domain.records.person import Person
from tui_app.domain.team import TeamFacts
from tui_app.storage.follow_up import schedules
from tui_app.storage.follow_up.schedules import StoredSchedules


class PersonSchedule(Struct, frozen=True):
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
    pauses = (*pauses_on(stored, person.id, is_team=False), *pauses_on(stored, person.leader_id or 0, is_team=True))
    return tuple(sorted(pauses, key=lambda pause: (pause.first, pause.id)))


def _due_after(today: date, schedule: FollowUpSchedule, pauses: Sequence[Pause], holidays: PublicHolidays) -> date:
    due = next_follow_up_date(today, None, None, schedule, pauses, holidays)
    assert due is not None
    return due


def pauses_on(stored: StoredSchedules, person_id: int, *, is_team: bool) -> tuple[Pause, ...]:
    """The pauses of one person, or of a leader's whole team."""
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
