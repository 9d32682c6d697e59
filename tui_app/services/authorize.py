"""Reaching things on behalf of the signed-in person: found and allowed, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.errors import DomainError, NotAllowed, NotFound
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person, Viewer
from tui_app.storage.actions import actions
from tui_app.storage.people import people

if TYPE_CHECKING:
    from tui_app.domain.records.conversation import Conversation, Role


def get_page_person(viewer: Viewer, person_id: int) -> Person:
    """The person whose page `viewer` may see. Call it inside a reading or writing scope.

    Raises:
        NotFound: there is no such person.
        NotAllowed: the page is not theirs to see.
    """
    person = people.get(person_id)
    if person is None:
        raise NotFound()
    if not access.may_see_page(viewer, person):
        raise NotAllowed()
    return person


def get_workable_action(viewer: Viewer, action_id: int) -> tuple[Action, Person]:
    """The action that `viewer` may work on, with the employee it concerns.

    Raises:
        NotFound: there is no such action.
        NotAllowed: they are neither a party nor responsible for it.
    """
    action = actions.get(action_id)
    person = people.get(action.person_id) if action else None
    if action is None or person is None:
        raise NotAllowed() if actions.exists(action_id) else NotFound()
    if not access.may_update_action(viewer, person, action):
        raise NotAllowed()
    return action, person


def get_own_conversation(viewer: Viewer, conversation_id: int) -> tuple[Conversation, Role]:
    """The conversation in which `viewer` has a part, and which part.

    Raises:
        NotFound: there is no such conversation.
        NotAllowed: it is between others.
    """
    from tui_app.storage.conversations import conversations

    conversation = conversations.get(conversation_id)
    if conversation is None:
        raise NotFound()
    return conversation, access.role_in(viewer, conversation)


def find_new_leader(conversation: Conversation) -> Person | None:
    """Who leads the employee now, where that is not the one with whom they talked. Call it inside a scope."""
    employee = people.get(conversation.person_id)
    if employee is None or employee.leader_id in (None, conversation.leader_id):
        return None
    return people.get(employee.leader_id)


def require_open_minutes(viewer: Viewer, person: Person, conversation_id: int) -> None:
    """See to it that what is agreed now can become part of the minutes of this conversation. Call it while writing.

    Raises:
        NotFound: the conversation is not one of this person's.
        NotAllowed: it is between others.
        DomainError: `minutes_are_closed`, when they are submitted or signed.
    """
    from tui_app.domain.conversations.workflow import EDITABLE_STATES
    from tui_app.domain.records.conversation import ConversationState
    from tui_app.storage.conversations import conversations, minutes

    conversations.lock_row(conversation_id)
    conversation, _ = get_own_conversation(viewer, conversation_id)
    if conversation.person_id != person.id:
        raise NotFound()
    if conversation.state in (ConversationState.PLANNED, ConversationState.HELD):
        return
    draft = minutes.get_draft(conversation_id)
    if draft is None or draft.state not in EDITABLE_STATES:
        raise DomainError("minutes_are_closed")


def get_person(person_id: int) -> Person:
    person = people.get(person_id)
    if person is None:
        raise NotFound()
    return person


def require_account_administrator(viewer: Viewer) -> None:
    if not access.manages_accounts(viewer):
        raise NotAllowed()
