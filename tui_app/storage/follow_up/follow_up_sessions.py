"""Queries about follow-up sessions in progress, with one person and with a team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import peewee as pw

from tui_app.domain.follow_up.session import FollowUpOutcome, FollowUpProgress, TeamFollowUpProgress
from tui_app.storage import versioned
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import upsert


def get(owner_id: int, person_id: int) -> FollowUpProgress | None:
    """Return the progress of a session with a person, or None if there is none."""
    return _read(tables.FollowUpSession.select(), owner_id, person_id)


def get_to_change(owner_id: int, person_id: int) -> FollowUpProgress | None:
    """Return the progress as `get` does; until the transaction ends nobody else changes it."""
    query = tables.FollowUpSession.select()
    return _read(query.for_update() if is_postgres() else query, owner_id, person_id)


def _read(query: pw.ModelSelect, owner_id: int, person_id: int) -> FollowUpProgress | None:
    table = tables.FollowUpSession
    row = query.where(table.walker == owner_id, table.person == person_id).dicts().first()
    if row is None:
        return None
    outcomes = {int(action_id): FollowUpOutcome(outcome) for action_id, outcome in row["outcomes"].items()}
    return FollowUpProgress(
        tuple(row["actions"]), outcomes, row["place"], row["note"], row["version"], row["at"], row["session"]
    )


def unfinished_notes(owner_id: int) -> tuple[tuple[str, str], ...]:
    """Return the notes of an owner's unfinished sessions, by name: the person's name and the note."""
    table, person = tables.FollowUpSession, tables.Person
    query = (
        table.select(person.name, table.note)
        .join(person, on=(table.person == person.id))
        .where(table.walker == owner_id, table.note != "")
        .order_by(person.sorting, person.id)
    )
    return tuple(query.tuples())


def start(owner_id: int, person_id: int, action_ids: Sequence[int], session: str, at: datetime) -> None:
    """Start a session with these actions. Of an unfinished one only the note remains, with its version.

    Args:
        session: a name for it that no other session has.
    """
    anew = {"actions": list(action_ids), "outcomes": {}, "place": 0, "at": at, "session": session}
    upsert(tables.FollowUpSession, {"walker": owner_id, "person": person_id}, anew)


def save_progress(owner_id: int, person_id: int, progress: FollowUpProgress, at: datetime) -> None:
    """Store the progress of a session that was read with `get_to_change`."""
    table = tables.FollowUpSession
    outcomes = {str(action_id): str(outcome) for action_id, outcome in progress.outcomes.items()}
    (
        table.update(actions=list(progress.action_ids), outcomes=outcomes, place=progress.position, at=at)
        .where(table.walker == owner_id, table.person == person_id)
        .execute()
    )


def save_note(owner_id: int, person_id: int, text: str, base_version: int, at: datetime) -> int | None:
    """Store the note and return its new version, or None if another save came first or the session is over."""
    keys = {"walker": owner_id, "person": person_id}
    return versioned.save(tables.FollowUpSession, keys, {"note": text}, base_version, at)


def end(owner_id: int, person_id: int) -> None:
    """Delete a session, since it is over."""
    table = tables.FollowUpSession
    table.delete().where(table.walker == owner_id, table.person == person_id).execute()


def get_team_session(owner_id: int) -> TeamFollowUpProgress | None:
    """Return the progress of a session with a team, or None if there is none."""
    table = tables.TeamFollowUpSession
    row = table.select().where(table.walker == owner_id).dicts().first()
    return TeamFollowUpProgress(tuple(row["people"]), row["place"], row["at"]) if row else None


def save_team_session(owner_id: int, progress: TeamFollowUpProgress) -> None:
    """Store the progress of a session with a team."""
    values = {"people": list(progress.person_ids), "place": progress.position, "at": progress.at}
    upsert(tables.TeamFollowUpSession, {"walker": owner_id}, values)
