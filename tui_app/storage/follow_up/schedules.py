"""Queries about rhythms and pauses, and what the day of the next follow-up is counted from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee as pw

from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person
from tui_app.storage.actions.actions import OPEN_STATUSES
from tui_app.storage.follow_up.follow_ups import latest_follow_ups
from tui_app.storage.tables import registry as tables


@dataclass(frozen=True, slots=True)
class StoredSchedules:
    """What is stored about some people: their teams' rhythms by leader id, their own by person id, and pauses."""

    teams: Mapping[int, FollowUpSchedule]
    own: Mapping[int, FollowUpSchedule]
    pauses: Sequence[Pause]


def of_people(people: Sequence[Person], leader_ids: Collection[int] = ()) -> StoredSchedules:
    """The rhythms and pauses that hold for some people, and those of the teams of some leaders."""
    leaders = {person.leader_id for person in people if person.leader_id is not None} | set(leader_ids)
    ids = [person.id for person in people]
    found = [_schedule(row) for row in _select_for(tables.FollowUpSchedule, ids, leaders).dicts()]
    pause = tables.Pause
    pauses = _select_for(pause, ids, leaders).where(pause.is_withdrawn == False)  # noqa: E712
    return StoredSchedules(
        teams={one.person_id: one for one in found if one.is_team},
        own={one.person_id: one for one in found if not one.is_team},
        pauses=tuple(_pause(row) for row in pauses.order_by(pause.first, pause.id).dicts()),
    )


def _select_for(table: Any, ids: Collection[int], leaders: Collection[int]) -> pw.ModelSelect:
    theirs = table.person.in_(list(ids)) & (table.is_team == False)  # noqa: E712
    teams = table.person.in_(list(leaders)) & (table.is_team == True)  # noqa: E712
    return table.select().where(table.person.in_([*ids, *leaders]), theirs | teams)


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
    """The stored rhythm of a leader's team, or a person's own; None when there is none."""
    table = tables.FollowUpSchedule
    row = table.select().where(table.person == person_id, table.is_team == is_team).dicts().first()
    return _schedule(row) if row else None


def get_pause(pause_id: int) -> Pause | None:
    """The pause, or None."""
    row = tables.Pause.select().where(tables.Pause.id == pause_id).dicts().first()
    return _pause(row) if row else None


def pauses_of_person(person_id: int) -> tuple[Pause, ...]:
    """A person's own pauses, by the first day."""
    table = tables.Pause
    query = table.select().where(table.person == person_id, table.is_team == False)  # noqa: E712
    return tuple(_pause(row) for row in query.order_by(table.first, table.id).dicts())


def last_follow_up_dates(ids: Sequence[int]) -> dict[int, tuple[date, date | None]]:
    """By person id: the day of the last follow-up, and the date that was set for the next one."""
    return {row["person"]: (row["last_on"], row["next_on"]) for row in latest_follow_ups(ids).dicts()}


def oldest_open_agreed_at(ids: Sequence[int]) -> dict[int, datetime]:
    """By person id: when the oldest of their open actions was agreed."""
    action, told = tables.Action, tables.History
    query = (
        action.select(action.person, pw.fn.MIN(told.at).alias("agreed"))
        .join(told, on=((told.subject == ChangeSubject.ACTION) & (told.subject_id == action.id)))
        .where(
            action.person.in_(ids),
            action.status.in_(OPEN_STATUSES),
            told.kind == ChangeKind.CREATED,
            told.undone == False,  # noqa: E712
        )
        .group_by(action.person)
    )
    return {row["person"]: tables.UtcField().python_value(row["agreed"]) for row in query.dicts()}
