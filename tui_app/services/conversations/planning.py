"""Planning a conversation, changing the plan, cancelling it, and starting the conversation."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.conversations.workflow import UNSIGNED_STATES, ConversationStep, state_after
from tui_app.domain.dates.times import moment_of
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.template import TemplateState
from tui_app.services.authorize import get_own_conversation, get_page_person, require
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_or_conflict, change_stamp
from tui_app.storage.actions import actions, goals
from tui_app.storage.conversations import conversations, preparations
from tui_app.storage.database import writing
from tui_app.storage.forms import templates
from tui_app.storage.history import history, recording

if TYPE_CHECKING:
    from tui_app.domain.drafts.base import ReasonDraft
    from tui_app.domain.drafts.conversations import ConversationPlanDraft
    from tui_app.storage.history.recording import ChangeStamp


def plan(viewer: Viewer, now: datetime, person_id: int, draft: ConversationPlanDraft) -> Receipt:
    """Plan a conversation with one of the viewer's reports.

    Raises:
        NotFound, NotAllowed: no such person, or not one of the viewer's reports.
        InvalidInput: the form is not published or not in the language, or the clocks skip the time.
    """
    with writing(viewer, about=()):
        person = get_page_person(viewer, person_id)
        require(access.leads(viewer, person))
        stamp = change_stamp(viewer, now)
        return Receipt(stamp.batch, 1, store_plan(viewer, now, person, draft, stamp))


def store_plan(viewer: Viewer, now: datetime, person: Person, draft: ConversationPlanDraft, stamp: ChangeStamp) -> int:
    """Store a planned conversation with the viewer as leader; its id. Call it while writing, with access checked."""
    values = _planned_values(draft, now, None)
    values |= {"person": person.id, "leader": viewer.id, "state": ConversationState.PLANNED}
    return recording.create(ChangeSubject.CONVERSATION, person.id, values, stamp)


def _planned_values(draft: ConversationPlanDraft, now: datetime, current_template_id: int | None) -> dict[str, object]:
    """Column values of a plan. The form must be published, or already be the conversation's, and in the language."""
    found = templates.get(draft.template_id)
    if found is None or (found[0].state is not TemplateState.PUBLISHED and draft.template_id != current_template_id):
        raise InvalidInput({"template_id": "unknown_template"})
    template, form = found
    if draft.language and draft.language not in form.languages:
        raise InvalidInput({"language": "not_in_form"})
    starts = _start(draft, now)
    return {
        "template_id": template.id,
        "kind": template.kind,
        "minutes": form.minutes,
        "on": draft.on,
        "starts": starts,
        "place": draft.place,
        "note": draft.note,
        "language": draft.language,
    }


def _start(draft: ConversationPlanDraft, now: datetime) -> datetime | None:
    try:
        return moment_of(draft.on, draft.at, now.tzinfo) if draft.at else None
    except DomainError as error:
        raise InvalidInput({"at": error.code}) from None


def edit(viewer: Viewer, now: datetime, conversation_id: int, version: int, draft: ConversationPlanDraft) -> Receipt:
    """Change the day, time, place, form or note of a planned conversation.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not its leader.
        DomainError: `not_planned_any_more`.
        ConflictError: somebody has changed it since `version`.
        InvalidInput: the form is not published, or cannot change because somebody has prepared.
    """
    with writing(viewer, about=()):
        conversation = _lock_planned(viewer, conversation_id)
        values = _planned_values(draft, now, conversation.template_id)
        changed = {name: value for name, value in values.items() if value != getattr(conversation, name)}
        if not changed:
            return NOTHING_CHANGED
        if "template_id" in changed and preparations.writer_names(conversation.id):
            raise InvalidInput({"template_id": "already_prepared"})
        changed["sequence"] = conversation.sequence + 1
        return _store_change(viewer, now, conversation, version, ChangeKind.EDITED, changed)


def cancel(viewer: Viewer, now: datetime, conversation_id: int, version: int, draft: ReasonDraft) -> Receipt:
    """Cancel a planned conversation, with a reason that both can read.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not its leader.
        DomainError: `not_planned_any_more`.
        ConflictError: somebody has changed it since `version`.
    """
    with writing(viewer, about=()):
        conversation = _lock_planned(viewer, conversation_id)
        values = {
            "state": state_after(conversation.state, ConversationStep.CANCEL, Role.LEADER),
            "reason": draft.reason,
            "sequence": conversation.sequence + 1,
        }
        return _store_change(viewer, now, conversation, version, ChangeKind.STATUS, values)


def _lock_planned(viewer: Viewer, conversation_id: int) -> Conversation:
    conversations.lock_row(conversation_id)
    conversation, role = get_own_conversation(viewer, conversation_id)
    require(role is Role.LEADER)
    if conversation.state is not ConversationState.PLANNED:
        raise DomainError("not_planned_any_more")
    return conversation


def _store_change(
    viewer: Viewer, now: datetime, conversation: Conversation, version: int, kind: ChangeKind, values: dict[str, object]
) -> Receipt:
    stamp = change_stamp(viewer, now)
    change_or_conflict(ChangeSubject.CONVERSATION, conversation, kind, values, version, stamp)
    return Receipt(stamp.batch, 1, conversation.id)


def start(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """Start the conversation: it counts as held from now on. Either party may do so; a second start does nothing.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
        DomainError: `step_impossible`: it is cancelled.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        if conversation.held_at is not None:
            return
        values: dict[str, object] = {
            "state": state_after(conversation.state, ConversationStep.START, role),
            "held_at": now,
            "on": now.date(),
        }
        stamp = change_stamp(viewer, now)
        change_or_conflict(
            ChangeSubject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, stamp
        )


def take_back(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """Let a conversation that was started by mistake be planned again, on the day that it was planned for.

    Either party may do so, as long as nothing is written or agreed.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
        DomainError: `already_written`: something is written or agreed; `step_impossible`: it has not just started.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        if conversation.state in UNSIGNED_STATES and _is_written(conversation):
            raise DomainError("already_written")
        planned = state_after(conversation.state, ConversationStep.TAKE_BACK, role)
        values = {"state": planned, "held_at": None, "on": _planned_day(conversation)}
        stamp = change_stamp(viewer, now)
        change_or_conflict(
            ChangeSubject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, stamp
        )


def _is_written(conversation: Conversation) -> bool:
    return bool(
        conversation.state is not ConversationState.HELD
        or goals.goals_agreed_in(conversation.id)
        or actions.agreed_in(conversation.id)
    )


def _planned_day(conversation: Conversation) -> date:
    """The day before the start moved the conversation to the day it was held."""
    for change in history.of_subject(ChangeSubject.CONVERSATION, conversation.id):
        if change.kind is ChangeKind.STEP and change.after.get("state") == ConversationState.HELD:
            return date.fromisoformat(str(change.before.get("on") or conversation.on))
    return conversation.on
