"""Queries about walks: how far somebody has come with a person, and with the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from tui_app.domain.follow_up.session import FollowUpOutcome, FollowUpProgress, TeamFollowUpProgress
from tui_app.storage import versioned
from tui_app.storage.tables import registry as tables


def get(walker_id: int, person_id: int) -> FollowUpProgress | None:
    """How far somebody has come with a person; None where no walk is under way."""
    table = tables.FollowUpSession
    row = table.select().where(table.walker == walker_id, table.person == person_id).dicts().first()
    if row is None:
        return None
    outcomes = {int(action_id): FollowUpOutcome(one) for action_id, one in row["outcomes"].items()}
    return FollowUpProgress(tuple(row["actions"]), outcomes, row["place"], row["note"], row["version"], row["at"])


def unfinished_notes(walker_id: int) -> tuple[tuple[str, str], ...]:
    """What somebody has written in walks that are not over: about whom, and the note."""
    table, person = tables.FollowUpSession, tables.Person
    query = (
        table.select(person.name, table.note)
        .join(person, on=(table.person == person.id))
        .where(table.walker == walker_id, table.note != "")
        .order_by(person.sorting, person.id)
    )
    return tuple(query.tuples())


def start(walker_id: int, person_id: int, progress: FollowUpProgress, at: datetime) -> None:
    """Store a walk from its beginning, with the note it has already, in place of an older one."""
    end(walker_id, person_id)
    tables.FollowUpSession.insert(
        walker=walker_id,
        person=person_id,
        actions=list(progress.action_ids),
        note=progress.note,
        at=at,
        version=max(1, progress.note_version),
    ).execute()


def save_progress(
    walker_id: int,
    person_id: int,
    action_ids: Sequence[int],
    outcomes: Mapping[int, FollowUpOutcome],
    place: int,
    at: datetime,
) -> bool:
    """Keep how far somebody has come; False where no walk is under way."""
    table = tables.FollowUpSession
    kept = {str(action_id): str(one) for action_id, one in outcomes.items()}
    changed: int = (
        table.update(actions=list(action_ids), outcomes=kept, place=place, at=at)
        .where(table.walker == walker_id, table.person == person_id)
        .execute()
    )
    return changed == 1


def save_note(walker_id: int, person_id: int, text: str, seen_version: int, at: datetime) -> int | None:
    """Store the note; the new version, or None when it was saved from elsewhere since or the walk is over."""
    keys = {"walker": walker_id, "person": person_id}
    return versioned.save(tables.FollowUpSession, keys, {"note": text}, max(1, seen_version), at)


def end(walker_id: int, person_id: int) -> None:
    """The walk is over."""
    table = tables.FollowUpSession
    table.delete().where(table.walker == walker_id, table.person == person_id).execute()


def get_team_session(walker_id: int) -> TeamFollowUpProgress | None:
    """How far somebody has come with the team; None where no walk through it is under way."""
    table = tables.TeamFollowUpSession
    row = table.select().where(table.walker == walker_id).dicts().first()
    return TeamFollowUpProgress(tuple(row["people"]), row["place"], row["at"]) if row else None


def save_team_session(walker_id: int, progress: TeamFollowUpProgress) -> None:
    """Keep how far somebody has come with the team."""
    table = tables.TeamFollowUpSession
    values = {"people": list(progress.person_ids), "place": progress.position, "at": progress.at}
    (
        table.insert(values | {"walker": walker_id})
        .on_conflict(
            conflict_target=[table.walker],
            update={getattr(table, name): value for name, value in values.items()},
        )
        .execute()
    )
