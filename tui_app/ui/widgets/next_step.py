"""The line on top of a first screen that says what waits now, and the key for it."""

from __future__ import annotations

from contextlib import suppress

from textual import work
from textual.content import Content
from textual.widget import Widget

from tui_app.domain.conversations.next_step import NextStep
from tui_app.domain.errors import DomainError
from tui_app.services.conversations import next_step
from tui_app.text.conversations.next_step import next_step_label, next_step_text, overdue_text
from tui_app.text.i18n import _
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.key_names import binding_name
from tui_app.ui.messages import ReadConversation


class NextStepLine(HasContext, Widget):
    """What waits for the viewer; hidden while nothing does.

    Args:
        person_id: consider only the conversations with this employee; 0 for all of the viewer's.
        follow_up: the action of the screen for overdue actions, where no conversation waits; empty for none.
        follow_up_key: its key.
    """

    def __init__(self, person_id: int = 0, follow_up: str = "", follow_up_key: str = "") -> None:
        super().__init__()
        self._person_id = person_id
        self._follow_up = follow_up
        self._follow_up_key = follow_up_key
        self._overdue = 0
        self._step: NextStep | None = None

    def on_mount(self) -> None:
        """Take no room before there is something to say."""
        self.display = False

    @property
    def has_step(self) -> bool:
        """True if something waits."""
        return self._step is not None or bool(self._overdue and self._follow_up)

    def note_overdue(self, count: int) -> None:
        """Take how many actions of the screen are overdue."""
        self._overdue = count
        self._show()

    @work(exclusive=True, group="next step")
    async def read(self) -> None:
        """Look what waits."""
        with suppress(DomainError):  # the screen itself says what is wrong
            self._step = await self.ctx.call(next_step.of_viewer, self._person_id)
            self._show()

    def _show(self) -> None:
        was_shown = self.display
        self.display = self.has_step
        self.refresh()
        if was_shown != self.display:
            self.screen.refresh_bindings()

    def render(self) -> Content:
        """What waits to the left, the key to the right."""
        if self._step is not None:
            text, key = next_step_text(self._step, self.ctx.now), binding_name(keys.NEXT_STEP)
            does = next_step_label(self._step)
        else:
            text, key, does = overdue_text(self._overdue), self._follow_up_key, _("Follow up")
        shown_key = plain(key, "bold $text-accent") + plain(f" {does} ")
        left = plain(" ▸ ", content.ACCENT) + plain(text, "bold")
        room = self.size.width - shown_key.cell_length - 1
        left = left.truncate(max(0, room), ellipsis=True)
        return left + plain(" " * max(1, self.size.width - left.cell_length - shown_key.cell_length)) + shown_key

    async def on_click(self) -> None:
        """Take the step."""
        await self.take()

    async def take(self) -> None:
        """Open what waits."""
        if self._step is not None:
            self.ctx.open(ReadConversation(self._step.waiting.conversation))
        elif self.has_step:
            await self.screen.run_action(self._follow_up)
