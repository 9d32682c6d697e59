"""The sheet of one conversation: what one party sees of it, and what they prepare."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from tui_app.domain import access
from tui_app.domain.conversations.conversation_view import ConversationView, MinutesDraft, Preparation
from tui_app.domain.conversations.workflow import EDITABLE_STATES
from tui_app.domain.minutes.signed_minutes import parse_minutes_leniently
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.conversation import HELD_STATES, Conversation, ConversationState, RemarkKind, Role
from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.access_log import record_opening
from tui_app.services.administration import retention
from tui_app.services.authorize import find_new_leader, get_own_conversation
from tui_app.services.conversations.conversation_form import form_of
from tui_app.storage.actions import actions
from tui_app.storage.actions import goals as pages
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
    """All that `viewer` may see of a conversation in which they have a part.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        DomainError: `no_form`, for one that was noted without a form.
    """
    with reading(viewer):
        conversation, role = get_own_conversation(viewer, conversation_id)
        form = form_of(conversation)
        record_opening(viewer, now, conversation)
        other = conversation.leader_id if role is Role.EMPLOYEE else conversation.person_id
        goals, open_actions, listed = _context_from_page(viewer, conversation)
        draft = minutes.get_draft(conversation_id)
        shown = draft if draft and may_see_draft(role, conversation, draft) else None
        submitted = draft is not None and draft.state in (ConversationState.SUBMITTED, ConversationState.RETURNED)
        for_reading = submitted and (role is Role.LEADER or shown is None or shown.state is ConversationState.SUBMITTED)
        follows = find_new_leader(conversation) if role is Role.EMPLOYEE else None
        agreed_goals, agreed_actions = _agreed(viewer, conversation)
        leader, mine = people.get(conversation.leader_id), preparations.get(conversation_id, viewer.id)
        return ConversationView(
            conversation=conversation,
            role=role,
            form=form,
            my_preparation=mine,
            their_preparation=preparations.get(conversation_id, other, only_shared=True),
            goals=goals,
            actions=open_actions,
            agreed_goals=agreed_goals,
            agreed_actions=agreed_actions,
            topics=listed,
            draft=shown,
            submitted=parse_minutes_leniently(minutes.submitted_document(draft.id)) if draft and for_reading else None,
            comments=draft.comments if draft and submitted else (),
            my_comments=remark_drafts.get(conversation_id, viewer.id, RemarkKind.COMMENT) if draft else {},
            my_statement=remark_drafts.get(conversation_id, viewer.id, RemarkKind.STATEMENT).get(""),
            previously_shared_with=_earlier_shared_with(conversation, mine) if role is Role.EMPLOYEE else "",
            later_leader=follows.name if follows else "",
            is_shown=follows is not None and follows.id in sharing.minutes_shared_with(conversation_id),
            leader_has_left=leader is None or leader.has_left(now.date()),
            has_hidden_draft=draft is not None and shown is None,
            signing_erases_preparation=retention.erases_at_signing(conversation)
            and bool(preparations.writer_names(conversation_id)),
            signed=minutes.signed_versions(conversation_id),
            bookmark=_bookmarked_place(viewer, conversation_id),
        )


def _bookmarked_place(viewer: Viewer, conversation_id: int) -> str:
    """Where in it `viewer` was last; empty when they have been elsewhere since."""
    there = bookmarks.get_bookmark(viewer.id)
    return there[1] if there and there[0] == conversation_id else ""


def _earlier_shared_with(conversation: Conversation, mine: Preparation) -> str:
    """Name of the earlier leader with whom the employee had shared the preparation; empty when nothing ended that."""
    if conversation.state is not ConversationState.PLANNED or mine.shared_at is not None:
        return ""
    former = preparations.formerly_shared_with(conversation.id, conversation.person_id)
    person = people.get(former) if former not in (None, conversation.leader_id) else None
    return person.name if person else ""


def _agreed(viewer: Viewer, conversation: Conversation) -> tuple[tuple[Goal, ...], tuple[Action, ...]]:
    """What was agreed in it, as it stands now; an earlier leader has only what was signed."""
    person = people.get(conversation.person_id)
    if conversation.state is ConversationState.SIGNED and (person is None or not access.may_see_page(viewer, person)):
        return (), ()
    return pages.goals_agreed_in(conversation.id), actions.agreed_in(conversation.id)


def _context_from_page(
    viewer: Viewer, conversation: Conversation
) -> tuple[tuple[Goal, ...], tuple[Action, ...], tuple[Topic, ...]]:
    """What stood open on the employee's page since the conversation before, with the goals reached since.

    Nothing of it for somebody who led them once, but no more.
    """
    person = people.get(conversation.person_id)
    if person is None or not access.may_see_page(viewer, person):
        return (), (), ()
    reached = history.goals_reached_since(person.id, _previous_conversation_end(conversation))
    return (
        tuple(
            goal
            for goal in pages.goals_of_person(person.id)
            if goal.conversation_id != conversation.id
            and (goal.status is GoalStatus.OPEN or (goal.status is GoalStatus.REACHED and goal.id in reached))
        ),
        tuple(
            action
            for action in actions.of_people([person.id], conversation.on)
            if action.conversation_id != conversation.id and action.status is not ActionStatus.DROPPED
        ),
        topics.open_of_person(person.id, talked_since=conversation.on),
    )


def _previous_conversation_end(conversation: Conversation) -> datetime:
    """The end of the day of the last conversation that was held with the employee before this one."""
    before = (
        one.on
        for one in conversations.of_person(conversation.person_id)
        if one.id != conversation.id and one.state in HELD_STATES and one.on < conversation.on
    )
    return datetime.combine(max(before, default=date(1970, 1, 1)), time.max, tzinfo=UTC)


def may_see_draft(role: Role, conversation: Conversation, draft: MinutesDraft) -> bool:
    """Whether minutes that are being written are there for this role: the leader's turn, or shown while written."""
    return role is Role.EMPLOYEE or conversation.shows_draft or draft.state not in EDITABLE_STATES


ENDED_LISTED_FOR = timedelta(days=400)
"""How long a signed or cancelled conversation stays on the list: the last yearly one is still there at the next."""


def own_conversations(viewer: Viewer, now: datetime) -> tuple[Conversation, ...]:
    """The conversations in which `viewer` has a part, by day; ended ones for a year."""
    with reading(viewer):
        return conversations.of_party(viewer.id, now.date() - ENDED_LISTED_FOR)


def get(viewer: Viewer, now: datetime, conversation_id: int) -> Conversation:
    """One conversation as it stands now.

    Raises:
        NotFound, NotAllowed: not there, or between others.
    """
    with reading(viewer):
        return get_own_conversation(viewer, conversation_id)[0]
