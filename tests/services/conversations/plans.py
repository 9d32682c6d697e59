"""Planned conversations that the tests share."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.services.sample_conversations import Cast
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.records.conversation import Conversation
from tui_app.services.conversations import conversation_view

OSLO = ZoneInfo("Europe/Oslo")
WINTER = datetime(2027, 3, 1, 10, 0, tzinfo=OSLO)


def reason(text: str = "Syk") -> ReasonDraft:
    return validate_draft(ReasonDraft, {"reason": text})


def one(cast: Cast, now: datetime, conversation_id: int) -> Conversation:
    return conversation_view.get(cast.leader, now, conversation_id)
