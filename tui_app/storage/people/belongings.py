"""Queries about what belongs to people, in numbers."""

from __future__ import annotations

from typing import Any

from tui_app.domain.people.joining import Belongings
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.people.references import person_references
from tui_app.storage.tables import registry as tables

_COUNTED = (tables.Conversation, tables.Action, tables.Goal, tables.Topic, tables.FollowUp)
_NOT_THEIRS = (tables.Person, tables.StaffImport, tables.StaffImportChange, tables.Account)
"""Being led is counted apart; an import, and an account that nobody has used, are nothing of theirs."""


def of_person(person_id: int) -> Belongings:
    """Count what belongs to a person, whoever may read it. Call it in a scope."""
    action, conversation, topic, follow_up = tables.Action, tables.Conversation, tables.Topic, tables.FollowUp
    with bypassing_row_security():
        return Belongings(
            conversations=_count((conversation.person == person_id) | (conversation.leader == person_id), conversation),
            actions=_count(action.person == person_id, action),
            promised=_count((action.responsible == person_id) & (action.person != person_id), action),
            goals=_count(tables.Goal.person == person_id, tables.Goal),
            topics=_count((topic.person == person_id) | (topic.by == person_id), topic),
            follow_ups=_count((follow_up.person == person_id) | (follow_up.by == person_id), follow_up),
            reports=_count(tables.Person.leader == person_id, tables.Person),
            has_sign_in=_has_sign_in(person_id),
            has_more=_has_more(person_id),
        )


def _count(condition: Any, table: Any) -> int:
    return int(table.select().where(condition).count())


def _has_sign_in(person_id: int) -> bool:
    account = tables.Account
    chosen = (account.password_hash != "") | (account.pin != "")
    return bool(account.select().where(account.person == person_id, chosen).exists())


def _has_more(person_id: int) -> bool:
    fields = [field for field in person_references() if field.model not in (*_COUNTED, *_NOT_THEIRS)]
    return any(field.model.select().where(field == person_id).exists() for field in fields)
