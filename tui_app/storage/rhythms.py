"""Queries about rhythms and pauses, and what the day of the next follow-up is counted from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee as pw

from tui_app.domain.records import ChangeKind, Person, Subject
from tui_app.domain.rhythm import Pause, Rhythm
from tui_app.storage import tables
from tui_app.storage.actions import OPEN
from tui_app.storage.team import last_follow_ups


@dataclass(frozen=True, slots=True)
class Rhythms:
    """What is stored about some people: their teams' rhythms by leader id, their own by person id, and pauses."""

    teams: Mapping[int, Rhythm]
    own: Mapping[int, Rhythm]
    pauses: Sequence[Pause]


def of_people(people: Sequence[Person], leader_ids: Collection[int] = ()) -> Rhythms:
    """The rhythms and pauses that hold for some people, and those of the teams of some leaders."""
    leaders = {person.leader_id for person in people if person.leader_id is not None} | set(leader_ids)
    ids = [person.id for person in people]
    found = [_rhythm(row) for row in _concerning(tables.Rhythm, ids, leaders).dicts()]
    pause = tables.Pause
    pauses = _concerning(pause, ids, leaders).where(pause.is_withdrawn == False)  # noqa: E712
    return Rhythms(
        teams={one.person_id: one for one in found if one.is_team},
        own={one.person_id: one for one in found if not one.is_team},
        pauses=tuple(_pause(row) for row in pauses.order_by(pause.first, pause.id).dicts()),
    )


def _concerning(table: Any, ids: Collection[int], leaders: Collection[int]) -> pw.ModelSelect:
    theirs = table.person.in_(list(ids)) & (table.is_team == False)  # noqa: E712
    teams = table.person.in_(list(leaders)) & (table.is_team == True)  # noqa: E712
    return table.select().where(table.person.in_([*ids, *leaders]), theirs | teams)


def _rhythm(row: Mapping[str, Any]) -> Rhythm:
    return Rhythm(
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


def rhythm(person_id: int, *, is_team: bool) -> Rhythm | None:
    """The stored rhythm of a leader's team, or a person's own; None when there is none."""
    table = tables.Rhythm
    row = table.select().where(table.person == person_id, table.is_team == is_team).dicts().first()
    return _rhythm(row) if row else None


def pause(pause_id: int) -> Pause | None:
    """The pause, or None."""
    row = tables.Pause.select().where(tables.Pause.id == pause_id).dicts().first()
    return _pause(row) if row else None


def pauses_of(person_id: int) -> tuple[Pause, ...]:
    """A person's own pauses, by the first day."""
    table = tables.Pause
    query = table.select().where(table.person == person_id, table.is_team == False)  # noqa: E712
    return tuple(_pause(row) for row in query.order_by(table.first, table.id).dicts())


def last_checks(ids: Sequence[int]) -> dict[int, tuple[date, date | None]]:
    """By person id: the day of the last follow-up, and the date that was set for the next one."""
    return {row["person"]: (row["last_on"], row["next_on"]) for row in last_follow_ups(ids).dicts()}


def first_agreed(ids: Sequence[int]) -> dict[int, datetime]:
    """By person id: when the oldest of their open actions was agreed."""
    action, told = tables.Action, tables.History
    query = (
        action.select(action.person, pw.fn.MIN(told.at).alias("agreed"))
        .join(told, on=((told.subject == Subject.ACTION) & (told.subject_id == action.id)))
        .where(
            action.person.in_(ids),
            action.status.in_(OPEN),
            told.kind == ChangeKind.CREATED,
            told.undone == False,  # noqa: E712
        )
        .group_by(action.person)
    )
    return {row["person"]: tables.UtcField().python_value(row["agreed"]) for row in query.dicts()}
