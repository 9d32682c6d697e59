"""Signed minutes with an earlier leader, which the employee shows to the one who leads them now: to be read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.records.conversation import Conversation
from tui_app.services.minutes import sharing
from tui_app.text.conversations import labels
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.conversations.signed_minutes import signed_content
from tui_app.ui.messages import OpenPerson
from tui_app.ui.widgets.data_screen import DataScreen


class SharedMinutesScreen(DataScreen[tuple[SignedMinutes, ...]]):
    """Every signed version, the newest first."""

    BINDINGS = keys.READ_ONLY
    AUTO_FOCUS = "#shown-minutes"

    def __init__(self, talk: Conversation) -> None:
        super().__init__()
        self._talk = talk

    def body(self) -> ComposeResult:
        """One text, scrolled with the arrows."""
        with VerticalScroll(id="shown-minutes", classes="box") as box:
            box.border_title = plain(f"{self._talk.person_name} · {labels.conversation_title(self._talk)}")
            yield Static(id="shown-text")

    async def fetch(self) -> tuple[SignedMinutes, ...]:
        """The minutes, as long as they are shown."""
        return await self.ctx.call(sharing.read_shared, self._talk.id)

    def show(self, data: tuple[SignedMinutes, ...]) -> None:
        """Put them on the screen."""
        texts = [signed_content(one, self.ctx.now) for one in reversed(data)]
        self.query_one("#shown-text", Static).update(Content("\n\n").join(texts))

    def refused(self, refusal: DomainError) -> None:
        """Shown no longer: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.leave()

    def reopen_request(self) -> Message:
        """What opens these minutes again."""
        return OpenPerson(self._talk.person_id)
