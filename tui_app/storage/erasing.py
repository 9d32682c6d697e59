"""Erasing for good: the rows, their history, and what a database keeps of them in its files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import peewee as pw

from tui_app.domain.records import NAMELESS_SINCE, ChangeKind, Subject
from tui_app.domain.retention import Kept, Thing, What
from tui_app.storage import happenings, tables
from tui_app.storage.database import is_postgres, problems_told, proxy
from tui_app.storage.kept import in_parts

log = logging.getLogger("samtale.storage")

_COPIES = ("backup", "before")
"""How the names of copies go on after the name of the database."""


def _names_person(on_delete: str) -> list[Any]:
    """The fields of all tables that name a person, by what becomes of their rows when that person goes."""
    fields = (field for table in tables.ALL for field in table._meta.sorted_fields)  # noqa: SLF001 - peewee's own way
    return [
        field
        for field in fields
        if isinstance(field, pw.ForeignKeyField) and field.rel_model is tables.Person and field.on_delete == on_delete
    ]


def lock() -> None:
    """Let nobody change what is kept until this transaction ends: what is due when it is counted still is when erased.

    SQLite has one writer at a time anyway.
    """
    if is_postgres():
        proxy.execute_sql("lock table conversation, minutes, action, goal, topic, hold in share row exclusive mode")


def erase(things: Collection[Thing], nameless: str) -> None:
    """Delete these things and all that hangs on them. Call it while writing, on everybody's behalf.

    Args:
        nameless: what a person is called from now on whom others' records refer to.
    """
    for what, delete in _DELETE.items():
        here = [thing for thing in things if thing.what is what]
        for part in in_parts(here):
            delete(part)
    for thing in things:
        if thing.what is What.PERSON:
            _person(int(thing.id), nameless)
    _drop_nameless()
    _lower_visits()


def _ids(things: Sequence[Thing]) -> list[Any]:
    return [thing.id for thing in things]


def _conversations(things: Sequence[Thing]) -> None:
    """Conversations with all that was written in them; what was agreed in them stays without its earlier words."""
    for thing in things:
        _strip_agreed(int(thing.id), thing.since)
    _delete_conversations(_ids(things))


def _delete_conversations(ids: Sequence[int]) -> None:
    minutes = [row[0] for row in tables.Minutes.select(tables.Minutes.id).where(_of(tables.Minutes, ids)).tuples()]
    _forget(Subject.CONVERSATION, ids)
    _forget(Subject.MINUTES, minutes)
    for table in (tables.Minutes, tables.Preparation, tables.Remark, tables.Bookmark, tables.ShownMinutes):
        table.delete().where(_of(table, ids)).execute()
    tables.Conversation.delete().where(tables.Conversation.id.in_(ids)).execute()


def _of(table: Any, conversations: Sequence[int]) -> Any:
    return table.conversation.in_(conversations)


def _strip_agreed(conversation_id: int, since: date) -> None:
    """Take the words out of the history of what was agreed in a conversation: who did what when stays."""
    until = datetime.combine(since + timedelta(days=1), time(), tzinfo=UTC)
    history = tables.History
    for subject, table in ((Subject.ACTION, tables.Action), (Subject.GOAL, tables.Goal)):
        found = table.select(table.id).where(table.conversation == conversation_id)
        ids = [row[0] for row in found.tuples()]
        about = (history.subject == subject) & history.subject_id.in_(ids)
        old = [row[0] for row in history.select(history.id).where(about, history.at < until).tuples()]
        _changes([Thing(Kept.HISTORY, What.CHANGE, one, 0, since) for one in old], about & _IS_COMMENT)
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


def _forget(subject: Subject, ids: Sequence[int]) -> None:
    """Delete the history of things that are gone."""
    table = tables.History
    table.delete().where(table.subject == subject, table.subject_id.in_(ids)).execute()


def _preparations(things: Sequence[Thing]) -> None:
    table = tables.Preparation
    table.delete().where(_of(table, _ids(things))).execute()


def _actions(things: Sequence[Thing]) -> None:
    _forget(Subject.ACTION, _ids(things))
    tables.Action.delete().where(tables.Action.id.in_(_ids(things))).execute()


def _goals(things: Sequence[Thing]) -> None:
    _forget(Subject.GOAL, _ids(things))
    tables.Goal.delete().where(tables.Goal.id.in_(_ids(things))).execute()


def _topics(things: Sequence[Thing]) -> None:
    _forget(Subject.TOPIC, _ids(things))
    tables.Topic.delete().where(tables.Topic.id.in_(_ids(things))).execute()


def _follow_ups(things: Sequence[Thing]) -> None:
    _forget(Subject.FOLLOW_UP, _ids(things))
    tables.FollowUp.delete().where(tables.FollowUp.id.in_(_ids(things))).execute()


def _requests(things: Sequence[Thing]) -> None:
    _forget(Subject.REQUEST, _ids(things))
    tables.FollowUpRequest.delete().where(tables.FollowUpRequest.id.in_(_ids(things))).execute()


def _pauses(things: Sequence[Thing]) -> None:
    _forget(Subject.PAUSE, _ids(things))
    tables.Pause.delete().where(tables.Pause.id.in_(_ids(things))).execute()


def _changes(things: Sequence[Thing], which: Any = True) -> None:
    """Rows of the history; an action counts the comments that are left."""
    table, action = tables.History, tables.Action
    here = table.id.in_(_ids(things)) & which
    commented = (
        table.select(table.subject_id, pw.fn.COUNT(table.id))
        .where(here, _IS_COMMENT, table.subject == Subject.ACTION, table.undone == False)  # noqa: E712
        .group_by(table.subject_id)
    )
    for action_id, number in list(commented.tuples()):
        left = action.comments - number
        action.update(comments=left).where(action.id == action_id, action.comments >= number).execute()
    table.delete().where(here).execute()


def _of_table(table: Any, key: Any) -> Callable[[Sequence[Thing]], None]:
    def delete(things: Sequence[Thing]) -> None:
        table.delete().where(key.in_(_ids(things))).execute()

    return delete


_DELETE: Mapping[What, Callable[[Sequence[Thing]], None]] = {
    What.CONVERSATION: _conversations,
    What.PREPARATION: _preparations,
    What.ACTION: _actions,
    What.GOAL: _goals,
    What.TOPIC: _topics,
    What.FOLLOW_UP: _follow_ups,
    What.CHANGE: _changes,
    What.PAUSE: _pauses,
    What.REQUEST: _requests,
    What.WALK: _of_table(tables.Walk, tables.Walk.id),
    What.UNFINISHED: _of_table(tables.Unfinished, tables.Unfinished.id),
    What.STAND_IN: _of_table(tables.StandIn, tables.StandIn.id),
    What.HOLD: _of_table(tables.Hold, tables.Hold.id),
    What.SESSION: _of_table(tables.Session, tables.Session.id),
    What.VISIT: _of_table(tables.Visit, tables.Visit.person),
    What.TRY: _of_table(tables.SignInTry, tables.SignInTry.key),
}


def _person(person_id: int, nameless: str) -> None:
    """Everything about a person, and all that only they could read; what stays of them has no name."""
    talks = tables.Conversation.select(tables.Conversation.id).where(tables.Conversation.person == person_id)
    for ids in in_parts([row[0] for row in talks.tuples()]):
        _delete_conversations(ids)
    for field in _names_person("CASCADE"):
        field.model.delete().where(field == person_id).execute()
    person = tables.Person
    person.update(leader=None).where(person.leader == person_id).execute()
    empty: dict[str, object] = dict.fromkeys(("search", "sorting", "email", "title", "unit"), "")
    empty |= {"name": nameless, "end_date": NAMELESS_SINCE, "is_administrator": False}
    empty |= dict.fromkeys(("employee_number", "start_date", "leader"))
    person.update(empty | {"version": person.version + 1}).where(person.id == person_id).execute()


def _drop_nameless() -> None:
    """Delete those who are erased and whom nothing refers to any more."""
    person = tables.Person
    free = person.search == ""
    for field in _names_person("RESTRICT"):
        free &= ~pw.fn.EXISTS(field.model.select(pw.SQL("1")).where(field == person.id))
    found = [row[0] for row in person.select(person.id).where(free).tuples()]
    for ids in in_parts(found):
        person.delete().where(person.id.in_(ids)).execute()


def _lower_visits() -> None:
    """What was seen ends with the newest change there is: SQLite gives the numbers of erased ones again."""
    visit, newest = tables.Visit, happenings.newest()
    visit.update(upto=newest).where(visit.upto > newest).execute()


def preparations_of(conversation_id: int) -> int:
    """Delete what both sides prepared for a conversation; how many answers that were."""
    answer, head = tables.Answer, tables.Preparation
    found = answer.select(answer.id).join(head, on=(answer.preparation == head.id))
    number: int = found.where(head.conversation == conversation_id).count()
    head.delete().where(head.conversation == conversation_id).execute()
    return number


def empty_log() -> bool:
    """SQLite: put what was deleted out of the write-ahead log too. Call it outside of every transaction.

    Returns:
        False when somebody else is reading just now; the next time does it.
    """
    if is_postgres() or proxy.in_transaction():
        return False
    with problems_told(), proxy.connection_context():
        blocked, _pages, _done = proxy.execute_sql("pragma wal_checkpoint(truncate)").fetchone()
    return not blocked


def settle() -> bool:
    """Leave nothing of what was deleted in the database's files. Call it outside of every transaction.

    SQLite: the file is written anew, since a page may still hold copies of rows that were moved before they were
    deleted; then the write-ahead log is emptied. PostgreSQL: dead rows are cleared away.

    Returns:
        False when somebody else uses the database just now; the next time does it.
    """
    if proxy.in_transaction():
        return False
    with problems_told(), proxy.connection_context():
        try:
            ours = ", ".join(f'"{name}"' for name in proxy.get_tables()) if is_postgres() else ""
            proxy.execute_sql(f"vacuum {ours}")
        except pw.OperationalError as error:
            if "locked" not in str(error):
                raise
            log.warning("erased, and the file not written anew: %s", error)
            return False
    return is_postgres() or empty_log()


def copies() -> tuple[str, ...]:
    """Names of the copies and backups that lie beside a SQLite file; what was erased still stands in them."""
    if is_postgres():
        return ()
    path = Path(unquote(str(proxy.obj.database).partition("?")[0].removeprefix("file://")))
    return tuple(sorted(one.name for kind in _COPIES for one in path.parent.glob(f"{path.name}.{kind}-*")))
