"""Submitting the minutes to the leader."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.conversation_view import MinutesDraft
from tui_app.domain.conversations.submission import MinutesGap, SubmittedVersions, find_gaps, submitted_versions
from tui_app.domain.conversations.workflow import ConversationStep, state_after
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.forms.translations import in_language
from tui_app.domain.minutes.later_changes import agreed_actions, agreed_goals
from tui_app.domain.minutes.signed_minutes import (
    MinutesDocument,
    MinutesSection,
    canonical_json,
)
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation, require, require_named_reader
from tui_app.services.conversations.conversation_form import form_of
from tui_app.services.minutes.steps import get_own_draft, start_minutes, step_minutes
from tui_app.storage.actions import actions, goals
from tui_app.storage.conversations import conversations, minutes
from tui_app.storage.database import reading, writing
from tui_app.storage.history import history


def list_gaps(viewer: Viewer, now: datetime, conversation_id: int) -> tuple[tuple[MinutesGap, str], ...]:
    """What the minutes lack before they are submitted. Gaps are pointed out; they do not prevent submitting.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not the employee.
        DomainError: `step_impossible`: the conversation has not been held, or there are no unsigned minutes.
    """
    with reading(viewer):
        conversation, role = get_own_conversation(viewer, conversation_id)
        require(role is Role.EMPLOYEE)
        draft = minutes.get_draft(conversation_id)
        if draft is None and conversation.state is not ConversationState.HELD:
            raise DomainError("step_impossible", state=conversation.state)
        texts = (str(one.value or "") for one in draft.texts.values()) if draft else ()
        gaps = find_gaps(texts, _agreed_goals(conversation), _agreed_actions(conversation))
        if draft is not None and _is_unchanged(conversation, draft, now):
            return ((MinutesGap.UNCHANGED, ""), *gaps)
        return gaps


def _is_unchanged(conversation: Conversation, draft: MinutesDraft, now: datetime) -> bool:
    """True for an amendment that says what the signed minutes say."""
    signed = minutes.signed_versions(conversation.id)
    if not signed:
        return False
    before, after = signed[-1].document, _build_document(conversation, draft, signed[-1].document.language, now)
    texts = [{one.key: one.text for one in document.sections if one.text} for document in (before, after)]
    return texts[0] == texts[1] and (before.goals, before.actions) == (after.goals, after.actions)


def _agreed_goals(conversation: Conversation) -> tuple[Goal, ...]:
    """Goals agreed in the conversation that have not been dropped."""
    return tuple(one for one in goals.goals_agreed_in(conversation.id) if one.status is not GoalStatus.DROPPED)


def _agreed_actions(conversation: Conversation) -> tuple[Action, ...]:
    """Actions agreed in the conversation that have not been dropped."""
    return tuple(one for one in actions.agreed_in(conversation.id) if one.status is not ActionStatus.DROPPED)


def submit(
    viewer: Viewer,
    now: datetime,
    conversation_id: int,
    language: str,
    seen: SubmittedVersions | None = None,
    reader_id: int | None = None,
) -> None:
    """The employee signs the minutes: the current text goes to the leader, with the goals and actions agreed.

    Without any text, this also starts the minutes.

    Args:
        language: for the words of the form in the document, unless the conversation has its own.
        seen: the versions that the employee has read; None means the current ones.
        reader_id: to whom the employee agreed to submit them; None for whoever is the leader now.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not the employee.
        DomainError: `step_impossible`: the conversation has not been held, or there are no unsigned minutes;
            `reader_changed`: somebody else is the leader now.
        ConflictError: another terminal has taken a step, or something differs from the versions that were read.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        start_minutes(viewer, now, *get_own_conversation(viewer, conversation_id))
        conversation, draft = get_own_draft(viewer, conversation_id, Role.EMPLOYEE)
        state_after(draft.state, ConversationStep.SUBMIT, Role.EMPLOYEE)
        require_named_reader(reader_id, conversation.leader_id)
        if seen is not None:
            _check_unchanged(viewer, conversation, draft, seen)
        document = _build_document(conversation, draft, conversation.language or language, now)
        values = {"submitted_at": now, "signed": canonical_json(document)}
        step_minutes(viewer, now, conversation, draft, ConversationStep.SUBMIT, values)


def _check_unchanged(viewer: Viewer, conversation: Conversation, draft: MinutesDraft, seen: SubmittedVersions) -> None:
    current = submitted_versions(
        draft.texts, goals.goals_agreed_in(conversation.id), actions.agreed_in(conversation.id)
    )
    if current.texts != seen.texts:
        raise ConflictError(draft, viewer.name)
    for subject, current_versions, seen_versions in (
        (ChangeSubject.GOAL, current.goals, seen.goals),
        (ChangeSubject.ACTION, current.actions, seen.actions),
    ):
        changed = {subject_id for subject_id, _ in current_versions.items() ^ seen_versions.items()}
        if changed:
            raise ConflictError(draft, history.last_changed_by(subject, max(changed)))


def _build_document(conversation: Conversation, draft: MinutesDraft, language: str, now: datetime) -> MinutesDocument:
    form = form_of(conversation)
    signed = minutes.signed_versions(conversation.id)
    texts = {key: str(one.value or "") for key, one in draft.texts.items()}
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
            MinutesSection(section.key, in_language(section.title, language), texts.get(section.key, ""))
            for section in form.sections
        ),
        goals=agreed_goals(_agreed_goals(conversation)),
        actions=agreed_actions(_agreed_actions(conversation)),
        submitted_at=now,
        signed_at=now,
        amends=signed[-1].sha256 if signed else "",
    )
