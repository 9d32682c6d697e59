"""Erasing stored items together with their history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import peewee as pw

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import ERASED_END_DATE
from tui_app.domain.retention import StoredItem, StoredItemKind
from tui_app.storage.database import is_postgres, proxy
from tui_app.storage.history import activity
from tui_app.storage.people import former_identifiers
from tui_app.storage.people.references import person_references
from tui_app.storage.queries.batches import in_batches
from tui_app.storage.tables import registry as tables

_UNLOCKED = (tables.AuditEntry, tables.ChangeNotice, tables.Session, tables.SignInAttempt)
"""Tables that stay free: what is stored there waits for no other table, and everybody who is signed in needs them."""
_LOCK_ATTEMPTS = 40
_LOCK_MILLISECONDS = 400
"""How long one attempt waits: less than the second after which PostgreSQL ends one of two that wait for each other."""


def lock_tables() -> None:
    """Prevent changes until this transaction ends, so that what is listed as due is still due when it is erased.

    Nobody holds a row afterwards that the erasure needs and waits for one that it has. On PostgreSQL only: SQLite has
    one writer at a time.

    Raises:
        peewee.OperationalError: others have kept a table for long.
    """
    if not is_postgres():
        return
    names = ", ".join(f'"{table._meta.table_name}"' for table in tables.ALL_TABLES if table not in _UNLOCKED)  # noqa: SLF001
    for attempt in range(1, _LOCK_ATTEMPTS + 1):
        try:
            with proxy.atomic():  # what this attempt has locked is free again for whoever it waited for
                proxy.execute_sql(f"set local lock_timeout = {_LOCK_MILLISECONDS}")
                proxy.execute_sql(f"lock table {names} in exclusive mode")
                proxy.execute_sql("set local lock_timeout to default")
            return
        except pw.OperationalError:
            if attempt == _LOCK_ATTEMPTS:
                raise


def conversations_with_minutes(items: Collection[StoredItem]) -> dict[int, list[int]]:
    """Return the ids of the conversations with minutes that erasing these items deletes, by employee."""
    conversation, minutes = tables.Conversation, tables.Minutes
    columns = {StoredItemKind.CONVERSATION: conversation.id, StoredItemKind.PERSON: conversation.person}
    found: dict[int, set[int]] = {}
    for kind, column in columns.items():
        for batch in in_batches([item.id for item in items if item.item_kind is kind]):
            query = (
                conversation.select(conversation.person, conversation.id)
                .join(minutes, on=(minutes.conversation == conversation.id))
                .where(column.in_(batch))
            )
            for person_id, conversation_id in query.tuples():
                found.setdefault(person_id, set()).add(conversation_id)
    return {person_id: sorted(ids) for person_id, ids in found.items()}


def erase(items: Collection[StoredItem], placeholder_name: str) -> None:
    """Delete items with everything that belongs to them. Call it in a transaction that bypasses row-level security.

    Args:
        items: what to erase.
        placeholder_name: the new name of an erased person to whom records of others refer.
    """
    newest = activity.newest_change_id()
    for what, delete in _DELETERS.items():
        for batch in in_batches([item for item in items if item.item_kind is what]):
            delete(batch)
    person_ids = [int(item.id) for item in items if item.item_kind is StoredItemKind.PERSON]
    for person_id in person_ids:
        _anonymize_person(person_id, placeholder_name)
    delete_unreferenced_people(person_ids)
    if activity.newest_change_id() < newest:
        _lower_visit_markers()


def _ids(items: Sequence[StoredItem]) -> list[Any]:
    return [item.id for item in items]


def _erase_conversations(items: Sequence[StoredItem]) -> None:
    """Erase conversations with everything written in them, and the texts in the history of what was agreed there."""
    for item in items:
        _redact_agreed_history(int(item.id), item.since)
    _delete_conversations(_ids(items))


def _delete_conversations(ids: Sequence[int]) -> None:
    minutes = tables.Minutes
    minutes_ids = [row[0] for row in minutes.select(minutes.id).where(minutes.conversation.in_(ids)).tuples()]
    _delete_history(ChangeSubject.CONVERSATION, ids)
    _delete_history(ChangeSubject.MINUTES, minutes_ids)
    for table in (tables.Minutes, tables.Preparation, tables.RemarkDraft, tables.Bookmark, tables.SharedMinutes):
        table.delete().where(table.conversation.in_(ids)).execute()
    tables.Conversation.delete().where(tables.Conversation.id.in_(ids)).execute()


def _redact_agreed_history(conversation_id: int, since: date) -> None:
    """Remove the texts up to a date from the history of what was agreed in a conversation; who did what remains."""
    until = datetime.combine(since + timedelta(days=1), time(), tzinfo=UTC)
    history = tables.History
    for subject, table in ((ChangeSubject.ACTION, tables.Action), (ChangeSubject.GOAL, tables.Goal)):
        ids = [row[0] for row in table.select(table.id).where(table.conversation == conversation_id).tuples()]
        of_agreed = (history.subject == subject) & history.subject_id.in_(ids)
        _delete_changes(of_agreed & (history.at < until) & _IS_COMMENT)
        for row in list(history.select().where(of_agreed).dicts()):
            note = "" if row["at"] < until else row["note"]
            before, after = (_without_text(row[column]) for column in ("before", "after"))
            if (before, after, note) != (row["before"], row["after"], row["note"]):
                # a batch of its own: without the earlier values it can no longer be undone
                values = {"before": before, "after": after, "note": note, "batch": f"erased-{row['id']}"}
                history.update(values).where(history.id == row["id"]).execute()


_IS_COMMENT = tables.History.kind == ChangeKind.COMMENT


def _without_text(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in ("text", "reason")}


def _delete_history(subject: ChangeSubject, ids: Sequence[int]) -> None:
    """Delete the history of records of one kind."""
    table = tables.History
    table.delete().where(table.subject == subject, table.subject_id.in_(ids)).execute()


def _delete_changes(condition: Any) -> None:
    """Delete entries of the history, and lower the comment counts of actions."""
    table, action = tables.History, tables.Action
    comments = (
        table.select(table.subject_id, pw.fn.COUNT(table.id))
        .where(condition, _IS_COMMENT, table.subject == ChangeSubject.ACTION, table.undone == False)  # noqa: E712
        .group_by(table.subject_id)
    )
    for action_id, count in list(comments.tuples()):
        remaining = action.comments - count
        action.update(comments=remaining).where(action.id == action_id, action.comments >= count).execute()
    table.delete().where(condition).execute()


_Deleter = Callable[[Sequence[StoredItem]], None]


def _deleting_by(key: Any) -> _Deleter:
    """Delete the rows of one table by the values of a column."""

    def delete(items: Sequence[StoredItem]) -> None:
        key.model.delete().where(key.in_(_ids(items))).execute()

    return delete


def _deleting_with_history(subject: ChangeSubject) -> _Deleter:
    """Delete records of one kind by id, with their history."""
    delete_rows = _deleting_by(tables.TABLES_BY_SUBJECT[subject].id)

    def delete(items: Sequence[StoredItem]) -> None:
        _delete_history(subject, _ids(items))
        delete_rows(items)

    return delete


_DELETERS: Mapping[StoredItemKind, _Deleter] = {
    StoredItemKind.CONVERSATION: _erase_conversations,
    StoredItemKind.PREPARATION: _deleting_by(tables.Preparation.conversation),
    StoredItemKind.ACTION: _deleting_with_history(ChangeSubject.ACTION),
    StoredItemKind.GOAL: _deleting_with_history(ChangeSubject.GOAL),
    StoredItemKind.TOPIC: _deleting_with_history(ChangeSubject.TOPIC),
    StoredItemKind.FOLLOW_UP: _deleting_with_history(ChangeSubject.FOLLOW_UP),
    StoredItemKind.CHANGE: lambda items: _delete_changes(tables.History.id.in_(_ids(items))),
    StoredItemKind.PAUSE: _deleting_with_history(ChangeSubject.PAUSE),
    StoredItemKind.REQUEST: _deleting_with_history(ChangeSubject.REQUEST),
    StoredItemKind.FOLLOW_UP_SESSION: _deleting_by(tables.FollowUpSession.id),
    StoredItemKind.FORM_DRAFT: _deleting_by(tables.FormDraft.id),
    StoredItemKind.STAND_IN: _deleting_by(tables.StandIn.id),
    StoredItemKind.HOLD: _deleting_by(tables.Hold.id),
    StoredItemKind.SESSION: _deleting_by(tables.Session.id),
    StoredItemKind.VISIT: _deleting_by(tables.Visit.person),
    StoredItemKind.SIGN_IN_ATTEMPT: _deleting_by(tables.SignInAttempt.key),
    StoredItemKind.PRACTICE_SESSION: _deleting_by(tables.PracticeSession.id),
    StoredItemKind.PRACTICE_INVITATION: _deleting_by(tables.PracticeInvitation.id),
    StoredItemKind.WARM_UP: _deleting_by(tables.WarmUp.id),
    StoredItemKind.LOOK_BACK: _deleting_by(tables.LookBack.id),
}


def _anonymize_person(person_id: int, placeholder_name: str) -> None:
    """Delete everything about a person and everything only they could read; remove their name from what remains."""
    conversation = tables.Conversation
    query = conversation.select(conversation.id).where(conversation.person == person_id)
    for batch in in_batches([row[0] for row in query.tuples()]):
        _delete_conversations(batch)
    for field in person_references("CASCADE"):
        field.model.delete().where(field == person_id).execute()
    person = tables.Person
    person.update(leader=None).where(person.leader == person_id).execute()
    empty: dict[str, object] = dict.fromkeys(("search", "sorting", "email", "title", "unit"), "")
    empty |= {"name": placeholder_name, "end_date": ERASED_END_DATE, "is_administrator": False}
    empty |= dict.fromkeys(("employee_number", "email_key", "start_date", "leader"))
    person.update(empty | {"version": person.version + 1}).where(person.id == person_id).execute()
    former_identifiers.forget(person_id)


def unreferenced_people() -> list[int]:
    """Return the ids of erased people to whom no record refers any more."""
    return [row[0] for row in tables.Person.select(tables.Person.id).where(_is_unreferenced()).tuples()]


def delete_unreferenced_people(person_ids: Sequence[int]) -> None:
    """Delete those of these people who are erased and to whom no record refers. Call it in a transaction."""
    person = tables.Person
    for batch in in_batches(person_ids):
        found = person.select(person.id).where(person.id.in_(batch), _is_unreferenced())
        person.delete().where(person.id.in_([row[0] for row in found.tuples()])).execute()


def _is_unreferenced() -> Any:
    person = tables.Person
    condition = person.search == ""
    for field in person_references("RESTRICT"):
        condition &= ~pw.fn.EXISTS(field.model.select(pw.SQL("1")).where(field == person.id))
    return condition


def _lower_visit_markers() -> None:
    """Lower what people have seen to the newest change, since SQLite reuses the ids of erased changes."""
    visit, newest = tables.Visit, activity.newest_change_id()
    visit.update(upto=newest).where(visit.upto > newest).execute()


def erase_preparations(conversation_id: int) -> int:
    """Delete what both parties prepared for a conversation, and return the number of answers deleted."""
    answer, preparation = tables.Answer, tables.Preparation
    answers = answer.select(answer.id).join(preparation, on=(answer.preparation == preparation.id))
    count: int = answers.where(preparation.conversation == conversation_id).count()
    preparation.delete().where(preparation.conversation == conversation_id).execute()
    return count
