"""Moving everything that belongs to one entry of a person to another entry."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from typing import Any

from tui_app.domain.form_drafts import UNSAVED_TEXT_PREFIX, form_name_about, unsaved_text_key
from tui_app.domain.records.change import ChangeSubject
from tui_app.storage import settings
from tui_app.storage.database import lock_subject
from tui_app.storage.people.combining import COMBINE, unique_key
from tui_app.storage.people.references import person_references
from tui_app.storage.tables import registry as tables

_JOINED_SETTING = "joined_people"
"""The setting with the former ids of people: former id -> the id that stayed. The log names people by id."""
_APART = (tables.Person, tables.StaffImportChange)
"""Tables whose references are moved in their own way."""


def have_conversation(one_id: int, other_id: int) -> bool:
    """True if these two are the parties of a conversation. Call it in a scope that bypasses row-level security."""
    table, both = tables.Conversation, [one_id, other_id]
    query = table.select(table.id).where(table.person.in_(both), table.leader.in_(both), table.person != table.leader)
    return bool(query.exists())


def move_belongings(from_id: int, to_id: int, now: datetime) -> list[int]:
    """Move everything that refers to one person to another, and return the ids of the people whom the first led.

    Call it in a transaction that bypasses row-level security, with both locked.
    """
    _delete_relations_between(from_id, to_id)
    _rename_drafts(from_id, to_id, now)
    # whoever has no account yet has an open one: that of the other entry may be closed
    tables.Account.insert(person=to_id).on_conflict_ignore().execute()
    for field in person_references():
        if field.model not in _APART:
            _move(field, from_id, to_id)
    _move_import_changes(from_id, to_id)
    _replace_in_history(from_id, to_id)
    _replace_in_team_sessions(from_id, to_id)
    _note_former_id(from_id, to_id)
    return _move_reports(from_id, to_id)


def former_ids(person_id: int) -> set[int]:
    """Return the ids that a person had before entries of theirs were joined."""
    joined = settings.get(_JOINED_SETTING) or {}
    found = {person_id}
    while more := {int(former) for former, kept in joined.items() if kept in found} - found:
        found |= more
    return found - {person_id}


def current_ids() -> dict[int, int]:
    """Return former id -> the id that the person has now."""
    joined = {int(former): int(kept) for former, kept in (settings.get(_JOINED_SETTING) or {}).items()}
    return {former: _last(kept, joined) for former, kept in joined.items()}


def _last(person_id: int, joined: Mapping[int, int]) -> int:
    while person_id in joined:
        person_id = joined[person_id]
    return person_id


def _delete_relations_between(one_id: int, other_id: int) -> None:
    """Delete what nobody has with themselves."""
    both = [one_id, other_id]
    stand_in, invitation, asked = tables.StandIn, tables.PracticeInvitation, tables.ListeningAsked
    for table, one, other in (
        (stand_in, stand_in.leader, stand_in.stand_in),
        (invitation, invitation.person, invitation.by),
        (asked, asked.person, asked.leader),
    ):
        table.delete().where(one.in_(both), other.in_(both)).execute()
    shared, conversation = tables.SharedMinutes, tables.Conversation
    own = conversation.select(conversation.id).where(conversation.person.in_(both))
    shared.delete().where(shared.to.in_(both), shared.conversation.in_(own)).execute()


def _rename_drafts(from_id: int, to_id: int, now: datetime) -> None:
    """Let what is half typed go on in the forms about the other person; where both have begun one, set one aside."""
    table = tables.FormDraft
    rows = list(table.select().where((table.writer == from_id) | (table.about == from_id)).order_by(table.id).dicts())
    for row in rows:
        writer_id = to_id if row["writer"] == from_id else row["writer"]
        about_id = to_id if row["about"] == from_id else row["about"]
        name = form_name_about(row["form"], from_id, to_id)
        taken = table.select().where(table.writer == writer_id, table.form == name, table.id != row["id"])
        values: dict[str, Any] = {"writer": writer_id, "about": about_id, "form": name}
        if taken.exists():
            text = "\n".join(filter(None, row["texts"].values()))
            values["form"] = unsaved_text_key(str(row["id"]), 0, now, None).name
            if not row["form"].startswith(UNSAVED_TEXT_PREFIX):
                values |= {"texts": {"text": text, "why": ""}, "is_told": False}
        table.update(values).where(table.id == row["id"]).execute()


def _move(field: Any, from_id: int, to_id: int) -> None:
    """Move the rows that refer to a person by one column; what the other has already is combined."""
    table, key = field.model, unique_key(field)
    rows = list(table.select().where(field == from_id).dicts()) if key else []
    for row in rows:
        others = [getattr(table, name) == row[name] for name in key if name != field.name]
        kept = table.select().where(field == to_id, *others).dicts().first()
        if kept is not None:
            _combine(field, kept, row, from_id, to_id, others)
    table.update({field.name: to_id}).where(field == from_id).execute()


def _combine(field: Any, kept: Any, other: Any, from_id: int, to_id: int, same_key: list[Any]) -> None:
    table = field.model
    values = COMBINE[table](kept, other)
    if table is tables.FollowUpSchedule:
        history = tables.History
        of_it = (history.subject == ChangeSubject.SCHEDULE) & (history.subject_id == other["id"])
        history.delete().where(of_it).execute()
    table.delete().where(field == from_id, *same_key).execute()
    if values and "version" in kept:
        values["version"] = table.version + 1
    if values:
        table.update(values).where(field == to_id, *same_key).execute()


def _move_import_changes(from_id: int, to_id: int) -> None:
    """What an import did to either cannot be taken back any more: a version that nobody has says so."""
    table = tables.StaffImportChange
    has_own = table.select().where(table.person == to_id).exists()
    if has_own:
        table.delete().where(table.person == from_id).execute()
    table.update(person=to_id, version=0).where(table.person.in_([from_id, to_id])).execute()
    leader = table.before["leader_id"].as_text().cast("text")
    query = table.select(table.id, table.before).where(table.before.is_null(False), leader == str(from_id))
    for row_id, before in list(query.tuples()):
        table.update(before={**before, "leader_id": to_id}).where(table.id == row_id).execute()


def _replace_in_history(from_id: int, to_id: int) -> None:
    """Replace the id in the values before and after each change, so that it can still be undone."""
    history = tables.History
    names = {
        name
        for table in tables.TABLES_BY_SUBJECT.values()
        for field in person_references()
        if field.model is table
        for name in (field.name, field.object_id_name)
    }
    columns = [column[name].as_text() for column in (history.before, history.after) for name in sorted(names)]
    mentioned = [column.cast("text") == str(from_id) for column in columns]
    query = history.select(history.id, history.before, history.after).where(reduce(operator.or_, mentioned))
    for change_id, *values in list(query.tuples()):
        before, after = (
            {name: to_id if name in names and value == from_id else value for name, value in one.items()}
            for one in values
        )
        history.update(before=before, after=after).where(history.id == change_id).execute()


def _replace_in_team_sessions(from_id: int, to_id: int) -> None:
    table = tables.TeamFollowUpSession
    for walker_id, people in list(table.select(table.walker, table.people).tuples()):
        if from_id in people:
            replaced = list(dict.fromkeys(to_id if one == from_id else one for one in people))
            table.update(people=replaced).where(table.walker == walker_id).execute()


def _note_former_id(from_id: int, to_id: int) -> None:
    lock_subject(_JOINED_SETTING)
    settings.put(_JOINED_SETTING, {**(settings.get(_JOINED_SETTING) or {}), str(from_id): to_id})


def _move_reports(from_id: int, to_id: int) -> list[int]:
    person = tables.Person
    ids = [row[0] for row in person.select(person.id).where(person.leader == from_id).order_by(person.id).tuples()]
    person.update(leader=to_id, version=person.version + 1).where(person.leader == from_id).execute()
    return ids


def what_refers_to(person_id: int) -> list[str]:
    """Return the columns that still refer to a person."""
    return [
        f"{field.model._meta.table_name}.{field.column_name}"  # noqa: SLF001
        for field in person_references()
        if field.model.select().where(field == person_id).exists()
    ]
