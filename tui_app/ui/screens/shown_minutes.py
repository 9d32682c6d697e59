"""Signed minutes with an earlier leader, which the employee shows to the one who leads them now: to be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.minutes import SignedMinutes
from tui_app.domain.records import Conversation
from tui_app.domain.refusals import Refusal
from tui_app.services import showing
from tui_app.ui import keys, words
from tui_app.ui.screens.base import DataScreen
from tui_app.ui.sheet_reading import signed_content
from tui_app.ui.text import lit


class ShownMinutesScreen(DataScreen[tuple[SignedMinutes, ...]]):
    """Every signed version, the newest first."""

    BINDINGS = keys.READING
    AUTO_FOCUS = "#shown-minutes"

    def __init__(self, talk: Conversation) -> None:
        super().__init__()
        self._talk = talk

    def body(self) -> ComposeResult:
        """One text, scrolled with the arrows."""
        with VerticalScroll(id="shown-minutes", classes="box") as box:
            box.border_title = lit(f"{self._talk.person_name} · {words.talk_title(self._talk)}")
            yield Static(id="shown-text")

    async def fetch(self) -> tuple[SignedMinutes, ...]:
        """The minutes, as long as they are shown."""
        return await self.samtale.ask(showing.read, self._talk.id)

    def show(self, data: tuple[SignedMinutes, ...]) -> None:
        """Put them on the screen."""
        texts = [signed_content(one, self.samtale.moment) for one in reversed(data)]
        self.query_one("#shown-text", Static).update(Content("\n\n").join(texts))

    def refused(self, refusal: Refusal) -> None:
        """Shown no longer: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.samtale.leave(self)

    def reopening(self) -> Callable[[], None]:
        """What opens these minutes again."""
        return partial(self.samtale.open_person, self._talk.person_id)
