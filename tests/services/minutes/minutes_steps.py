"""Steps and looks that the tests of minutes share."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.services.sample_conversations import Cast
from tui_app.domain.conversations.conversation_view import MinutesDraft
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import conversation_view
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables

HOUR = timedelta(hours=1)
DAYS = timedelta(days=1)
S = ConversationState


def draft_of(who: Viewer, now: datetime, conversation_id: int) -> MinutesDraft | None:
    return conversation_view.get_view(who, now, conversation_id).draft


def written(cast: Cast, now: datetime, conversation_id: int) -> dict[str, object]:
    draft = draft_of(cast.employee, now, conversation_id)
    assert draft is not None
    return {section: text.value for section, text in draft.texts.items()}


def sections(signed: SignedMinutes) -> dict[str, str]:
    return {section.key: section.text for section in signed.document.sections}


def stored(conversation_id: int) -> list[tuple[str, str]]:
    """Text and SHA-256 of the signed versions, as stored."""
    with reading(), bypassing_row_security():
        table = tables.Minutes
        query = table.select(table.signed, table.sha256).where(
            table.conversation == conversation_id, table.state == S.SIGNED
        )
        return list(query.order_by(table.number).tuples())


def minutes_id(conversation_id: int, number: int = 1) -> int:
    with reading(), bypassing_row_security():
        table = tables.Minutes
        found: int = (
            table.select(table.id).where(table.conversation == conversation_id, table.number == number).scalar()
        )
    return found
