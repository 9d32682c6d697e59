"""What the leader does with submitted minutes: return them with comments, or sign them."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from tui_app.domain.audit import AuditKind
from tui_app.domain.conversations.workflow import ConversationStep, state_after
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput
from tui_app.domain.minutes.later_changes import LaterChanges
from tui_app.domain.minutes.signed_minutes import (
    SignedMinutes,
    canonical_json,
    parse_minutes,
    sha256_hex,
)
from tui_app.domain.records.conversation import RemarkKind, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.access_log import record
from tui_app.services.administration import retention
from tui_app.services.conversations.conversation_form import form_of
from tui_app.services.minutes.agreements import changed_since_submission
from tui_app.services.minutes.steps import get_own_draft, step_minutes
from tui_app.storage.conversations import conversations, minutes, remark_drafts
from tui_app.storage.database import writing


def return_minutes(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """The leader returns the minutes, with the comments saved since they were submitted (`comments.save_comment`).

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not the leader.
        InvalidInput: there is no comment.
        DomainError: `step_impossible`: the minutes are not submitted.
        ConflictError: another terminal has taken a step since.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, draft = get_own_draft(viewer, conversation_id, Role.LEADER)
        state_after(draft.state, ConversationStep.RETURN, Role.LEADER)
        drafts = remark_drafts.get(conversation_id, viewer.id, RemarkKind.COMMENT)
        sections = ("", *(section.key for section in form_of(conversation).sections))
        comments = {key: text for key in sections if key in drafts and (text := str(drafts[key].value).strip())}
        if not comments:
            raise InvalidInput({"text": "missing"})
        for section, text in comments.items():
            minutes.add_comment(draft.id, section, viewer.id, text, now)
        remark_drafts.delete(conversation_id, viewer.id, RemarkKind.COMMENT)
        values = {"returned": minutes.submitted_document(draft.id)}
        step_minutes(viewer, now, conversation, draft, ConversationStep.RETURN, values)


def sign(
    viewer: Viewer,
    now: datetime,
    conversation_id: int,
    base_version: int = 0,
    discards_comments: bool = True,
    seen: LaterChanges | None = None,
) -> SignedMinutes:
    """The leader signs exactly what the employee submitted; from now on it never changes.

    Comments that were not sent are deleted, and so are both preparations, unless the organisation keeps them longer.

    Args:
        base_version: version of the minutes that the leader has read; 0 means the current one.
        discards_comments: the leader knows that there are comments to be discarded.
        seen: what the leader knows to have changed about the agreements since; None means that they know everything.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not the leader.
        DomainError: `step_impossible`: the minutes are not submitted; `minutes_corrupt`: the submitted text cannot be
            read; `comments_not_returned`: there are comments that the leader has not been told of;
            `agreements_changed`: something agreed has changed that the leader has not seen.
        ConflictError: another terminal has taken a step since.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, draft = get_own_draft(viewer, conversation_id, Role.LEADER)
        state_after(draft.state, ConversationStep.SIGN, Role.LEADER)
        if base_version not in (0, draft.version):
            raise ConflictError(draft, conversation.person_name)
        if not discards_comments and _has_comments(conversation_id, viewer):
            raise DomainError("comments_not_returned")
        try:
            submitted = parse_minutes(minutes.submitted_document(draft.id))
        except ValueError:
            raise DomainError("minutes_corrupt") from None
        if seen not in (None, changed_since_submission(viewer, conversation, draft, submitted)):
            raise DomainError("agreements_changed")
        text = canonical_json(replace(submitted, signed_at=now))
        values = {"signed": text, "sha256": sha256_hex(text), "returned": ""}
        step_minutes(viewer, now, conversation, draft, ConversationStep.SIGN, values)
        remark_drafts.delete(conversation_id, viewer.id, RemarkKind.COMMENT)
        record(viewer, now, AuditKind.SIGNED, conversation, number=draft.number, sha256=sha256_hex(text))
        erased = retention.erase_preparations_at_signing(viewer, now, conversation)
        signed = minutes.signed_versions(conversation_id)[-1]
    if erased:
        retention.purge_after_signing()
    return signed


def _has_comments(conversation_id: int, viewer: Viewer) -> bool:
    drafts = remark_drafts.get(conversation_id, viewer.id, RemarkKind.COMMENT)
    return any(str(draft.value).strip() for draft in drafts.values())
