"""Erasing for good: the rows, their history, and what a database keeps of them in its files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import peewee as pw

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import ERASED_END_DATE
from tui_app.domain.retention import RetentionKind, StoredItem, StoredItemKind
from tui_app.storage.batches import in_batches
from tui_app.storage.database import is_postgres, proxy
from tui_app.storage.history import activity
from tui_app.storage.tables import registry as tables

log = logging.getLogger("samtale.storage")


def _person_references(on_delete: str) -> list[Any]:
    """The fields of all tables that name a person, by what becomes of their rows when that person goes."""
    fields = (field for table in tables.ALL_TABLES for field in table._meta.sorted_fields)  # noqa: SLF001 - peewee's own way
    return [
        field
        for field in fields
        if isinstance(field, pw.ForeignKeyField) and field.rel_model is tables.Person and field.on_delete == on_delete
    ]


def lock_tables() -> None:
    """Let nobody change what is kept until this transaction ends: what is due when it is counted still is when erased.

    SQLite has one writer at a time anyway.
    """
    if is_postgres():
        proxy.execute_sql("lock table conversation, minutes, action, goal, topic, hold in share row exclusive mode")


def erase(things: Collection[StoredItem], nameless: str) -> None:
    """Delete these things and all that hangs on them. Call it while writing, on everybody's behalf.

    Args:
        nameless: what a person is called from now on whom others' records refer to.
    """
    for what, delete in _DELETERS.items():
        here = [thing for thing in things if thing.item_kind is what]
        for part in in_batches(here):
            delete(part)
    for thing in things:
        if thing.item_kind is StoredItemKind.PERSON:
            _anonymize_person(int(thing.id), nameless)
    _delete_unreferenced_people()
    _lower_visit_markers()


def _ids(things: Sequence[StoredItem]) -> list[Any]:
    return [thing.id for thing in things]


def _conversations(things: Sequence[StoredItem]) -> None:
    """Conversations with all that was written in them; what was agreed in them stays without its earlier words."""
    for thing in things:
        _redact_agreed_history(int(thing.id), thing.since)
    _delete_conversations(_ids(things))


def _delete_conversations(ids: Sequence[int]) -> None:
    minutes = [
        row[0]
        for row in tables.Minutes.select(tables.Minutes.id).where(_of_conversations(tables.Minutes, ids)).tuples()
    ]
    _delete_history(ChangeSubject.CONVERSATION, ids)
    _delete_history(ChangeSubject.MINUTES, minutes)
    for table in (tables.Minutes, tables.Preparation, tables.RemarkDraft, tables.Bookmark, tables.SharedMinutes):
        table.delete().where(_of_conversations(table, ids)).execute()
    tables.Conversation.delete().where(tables.Conversation.id.in_(ids)).execute()


def _of_conversations(table: Any, conversations: Sequence[int]) -> Any:
    return table.conversation.in_(conversations)


def _redact_agreed_history(conversation_id: int, since: date) -> None:
    """Take the words out of the history of what was agreed in a conversation: who did what when stays."""
    until = datetime.combine(since + timedelta(days=1), time(), tzinfo=UTC)
    history = tables.History
    for subject, table in ((ChangeSubject.ACTION, tables.Action), (ChangeSubject.GOAL, tables.Goal)):
        found = table.select(table.id).where(table.conversation == conversation_id)
        ids = [row[0] for row in found.tuples()]
        about = (history.subject == subject) & history.subject_id.in_(ids)
        old = [row[0] for row in history.select(history.id).where(about, history.at < until).tuples()]
        _history_rows(
            [StoredItem(RetentionKind.HISTORY, StoredItemKind.CHANGE, one, 0, since) for one in old],
            about & _IS_COMMENT,
        )
        for row in list(history.select().where(about).dicts()):
            said = "" if row["at"] < until else row["note"]
            before, after = (_without_text(row[side]) for side in ("before", "after"))
            if (before, after, said) != (row["before"], row["after"], row["note"]):
                # a batch of its own: it can be undone no more, since what it was is not known any more
                values = {"before": before, "after": after, "note": said, "batch": f"erased-{row['id']}"}
                history.update(values).where(history.id == row["id"]).execute()


_IS_COMMENT = tables.History.kind == ChangeKind.COMMENT


def _without_text(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in ("text", "reason")}


def _delete_history(subject: ChangeSubject, ids: Sequence[int]) -> None:
    """Delete the history of things that are gone."""
    table = tables.History
    table.delete().where(table.subject == subject, table.subject_id.in_(ids)).execute()


def _preparations(things: Sequence[StoredItem]) -> None:
    table = tables.Preparation
    table.delete().where(_of_conversations(table, _ids(things))).execute()


def _actions(things: Sequence[StoredItem]) -> None:
    _delete_history(ChangeSubject.ACTION, _ids(things))
    tables.Action.delete().where(tables.Action.id.in_(_ids(things))).execute()


def _goals(things: Sequence[StoredItem]) -> None:
    _delete_history(ChangeSubject.GOAL, _ids(things))
    tables.Goal.delete().where(tables.Goal.id.in_(_ids(things))).execute()


def _topics(things: Sequence[StoredItem]) -> None:
    _delete_history(ChangeSubject.TOPIC, _ids(things))
    tables.Topic.delete().where(tables.Topic.id.in_(_ids(things))).execute()


def _follow_ups(things: Sequence[StoredItem]) -> None:
    _delete_history(ChangeSubject.FOLLOW_UP, _ids(things))
    tables.FollowUp.delete().where(tables.FollowUp.id.in_(_ids(things))).execute()


def _requests(things: Sequence[StoredItem]) -> None:
    _delete_history(ChangeSubject.REQUEST, _ids(things))
    tables.FollowUpRequest.delete().where(tables.FollowUpRequest.id.in_(_ids(things))).execute()


def _pauses(things: Sequence[StoredItem]) -> None:
    _delete_history(ChangeSubject.PAUSE, _ids(things))
    tables.Pause.delete().where(tables.Pause.id.in_(_ids(things))).execute()


def _history_rows(things: Sequence[StoredItem], which: Any = True) -> None:
    """Rows of the history; an action counts the comments that are left."""
    table, action = tables.History, tables.Action
    here = table.id.in_(_ids(things)) & which
    commented = (
        table.select(table.subject_id, pw.fn.COUNT(table.id))
        .where(here, _IS_COMMENT, table.subject == ChangeSubject.ACTION, table.undone == False)  # noqa: E712
        .group_by(table.subject_id)
    )
    for action_id, number in list(commented.tuples()):
        left = action.comments - number
        action.update(comments=left).where(action.id == action_id, action.comments >= number).execute()
    table.delete().where(here).execute()


def _delete_from(table: Any, key: Any) -> Callable[[Sequence[StoredItem]], None]:
    def delete(things: Sequence[StoredItem]) -> None:
        table.delete().where(key.in_(_ids(things))).execute()

    return delete


_DELETERS: Mapping[StoredItemKind, Callable[[Sequence[StoredItem]], None]] = {
    StoredItemKind.CONVERSATION: _conversations,
    StoredItemKind.PREPARATION: _preparations,
    StoredItemKind.ACTION: _actions,
    StoredItemKind.GOAL: _goals,
    StoredItemKind.TOPIC: _topics,
    StoredItemKind.FOLLOW_UP: _follow_ups,
    StoredItemKind.CHANGE: _history_rows,
    StoredItemKind.PAUSE: _pauses,
    StoredItemKind.REQUEST: _requests,
    StoredItemKind.FOLLOW_UP_SESSION: _delete_from(tables.FollowUpSession, tables.FollowUpSession.id),
    StoredItemKind.FORM_DRAFT: _delete_from(tables.FormDraft, tables.FormDraft.id),
    StoredItemKind.STAND_IN: _delete_from(tables.StandIn, tables.StandIn.id),
    StoredItemKind.HOLD: _delete_from(tables.Hold, tables.Hold.id),
    StoredItemKind.SESSION: _delete_from(tables.Session, tables.Session.id),
    StoredItemKind.VISIT: _delete_from(tables.Visit, tables.Visit.person),
    StoredItemKind.SIGN_IN_ATTEMPT: _delete_from(tables.SignInAttempt, tables.SignInAttempt.key),
}


def _anonymize_person(person_id: int, nameless: str) -> None:
    """Everything about a person, and all that only they could read; what stays of them has no name."""
    talks = tables.Conversation.select(tables.Conversation.id).where(tables.Conversation.person == person_id)
    for ids in in_batches([row[0] for row in talks.tuples()]):
        _delete_conversations(ids)
    for field in _person_references("CASCADE"):
        field.model.delete().where(field == person_id).execute()
    person = tables.Person
    person.update(leader=None).where(person.leader == person_id).execute()
    empty: dict[str, object] = dict.fromkeys(("search", "sorting", "email", "title", "unit"), "")
    empty |= {"name": nameless, "end_date": ERASED_END_DATE, "is_administrator": False}
    empty |= dict.fromkeys(("employee_number", "start_date", "leader"))
    person.update(empty | {"version": person.version + 1}).where(person.id == person_id).execute()


def _delete_unreferenced_people() -> None:
    """Delete those who are erased and whom nothing refers to any more."""
    person = tables.Person
    free = person.search == ""
    for field in _person_references("RESTRICT"):
        free &= ~pw.fn.EXISTS(field.model.select(pw.SQL("1")).where(field == person.id))
    found = [row[0] for row in person.select(person.id).where(free).tuples()]
    for ids in in_batches(found):
        person.delete().where(person.id.in_(ids)).execute()


def _lower_visit_markers() -> None:
    """What was seen ends with the newest change there is: SQLite gives the numbers of erased ones again."""
    visit, newest = tables.Visit, activity.newest_change_id()
    visit.update(upto=newest).where(visit.upto > newest).execute()


def erase_preparations(conversation_id: int) -> int:
    """Delete what both sides prepared for a conversation; how many answers that were."""
    answer, head = tables.Answer, tables.Preparation
    found = answer.select(answer.id).join(head, on=(answer.preparation == head.id))
    number: int = found.where(head.conversation == conversation_id).count()
    head.delete().where(head.conversation == conversation_id).execute()
    return number
