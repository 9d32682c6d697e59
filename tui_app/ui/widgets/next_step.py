"""The lines on top of a first screen: what waits now, and what others did since the last visit, each with its key."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len
from textual import work
from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from tui_app.domain.errors import DomainError
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.app_messages import ShowNews
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.messages import ReadConversation
from tui_app.ui.widgets.key_names import binding_name

if TYPE_CHECKING:
    from tui_app.domain.conversations.next_step import NextStep


class StepOffer(Struct, frozen=True):
    """What the line offers where nothing waits and nothing is overdue.

    Attributes:
        key: the key of the screen for it.
        does: what the key does.
        action: the action of the key.
    """

    text: str
    key: str
    does: str
    action: str


class ReadsAlong(HasContext, Widget):
    """A line that reads anew after each reading of its screen, also when nothing else on it has changed."""

    def read(self) -> object:
        """Read anew."""
        raise NotImplementedError


class NextStepLine(ReadsAlong):
    """What waits for the viewer, and below it what is new; hidden while there is neither.

    Args:
        person_id: consider only the conversations with this employee; 0 for all of the viewer's.
        follow_up: the action of the screen for overdue actions, where no conversation waits; empty for none.
        follow_up_key: the name of its key.
    """

    def __init__(self, person_id: int = 0, follow_up: str = "", follow_up_key: str = "") -> None:
        super().__init__()
        self._person_id = person_id
        self._follow_up = follow_up
        self._follow_up_key = follow_up_key
        self._overdue = 0
        self._offer: StepOffer | None = None
        self._step: NextStep | None = None
        self._had_step = False

    def on_mount(self) -> None:
        """Take no room before there is something to say."""
        self.display = False

    @property
    def has_step(self) -> bool:
        """True if something waits."""
        return self._step is not None or self._asks_follow_up or self._offer is not None

    @property
    def _asks_follow_up(self) -> bool:
        return bool(self._overdue and self._follow_up)

    def note_overdue(self, count: int) -> None:
        """Take how many actions of the screen are overdue."""
        self._overdue = count
        self._show()

    def offer(self, offer: StepOffer | None) -> None:
        """Take what the screen offers if nothing else waits; None for nothing."""
        if offer != self._offer:
            self._offer = offer
            self._show()

    @work(exclusive=True, group="next step")
    async def read(self) -> None:
        """Fetch the next step."""
        from tui_app.services.conversations import next_step

        with suppress(DomainError):  # the screen itself says what is wrong
            self._step = await self.ctx.call(next_step.of_viewer, self._person_id)
            self._show()

    def show_news(self) -> None:
        """Show how much is new."""
        self._show()

    def _show(self) -> None:
        had_step, self._had_step = self._had_step, self.has_step
        lines = int(self.has_step) + bool(self.ctx.unread)
        self.display = bool(lines)
        if lines:
            self.styles.height = lines
        self.refresh()
        if had_step != self.has_step:
            self.screen.refresh_bindings()

    def render(self) -> Content:
        """What waits and what is new to the left, the keys to the right."""
        lines = [self._step_line()] if self.has_step else []
        if count := self.ctx.unread:
            text = ngettext(
                "$count thing is new since you were last here", "$count things are new since you were last here", count
            )
            said = format_message(text, count=count)
            lines.append(line_with_key(self.size.width, said, self.ctx.with_keys("$news"), _("Read")))
        return Content("\n").join(lines)

    def _step_line(self) -> Content:
        from tui_app.text.conversations.next_step import next_step_label, next_step_text, overdue_text

        if self._step is not None:
            key, does = binding_name(keys.NEXT_STEP), next_step_label(self._step)
            text = next_step_text(self._step, self.ctx.now, room_beside_key(self.size.width, key, does))
        elif self._offer is not None and not self._asks_follow_up:
            text, key, does = self._offer.text, self._offer.key, self._offer.does
        else:
            text, does = overdue_text(self._overdue), _("Follow up")
            key = self.ctx.with_keys(f"${self._follow_up_key.replace('-', '_')}")
        return line_with_key(self.size.width, text, key, does, "bold")

    async def on_click(self, event: Click) -> None:
        """Take the step, or read what is new."""
        if self.has_step and event.y == 0:
            await self.take()
        else:
            self.post_message(ShowNews())

    async def take(self) -> None:
        """Open what waits."""
        if self._step is not None:
            self.ctx.open(ReadConversation(self._step.waiting.conversation))
        elif self._asks_follow_up:
            await self.screen.run_action(self._follow_up)
        elif self._offer is not None:
            await self.screen.run_action(self._offer.action)


_MARK, _GAP = " ▸ ", 1


def room_beside_key(width: int, key: str, does: str) -> int:
    """The cells for the text of a line above a page."""
    return width - cell_len(f"{_MARK}{key} {does} ") - _GAP


def line_with_key(width: int, text: str, key: str, does: str, style: str = "") -> Content:
    """A line above a page: what there is to the left, its key and what that does to the right."""
    shown_key = plain(key, "bold $text-accent") + plain(f" {does} ")
    left = plain(_MARK, content.ACCENT) + plain(text, style)
    left = left.truncate(max(0, width - shown_key.cell_length - _GAP), ellipsis=True)
    return left + plain(" " * max(1, width - left.cell_length - shown_key.cell_length)) + shown_key
