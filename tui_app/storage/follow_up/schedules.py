"""Queries about follow-up schedules and pauses, and the dates from which the next follow-up is calculated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import peewee as pw
from msgspec import Struct

from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person
from tui_app.storage.actions.actions import OPEN_STATUSES
from tui_app.storage.follow_up.follow_ups import latest_follow_ups
from tui_app.storage.queries.prepared import prepared
from tui_app.storage.tables import registry as tables


class StoredSchedules(Struct, frozen=True):
    """The stored schedules and pauses that apply to some people.

    Attributes:
        by_leader: the schedules of teams, by leader id.
        by_person: individual schedules, by person id.
        pauses: pauses of teams and of people, by first day.
    """

    by_leader: Mapping[int, FollowUpSchedule]
    by_person: Mapping[int, FollowUpSchedule]
    pauses: Sequence[Pause]


def of_people(people: Sequence[Person], leader_ids: Collection[int] = ()) -> StoredSchedules:
    """Return the schedules and pauses that apply to some people, and those of the teams of `leader_ids`."""
    leaders = {person.leader_id for person in people if person.leader_id is not None} | set(leader_ids)
    ids = [person.id for person in people]
    wanted = tuple(ids), tuple(leaders), (*ids, *leaders)
    schedules = [_schedule(row) for row in _schedules_for(*wanted)]
    return StoredSchedules(
        by_leader={schedule.person_id: schedule for schedule in schedules if schedule.is_team},
        by_person={schedule.person_id: schedule for schedule in schedules if not schedule.is_team},
        pauses=tuple(_pause(row) for row in _pauses_for(*wanted)),
    )


@prepared
def _schedules_for(ids: Sequence[int], leaders: Sequence[int], everybody: Sequence[int]) -> pw.ModelSelect:
    return _select_for(tables.FollowUpSchedule, ids, leaders, everybody).dicts()


@prepared
def _pauses_for(ids: Sequence[int], leaders: Sequence[int], everybody: Sequence[int]) -> pw.ModelSelect:
    pause = tables.Pause
    query = _select_for(pause, ids, leaders, everybody).where(pause.is_withdrawn == False)  # noqa: E712
    return query.order_by(pause.first, pause.id).dicts()


def _select_for(table: Any, ids: Sequence[int], leaders: Sequence[int], everybody: Sequence[int]) -> pw.ModelSelect:
    individual = table.person.in_(ids) & (table.is_team == False)  # noqa: E712
    of_teams = table.person.in_(leaders) & (table.is_team == True)  # noqa: E712
    return table.select().where(table.person.in_(everybody), individual | of_teams)


def _schedule(row: Mapping[str, Any]) -> FollowUpSchedule:
    return FollowUpSchedule(
        row["id"], row["person"], row["is_team"], row["weeks"], row["days"], row["months"], version=row["version"]
    )


def _pause(row: Mapping[str, Any]) -> Pause:
    return Pause(
        row["id"],
        row["person"],
        row["is_team"],
        row["first"],
        row["last"],
        row["kind"],
        row["is_withdrawn"],
        version=row["version"],
    )


def get_schedule(person_id: int, *, is_team: bool) -> FollowUpSchedule | None:
    """Return the schedule of a leader's team, or a person's individual one, or None."""
    table = tables.FollowUpSchedule
    row = table.select().where(table.person == person_id, table.is_team == is_team).dicts().first()
    return _schedule(row) if row else None


def is_about_team(subject: ChangeSubject, record_id: int) -> bool:
    """True if a schedule or pause is that of a leader's team, False if it is a person's own."""
    table = tables.TABLES_BY_SUBJECT[subject]
    return bool(table.select(table.is_team).where(table.id == record_id).scalar())


def get_pause(pause_id: int) -> Pause | None:
    """Return the pause, or None; withdrawn ones too."""
    row = tables.Pause.select().where(tables.Pause.id == pause_id).dicts().first()
    return _pause(row) if row else None


def pauses_of(person_id: int, *, is_team: bool) -> tuple[Pause, ...]:
    """Return the pauses of a person, or of the team they lead, by first day; withdrawn ones too."""
    table = tables.Pause
    query = table.select().where(table.person == person_id, table.is_team == is_team)
    return tuple(_pause(row) for row in query.order_by(table.first, table.id).dicts())


def overlapping_pause(person_id: int, first: date, last: date, *, is_team: bool) -> Pause | None:
    """Return the first pause of a person, or of the team they lead, that has some of these days; None if none has."""
    table = tables.Pause
    query = table.select().where(
        table.person == person_id,
        table.is_team == is_team,
        table.is_withdrawn == False,  # noqa: E712
        table.first <= last,
        table.last >= first,
    )
    row = query.order_by(table.first, table.id).dicts().first()
    return _pause(row) if row else None


def last_follow_up_dates(person_ids: Sequence[int]) -> dict[int, tuple[date, date | None]]:
    """Return the date of each person's last follow-up and the date it set for the next one, by person id."""
    return {row["person"]: (row["last_on"], row["next_on"]) for row in latest_follow_ups(tuple(person_ids))}


def oldest_open_agreed_at(person_ids: Sequence[int]) -> dict[int, datetime]:
    """Return when the oldest of each person's open actions was created, by person id."""
    to_time = tables.UtcField().python_value
    return {row["person"]: to_time(row["agreed"]) for row in _oldest_open(tuple(person_ids))}


@prepared
def _oldest_open(person_ids: Sequence[int]) -> pw.ModelSelect:
    action, change = tables.Action, tables.History
    return (
        action.select(action.person, pw.fn.MIN(change.at).alias("agreed"))
        .join(change, on=((change.subject == ChangeSubject.ACTION) & (change.subject_id == action.id)))
        .where(
            action.person.in_(person_ids),
            action.status.in_(OPEN_STATUSES),
            change.kind == ChangeKind.CREATED,
            change.undone == False,  # noqa: E712
        )
        .group_by(action.person)
        .dicts()
    )
