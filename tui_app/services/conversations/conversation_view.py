"""What one party sees of a conversation, and the list of conversations they take part in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from msgspec.structs import replace

from tui_app.domain import access
from tui_app.domain.conversations.conversation_view import ConversationView, MinutesDraft
from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.workflow import EDITABLE_STATES
from tui_app.domain.minutes.signed_minutes import MinutesDocument, parse_minutes_leniently
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.conversation import HELD_STATES, Conversation, ConversationState, RemarkKind, Role
from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.access_log import record_opening
from tui_app.services.administration import retention
from tui_app.services.authorize import find_new_leader, get_own_conversation
from tui_app.services.conversations.conversation_form import preparation_form_of
from tui_app.services.minutes.agreements import agreed_in, changed_since_submission
from tui_app.storage.actions import actions
from tui_app.storage.actions import goals as stored_goals
from tui_app.storage.conversations import (
    bookmarks,
    conversations,
    minutes,
    preparations,
    remark_drafts,
    sharing,
    topics,
)
from tui_app.storage.database import reading
from tui_app.storage.history import history
from tui_app.storage.people import people


def get_view(viewer: Viewer, now: datetime, conversation_id: int) -> ConversationView:
    """Everything that `viewer` may see of a conversation they take part in. The opening is logged.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
        DomainError: `no_form`: it was recorded without a form.
    """
    with reading(viewer):
        conversation, role = get_own_conversation(viewer, conversation_id)
        form = preparation_form_of(conversation)
        record_opening(viewer, now, conversation)
        goals, open_actions, open_topics = _context_from_page(viewer, conversation)
        draft = minutes.get_draft(conversation_id)
        visible_draft = draft if draft and may_see_draft(role, conversation, draft) else None
        new_leader = find_new_leader(conversation) if role is Role.EMPLOYEE else None
        agreed_goals, agreed_actions = agreed_in(viewer, conversation) or ((), ())
        submitted = _submitted_document(draft, role)
        return ConversationView(
            conversation=conversation,
            role=role,
            form=form,
            my_preparation=(own_preparation := preparations.get(conversation_id, viewer.id)),
            their_preparation=preparations.get(conversation_id, _other_party(conversation, role), only_shared=True),
            goals=goals,
            actions=open_actions,
            agreed_goals=agreed_goals,
            agreed_actions=agreed_actions,
            topics=open_topics,
            draft=visible_draft,
            submitted=submitted,
            returned=_returned_document(draft, role),
            later_changes=changed_since_submission(viewer, conversation, draft, submitted),
            comments=draft.comments if draft and draft.state in SUBMITTED_STATES else (),
            my_comments=remark_drafts.get(conversation_id, viewer.id, RemarkKind.COMMENT) if draft else {},
            my_statement=remark_drafts.get(conversation_id, viewer.id, RemarkKind.STATEMENT).get(""),
            previously_shared_with=_earlier_shared_with(conversation, own_preparation) if role is Role.EMPLOYEE else "",
            later_leader=new_leader.name if new_leader else "",
            later_leader_id=new_leader.id if new_leader else 0,
            is_shown=new_leader is not None and new_leader.id in sharing.minutes_shared_with(conversation_id),
            leader_has_left=_has_left(conversation.leader_id, now),
            employee_has_left=_has_left(conversation.person_id, now),
            has_hidden_draft=draft is not visible_draft,
            signing_erases_preparation=_erases_preparation(conversation),
            signed=minutes.signed_versions(conversation_id),
            bookmark=_bookmarked_place(viewer, conversation_id),
        )


def _has_left(person_id: int, now: datetime) -> bool:
    person = people.get(person_id)
    return person is None or person.has_left(now.date())


SUBMITTED_STATES = (ConversationState.SUBMITTED, ConversationState.RETURNED)
"""States in which there is a submitted document that is not signed."""


def _other_party(conversation: Conversation, role: Role) -> int:
    return conversation.leader_id if role is Role.EMPLOYEE else conversation.person_id


def _submitted_document(draft: MinutesDraft | None, role: Role) -> MinutesDocument | None:
    """The document as it was submitted; the employee sees their own text instead once it is returned."""
    if draft is None or draft.state not in SUBMITTED_STATES:
        return None
    if role is Role.EMPLOYEE and draft.state is not ConversationState.SUBMITTED:
        return None
    return parse_minutes_leniently(minutes.submitted_document(draft.id))


def _returned_document(draft: MinutesDraft | None, role: Role) -> MinutesDocument | None:
    """The document that the leader returned last, for the leader who decides about the next one."""
    if draft is None or role is Role.EMPLOYEE or draft.state is not ConversationState.SUBMITTED:
        return None
    document = minutes.returned_document(draft.id)
    return parse_minutes_leniently(document) if document else None


def _erases_preparation(conversation: Conversation) -> bool:
    return retention.erases_at_signing(conversation) and bool(preparations.writer_names(conversation.id))


def _bookmarked_place(viewer: Viewer, conversation_id: int) -> str:
    """Where in this conversation the viewer was last; empty if they have opened another one since."""
    bookmark = bookmarks.get_bookmark(viewer.id)
    return bookmark[1] if bookmark and bookmark[0] == conversation_id else ""


def _earlier_shared_with(conversation: Conversation, preparation: Preparation) -> str:
    """Name of the earlier leader whom the preparation was shared with; empty if it is shared now, or never was."""
    if conversation.state is not ConversationState.PLANNED or preparation.shared_at is not None:
        return ""
    former_id = preparations.formerly_shared_with(conversation.id, conversation.person_id)
    person = people.get(former_id) if former_id not in (None, conversation.leader_id) else None
    return person.name if person else ""


def _context_from_page(
    viewer: Viewer, conversation: Conversation
) -> tuple[tuple[Goal, ...], tuple[Action, ...], tuple[Topic, ...]]:
    """Open goals, actions and topics on the employee's page, and goals reached since the conversation before this one.

    Empty for somebody who no longer leads the employee.
    """
    person = people.get(conversation.person_id)
    if person is None or not access.may_see_page(viewer, person):
        return (), (), ()
    reached_ids = history.goals_reached_since(person.id, _previous_conversation_end(conversation))
    return (
        tuple(
            goal
            for goal in stored_goals.goals_of_person(person.id)
            if goal.conversation_id != conversation.id
            and (goal.status is GoalStatus.OPEN or (goal.status is GoalStatus.REACHED and goal.id in reached_ids))
        ),
        tuple(
            action
            for action in actions.of_people([person.id], conversation.on)
            if action.conversation_id != conversation.id and action.status is not ActionStatus.DROPPED
        ),
        topics.open_of_person(person.id, talked_since=conversation.on),
    )


def _previous_conversation_end(conversation: Conversation) -> datetime:
    """The end of the day of the last conversation held with the employee before this one."""
    earlier_days = (
        other.on
        for other in conversations.of_person(conversation.person_id)
        if other.id != conversation.id and other.state in HELD_STATES and other.on < conversation.on
    )
    return datetime.combine(max(earlier_days, default=date(1970, 1, 1)), time.max, tzinfo=UTC)


def may_see_draft(role: Role, conversation: Conversation, draft: MinutesDraft) -> bool:
    """True if this role may read the draft of the minutes.

    The employee, who writes it, always may; the leader may once it is shared or submitted.
    """
    return role is Role.EMPLOYEE or conversation.shows_draft or draft.state not in EDITABLE_STATES


ENDED_LISTED_FOR = timedelta(days=400)
"""How long a signed or cancelled conversation stays on the list; last year's is still there at the next yearly one."""


def own_conversations(viewer: Viewer, now: datetime) -> tuple[Conversation, ...]:
    """The conversations that `viewer` takes part in, by day and time; ended ones for about a year."""
    with reading(viewer):
        begun = remark_drafts.conversations_with_statement(viewer.id)
        own = conversations.of_party(viewer.id, now.date() - ENDED_LISTED_FOR)
    marked = (replace(one, has_begun_statement=True) if one.id in begun else one for one in own)
    return tuple(sorted(marked, key=lambda one: (one.on, one.starts is None, one.starts or now, one.id)))


def get(viewer: Viewer, now: datetime, conversation_id: int) -> Conversation:
    """One conversation.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
    """
    with reading(viewer):
        return get_own_conversation(viewer, conversation_id)[0]
