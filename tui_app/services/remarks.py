"""What is written about minutes, private to its writer until it is handed over: comments and a statement.

Saved while one writes, like every text of the sheet; `minutes.give_back` and `minutes.state` hand it over.
"""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations import Written
from tui_app.domain.records import ConversationState, RemarkKind, Role, Viewer
from tui_app.domain.refusals import ChangedElsewhere, NotAllowed, Refusal
from tui_app.services.reach import own_conversation
from tui_app.services.sheet import check_sections, fitting
from tui_app.storage import conversations, minutes, remarks
from tui_app.storage.database import writing


def comment(viewer: Viewer, now: datetime, conversation_id: int, section: str, text: str, seen_version: int) -> Written:
    """Save what the leader writes about one section of the minutes; the employee sees it once they are returned.

    It is kept also where they were returned from another terminal meanwhile: it stands there the next time.

    Args:
        section: its key; "" is the whole.
        seen_version: of the text that this one is based on; 0 when there was none.

    Raises:
        NotFound, NotAllowed: no such conversation or section, or not the leader.
        Invalid: too long.
        Refusal: `step_impossible`, when they are not submitted.
        ChangedElsewhere: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = fitting(text)
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, role = own_conversation(viewer, conversation_id)
        if role is not Role.LEADER:
            raise NotAllowed()
        check_sections(conversation, {section} - {""})
        draft = minutes.draft(conversation_id)
        if draft is None or draft.state not in (ConversationState.SUBMITTED, ConversationState.RETURNED):
            raise Refusal("step_impossible", state=conversation.state)
        saved = _save(viewer, now, conversation_id, RemarkKind.COMMENT, section, cleaned, seen_version)
        conversations.put_bookmark(viewer.id, conversation_id, section)
        return saved


def statement(viewer: Viewer, now: datetime, conversation_id: int, text: str, seen_version: int) -> Written:
    """Save what one party writes to stand beside the signed minutes; the other sees it once it is added.

    Args:
        seen_version: of the text that this one is based on; 0 when there was none.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        Invalid: too long.
        Refusal: `step_impossible`, when nothing is signed.
        ChangedElsewhere: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = fitting(text)
    with writing(viewer):
        conversation, _ = own_conversation(viewer, conversation_id)
        if not minutes.signed_ids(conversation_id):
            raise Refusal("step_impossible", state=conversation.state)
        saved = _save(viewer, now, conversation_id, RemarkKind.STATEMENT, "", cleaned, seen_version)
        conversations.put_bookmark(viewer.id, conversation_id, RemarkKind.STATEMENT.place)
        return saved


def _save(
    viewer: Viewer, now: datetime, conversation_id: int, kind: RemarkKind, section: str, text: str, seen_version: int
) -> Written:
    version = remarks.save(conversation_id, viewer.id, kind, section, text, seen_version, now)
    if version is not None:
        return Written(text, version, now)
    current = remarks.of(conversation_id, viewer.id, kind).get(section)
    if current is not None and current.value == text:
        return current
    raise ChangedElsewhere(current, viewer.name)
