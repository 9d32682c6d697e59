"""The sheet of one conversation: what one party sees of it, and what they prepare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from tui_app.domain import access
from tui_app.domain.conversations import WRITABLE, MinutesDraft, Preparation, Sheet, Written
from tui_app.domain.forms import Answer, Form, fits
from tui_app.domain.minutes import read_any
from tui_app.domain.records import (
    HELD_STATES,
    Action,
    ActionStatus,
    Conversation,
    ConversationState,
    Goal,
    GoalStatus,
    RemarkKind,
    Role,
    Subject,
    Topic,
    Viewer,
)
from tui_app.domain.refusals import ChangedElsewhere, Invalid, NotFound, Refusal
from tui_app.domain.texts import NOTE_LIMIT, clean_note
from tui_app.services import retention
from tui_app.services.marks import mark
from tui_app.services.reach import later_leader, own_conversation
from tui_app.services.seen import note_opening
from tui_app.storage import (
    actions,
    conversations,
    history,
    minutes,
    pages,
    people,
    preparations,
    remarks,
    templates,
    topics,
)
from tui_app.storage.database import reading, writing


def sheet(viewer: Viewer, now: datetime, conversation_id: int) -> Sheet:
    """All that `viewer` may see of a conversation in which they have a part.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        Refusal: `no_form`, for one that was noted without a form.
    """
    with reading(viewer):
        conversation, role = own_conversation(viewer, conversation_id)
        form = form_of(conversation)
        note_opening(viewer, now, conversation)
        other = conversation.leader_id if role is Role.EMPLOYEE else conversation.person_id
        goals, open_actions, listed = _from_the_page(viewer, conversation)
        draft = minutes.draft(conversation_id)
        shown = draft if draft and may_see_draft(role, conversation, draft) else None
        submitted = draft is not None and draft.state in (ConversationState.SUBMITTED, ConversationState.RETURNED)
        for_reading = submitted and (role is Role.LEADER or shown is None or shown.state is ConversationState.SUBMITTED)
        follows = later_leader(conversation) if role is Role.EMPLOYEE else None
        agreed_goals, agreed_actions = _agreed(viewer, conversation)
        leader, mine = people.get(conversation.leader_id), preparations.of(conversation_id, viewer.id)
        return Sheet(
            conversation=conversation,
            role=role,
            form=form,
            mine=mine,
            theirs=preparations.of(conversation_id, other, only_shared=True),
            goals=goals,
            actions=open_actions,
            agreed_goals=agreed_goals,
            agreed_actions=agreed_actions,
            topics=listed,
            draft=shown,
            submitted=read_any(minutes.submitted(draft.id)) if draft and for_reading else None,
            comments=draft.comments if draft and submitted else (),
            my_comments=remarks.of(conversation_id, viewer.id, RemarkKind.COMMENT) if draft else {},
            my_statement=remarks.of(conversation_id, viewer.id, RemarkKind.STATEMENT).get(""),
            had_shared_with=_had_shared_with(conversation, mine) if role is Role.EMPLOYEE else "",
            later_leader=follows.name if follows else "",
            is_shown=follows is not None and follows.id in conversations.shown_to(conversation_id),
            leader_has_left=leader is None or leader.has_left(now.date()),
            writing=draft is not None and shown is None,
            erases_preparation=retention.erases_at_signing(conversation)
            and bool(preparations.writers(conversation_id)),
            signed=minutes.signed(conversation_id),
            place=_place(viewer, conversation_id),
        )


def _place(viewer: Viewer, conversation_id: int) -> str:
    """Where in it `viewer` was last; empty when they have been elsewhere since."""
    there = conversations.bookmark(viewer.id)
    return there[1] if there and there[0] == conversation_id else ""


def _had_shared_with(conversation: Conversation, mine: Preparation) -> str:
    """Name of the earlier leader with whom the employee had shared the preparation; empty when nothing ended that."""
    if conversation.state is not ConversationState.PLANNED or mine.shared_at is not None:
        return ""
    former = preparations.had_shared_with(conversation.id, conversation.person_id)
    person = people.get(former) if former not in (None, conversation.leader_id) else None
    return person.name if person else ""


def _agreed(viewer: Viewer, conversation: Conversation) -> tuple[tuple[Goal, ...], tuple[Action, ...]]:
    """What was agreed in it, as it stands now; an earlier leader has only what was signed."""
    person = people.get(conversation.person_id)
    if conversation.state is ConversationState.SIGNED and (person is None or not access.sees_page(viewer, person)):
        return (), ()
    return pages.agreed_goals(conversation.id), actions.agreed(conversation.id)


def _from_the_page(
    viewer: Viewer, conversation: Conversation
) -> tuple[tuple[Goal, ...], tuple[Action, ...], tuple[Topic, ...]]:
    """What stood open on the employee's page since the conversation before, with the goals reached since.

    Nothing of it for somebody who led them once, but no more.
    """
    person = people.get(conversation.person_id)
    if person is None or not access.sees_page(viewer, person):
        return (), (), ()
    reached = history.goals_reached_since(person.id, _time_before(conversation))
    return (
        tuple(
            goal
            for goal in pages.goals(person.id)
            if goal.conversation_id != conversation.id
            and (goal.status is GoalStatus.OPEN or (goal.status is GoalStatus.REACHED and goal.id in reached))
        ),
        tuple(
            action
            for action in actions.of_people([person.id], conversation.on)
            if action.conversation_id != conversation.id and action.status is not ActionStatus.DROPPED
        ),
        topics.waiting(person.id, talked_since=conversation.on),
    )


def _time_before(conversation: Conversation) -> datetime:
    """The end of the day of the last conversation that was held with the employee before this one."""
    before = (
        one.on
        for one in conversations.of_person(conversation.person_id)
        if one.id != conversation.id and one.state in HELD_STATES and one.on < conversation.on
    )
    return datetime.combine(max(before, default=date(1970, 1, 1)), time.max, tzinfo=UTC)


def form_of(conversation: Conversation) -> Form:
    """The form with which a conversation began. Call it inside a reading or writing scope.

    Raises:
        Refusal: `no_form`.
    """
    found = templates.get(conversation.template_id) if conversation.template_id else None
    if found is None:
        raise Refusal("no_form")
    return found[1]


def check_sections(conversation: Conversation, sections: Iterable[str]) -> None:
    """See to it that the form of a conversation has these sections. Call it inside a reading or writing scope.

    Raises:
        NotFound: it lacks one.
    """
    if not {one.key for one in form_of(conversation).sections}.issuperset(sections):
        raise NotFound()


def fitting(text: str, *, required: bool = False) -> str:
    """What was written, cleaned.

    Raises:
        Invalid: too long, or nothing where something is required.
    """
    cleaned = clean_note(text)
    if len(cleaned) > NOTE_LIMIT:
        raise Invalid({"text": "too_long"})
    if required and not cleaned:
        raise Invalid({"text": "missing"})
    return cleaned


def may_see_draft(role: Role, conversation: Conversation, draft: MinutesDraft) -> bool:
    """Whether minutes that are being written are there for this role: the leader's turn, or shown while written."""
    return role is Role.EMPLOYEE or conversation.shows_draft or draft.state not in WRITABLE


def answer(
    viewer: Viewer, now: datetime, conversation_id: int, question: str, value: Answer, seen_version: int
) -> Written:
    """Save one's own answer to a question of the preparation.

    Args:
        seen_version: of the answer that the text was based on; 0 when there was none.

    Raises:
        NotFound, NotAllowed: no such conversation or question, or not for this person to answer.
        Invalid: the answer is not of the kind asked for.
        Refusal: `preparation_is_closed`, once the minutes are signed or the conversation cancelled.
        ChangedElsewhere: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = clean_note(value) if isinstance(value, str) else value
    with writing(viewer):
        conversation, role = own_conversation(viewer, conversation_id)
        asked = form_of(conversation).question(question)
        if asked is None or not asked.asks(role):
            raise NotFound()
        if isinstance(cleaned, str) and len(cleaned) > NOTE_LIMIT:
            raise Invalid({question: "too_long"})
        if not fits(asked, cleaned):
            raise Invalid({question: "not_an_answer"})
        if conversation.state in (ConversationState.SIGNED, ConversationState.CANCELLED):
            raise Refusal("preparation_is_closed")
        version = preparations.save(conversation_id, viewer.id, question, cleaned, seen_version, now)
        if version is None:
            current = preparations.answer(conversation_id, viewer.id, question)
            if current is not None and current.value == cleaned:
                return current
            raise ChangedElsewhere(current, viewer.name)
        conversations.put_bookmark(viewer.id, conversation_id, question)
    return Written(cleaned, version, now)


def share(viewer: Viewer, now: datetime, conversation_id: int, *, shared: bool = True) -> Preparation:
    """Let the other side see one's preparation from now on, or take that back before the conversation is held.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        Refusal: `already_held`, when it is to be taken back too late.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, _ = own_conversation(viewer, conversation_id)
        if not shared and conversation.state is not ConversationState.PLANNED:
            raise Refusal("already_held")
        mine = preparations.of(conversation_id, viewer.id)
        if shared == (mine.shared_at is not None):
            return mine
        preparations.share(conversation_id, viewer.id, now if shared else None)
        was, became = ("", "shared") if shared else ("shared", "")
        history.step(Subject.CONVERSATION, conversation_id, conversation.person_id, was, became, mark(viewer, now))
        return preparations.of(conversation_id, viewer.id)


def remember_place(viewer: Viewer, now: datetime, conversation_id: int, place: str) -> None:
    """Keep where in a conversation `viewer` is, so that it opens there again after a crash.

    Raises:
        NotFound, NotAllowed: not there, or between others.
    """
    with writing(viewer):
        own_conversation(viewer, conversation_id)
        conversations.put_bookmark(viewer.id, conversation_id, place)


def forget_place(viewer: Viewer, now: datetime) -> None:
    """Nothing is open any more: the next start begins at home."""
    with writing(viewer):
        conversations.drop_bookmark(viewer.id)


def left_open(viewer: Viewer, now: datetime) -> int:
    """The conversation that was open when the program ended without being told to; 0 when there is none."""
    with reading(viewer):
        found = conversations.bookmark(viewer.id)
    return found[0] if found else 0
