"""Access checks that the use cases share.

Each one finds a record, and raises if there is none or the viewer may not use it.
"""

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


def require(allowed: bool) -> None:
    """Raise NotAllowed unless `allowed`."""
    if not allowed:
        raise NotAllowed()


def get_person(person_id: int) -> Person:
    """Any person, whether or not the viewer may see their page. Call it inside a scope.

    Raises:
        NotFound: no such person.
    """
    person = people.get(person_id)
    if person is None:
        raise NotFound()
    return person


def get_page_person(viewer: Viewer, person_id: int) -> Person:
    """The person whose page `viewer` may see. Call it inside a reading or writing scope.

    Raises:
        NotFound: no such person.
        NotAllowed: `viewer` may not see the page.
    """
    person = get_person(person_id)
    require(access.may_see_page(viewer, person))
    return person


def get_workable_action(viewer: Viewer, action_id: int) -> tuple[Action, Person]:
    """An action that `viewer` may work on, and the employee it concerns.

    Raises:
        NotFound: no such action.
        NotAllowed: `viewer` is neither a party to it nor responsible for it.
    """
    action = actions.get(action_id)
    person = people.get(action.person_id) if action else None
    if action is None or person is None:
        raise NotAllowed() if actions.exists(action_id) else NotFound()
    require(access.may_update_action(viewer, person, action))
    return action, person


def get_own_conversation(viewer: Viewer, conversation_id: int) -> tuple[Conversation, Role]:
    """A conversation that `viewer` takes part in, and their role in it.

    Raises:
        NotFound: no such conversation.
        NotAllowed: `viewer` does not take part in it.
    """
    from tui_app.storage.conversations import conversations

    conversation = conversations.get(conversation_id)
    if conversation is None:
        raise NotFound()
    return conversation, access.role_in(viewer, conversation)


def find_new_leader(conversation: Conversation) -> Person | None:
    """The employee's current leader, if that is not the leader of this conversation. Call it inside a scope."""
    employee = people.get(conversation.person_id)
    if employee is None or employee.leader_id in (None, conversation.leader_id):
        return None
    return people.get(employee.leader_id)


def require_named_reader(named_id: int | None, reader_id: int) -> None:
    """Check that what is to be shown to somebody is shown to the person whose name stood in the question.

    Leaders change while a question is open. Call it inside a scope.

    Args:
        named_id: whom the question named; None if there was none.
        reader_id: who would see it now.

    Raises:
        DomainError: `reader_changed`, with the name of who would see it.
    """
    if named_id not in (None, reader_id):
        reader = people.get(reader_id)
        raise DomainError("reader_changed", name=reader.name if reader else "")


def require_open_minutes(viewer: Viewer, person: Person, conversation_id: int) -> None:
    """Check that goals and actions can still be added to the minutes of a conversation. Call it while writing.

    Raises:
        NotFound: no such conversation with this person.
        NotAllowed: `viewer` does not take part in it.
        DomainError: `minutes_are_closed`: the minutes are submitted or signed.
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


def require_account_administrator(viewer: Viewer) -> None:
    """Raise NotAllowed unless `viewer` manages accounts."""
    require(access.manages_accounts(viewer))
