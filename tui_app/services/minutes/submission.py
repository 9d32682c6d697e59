"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.conversation_view import MinutesDraft
from tui_app.domain.conversations.submission import MinutesGap, SubmittedVersions, find_gaps, submitted_versions
from tui_app.domain.conversations.workflow import ConversationStep, state_after
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed
from tui_app.domain.forms.translations import in_language
from tui_app.domain.minutes.signed_minutes import (
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    MinutesSection,
    canonical_json,
)
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation
from tui_app.services.conversations.conversation_form import form_of
from tui_app.services.minutes.steps import get_own_draft, start_minutes, step_minutes
from tui_app.storage.actions import actions, goals
from tui_app.storage.conversations import conversations, minutes
from tui_app.storage.database import reading, writing
from tui_app.storage.history import history


def list_gaps(viewer: Viewer, now: datetime, conversation_id: int) -> tuple[tuple[MinutesGap, str], ...]:
    """What the minutes lack before they are submitted: pointed out, not forbidden.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        DomainError: `step_impossible`, before it was held and when nothing is being written any more.
    """
    with reading(viewer):
        conversation, role = get_own_conversation(viewer, conversation_id)
        if role is not Role.EMPLOYEE:
            raise NotAllowed()
        draft = minutes.get_draft(conversation_id)
        if draft is None and conversation.state is not ConversationState.HELD:
            raise DomainError("step_impossible", state=conversation.state)
        texts = (str(one.value or "") for one in draft.texts.values()) if draft else ()
        return find_gaps(texts, _agreed_goals(conversation), _agreed_actions(conversation))


def _agreed_goals(conversation: Conversation) -> tuple[Goal, ...]:
    """The goals agreed in it; one that was dropped again is none."""
    return tuple(one for one in goals.goals_agreed_in(conversation.id) if one.status is not GoalStatus.DROPPED)


def _agreed_actions(conversation: Conversation) -> tuple[Action, ...]:
    """The actions agreed in it; one that was dropped again is none."""
    return tuple(one for one in actions.agreed_in(conversation.id) if one.status is not ActionStatus.DROPPED)


def submit(
    viewer: Viewer, now: datetime, conversation_id: int, language: str, seen: SubmittedVersions | None = None
) -> None:
    """The employee signs: the text as it stands now goes to the leader, with the goals and actions agreed.

    Where nothing is written the minutes begin here, without a text.

    Args:
        language: for the form's own words in the document.
        seen: what the employee has read; None for what stands now.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        DomainError: `step_impossible`, before it was held and when nothing is being written any more.
        ConflictError: another terminal took a step since, or something stands otherwise than it was seen.
    """
    with writing(viewer):
        conversations.lock_row(conversation_id)
        start_minutes(viewer, now, *get_own_conversation(viewer, conversation_id))
        conversation, draft = get_own_draft(viewer, conversation_id, Role.EMPLOYEE)
        state_after(draft.state, ConversationStep.SUBMIT, Role.EMPLOYEE)
        if seen is not None:
            _check_unchanged(viewer, conversation, draft, seen)
        document = _build_document(conversation, draft, language, now)
        values = {"submitted_at": now, "signed": canonical_json(document)}
        step_minutes(viewer, now, conversation, draft, ConversationStep.SUBMIT, values)


def _check_unchanged(viewer: Viewer, conversation: Conversation, draft: MinutesDraft, seen: SubmittedVersions) -> None:
    there = submitted_versions(draft.texts, goals.goals_agreed_in(conversation.id), actions.agreed_in(conversation.id))
    if there.texts != seen.texts:
        raise ConflictError(draft, viewer.name)
    for subject, now_there, as_seen in (
        (ChangeSubject.GOAL, there.goals, seen.goals),
        (ChangeSubject.ACTION, there.actions, seen.actions),
    ):
        changed = {one for one, _ in now_there.items() ^ as_seen.items()}
        if changed:
            raise ConflictError(draft, history.last_changed_by(subject, max(changed)))


def _build_document(conversation: Conversation, draft: MinutesDraft, language: str, now: datetime) -> MinutesDocument:
    form = form_of(conversation)
    before = minutes.signed_versions(conversation.id)
    written = {key: str(one.value or "") for key, one in draft.texts.items()}
    return MinutesDocument(
        conversation=conversation.uid,
        number=draft.number,
        employee=conversation.person_name,
        leader=conversation.leader_name,
        title=in_language(form.title, language),
        language=language,
        held_on=conversation.on,
        place=conversation.place,
        sections=tuple(
            MinutesSection(section.key, in_language(section.title, language), written.get(section.key, ""))
            for section in form.sections
        ),
        goals=tuple(AgreedGoal(one.text, one.kind, one.target) for one in _agreed_goals(conversation)),
        actions=tuple(
            AgreedAction(one.text, one.responsible_name, one.due, one.goal_text)
            for one in _agreed_actions(conversation)
        ),
        submitted_at=now,
        signed_at=now,
        amends=before[-1].sha256 if before else "",
    )
