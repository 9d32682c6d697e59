"""Signed minutes with an earlier leader, which the employee shares with the present one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.records.conversation import Conversation
from tui_app.services.minutes import sharing
from tui_app.text.conversations.labels import conversation_title
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.conversations.signed_minutes import signed_content
from tui_app.ui.messages import OpenPerson
from tui_app.ui.widgets.data_screen import DataScreen


class SharedMinutesScreen(DataScreen[tuple[SignedMinutes, ...]]):
    """All signed versions, the newest first."""

    BINDINGS = keys.READ_ONLY
    LEAVE_ON = frozenset({"not_found", "not_allowed"})
    AUTO_FOCUS = "#shown-minutes"

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def compose_body(self) -> ComposeResult:
        """One text; the arrow keys scroll it."""
        with VerticalScroll(id="shown-minutes", classes="box") as box:
            box.border_title = plain(
                f"{self._conversation.distinct_person_name} · {conversation_title(self._conversation)}"
            )
            yield Static(id="shown-text")

    async def fetch(self) -> tuple[SignedMinutes, ...]:
        """Read the minutes, if they are still shared."""
        return await self.ctx.call(sharing.read_shared, self._conversation.id)

    def show(self, data: tuple[SignedMinutes, ...]) -> None:
        """Show the minutes."""
        texts = [signed_content(one, self.ctx.now) for one in reversed(data)]
        self.query_one("#shown-text", Static).update(Content("\n\n").join(texts))

    def reopen_request(self) -> Message:
        """The request for the employee's page, from which these minutes can be opened again."""
        return OpenPerson(self._conversation.person_id)
