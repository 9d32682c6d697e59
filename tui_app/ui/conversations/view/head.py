"""The line above a conversation: with whom it is, its title, time and state, and how long it has lasted."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.steps import current_state, is_preparing
from tui_app.domain.records.conversation import ConversationState
from tui_app.text.conversations.labels import CONVERSATION_STATE_LABELS, conversation_title, other_party
from tui_app.text.conversations.view import PageKey, elapsed_time_text, outline_pages, time_and_place
from tui_app.text.i18n import N_, _
from tui_app.ui import content
from tui_app.ui.content import concat, plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.frame import WidthLine

CLOCK_REFRESH_SECONDS = 10.0
"""Seconds between two updates of the clock."""


_TRAIL = (
    (N_("Prepare"), (ConversationState.PLANNED,)),
    (N_("Hold"), (ConversationState.HELD,)),
    (N_("Minutes"), (ConversationState.DRAFTING, ConversationState.RETURNED)),
    (N_("Sign"), (ConversationState.SUBMITTED,)),
)
"""The stages of a conversation, each with the states in which it is the current one."""


def _trail(state: ConversationState) -> Content | None:
    """The stages: ✓ behind, ● here, ○ ahead; None for a conversation that is cancelled."""
    if state is ConversationState.CANCELLED:
        return None
    here = next((index for index, (_label, states) in enumerate(_TRAIL) if state in states), len(_TRAIL))
    stages: list[Content] = []
    for index, (label, _states) in enumerate(_TRAIL):
        sign = "✓" if index < here else "●" if index == here else "○"
        style = f"bold {content.ACCENT}" if index == here else content.MUTED
        stages.append(plain(f"{_(label)} {sign}", style))
    return Content("  ").join(stages)


class ConversationHead(HasContext, WidthLine):
    """Shows the head of a conversation. While the parties talk it also counts the time, in all and on each page."""

    def __init__(self) -> None:
        super().__init__(id="view-head")
        self._view: ConversationView | None = None
        self._page: PageKey | None = None
        self._seconds: dict[PageKey | None, float] = {}

    def on_mount(self) -> None:
        """Start the clock."""
        self.set_interval(CLOCK_REFRESH_SECONDS, self._tick)

    def show_conversation(self, view: ConversationView) -> None:
        """Show the head of a conversation."""
        self._view = view
        self.show_line(partial(self._content, view))

    def _content(self, view: ConversationView, width: int) -> Content:
        conversation = view.conversation
        name = plain(f" {other_party(conversation, view.role, self.ctx.today)}", "bold")
        when = time_and_place(view, self.ctx.now)
        title = plain(f"  {conversation_title(conversation)} · {when}", content.MUTED)
        state = plain(_(CONVERSATION_STATE_LABELS[current_state(view)]), content.ACCENT)
        clock, trail = plain(self._clock_text(view), content.MUTED), _trail(current_state(view)) or state
        width -= 1
        timed = concat(clock, "   ", trail) if clock else trail
        right = timed if (name + timed).cell_length + 2 <= width else state
        if (name + title + right).cell_length + 2 > width:
            title = plain(f"  {when}", content.MUTED)  # the time matters more than which form it is
        left = (name + title).truncate(max(0, width - right.cell_length - 2), ellipsis=True)
        return left + plain(" " * (width - left.cell_length - right.cell_length)) + right

    def set_page(self, page: PageKey) -> None:
        """Count the time for this page from now on."""
        self._page = page

    def _clock_text(self, view: ConversationView) -> str:
        held_at = view.conversation.held_at
        if held_at is None or not is_preparing(view) or view.conversation.on != self.ctx.today:
            return ""
        minutes = int((self.ctx.now - held_at).total_seconds() // 60)
        minutes_here = int(self._seconds.get(self._page, 0) // 60)
        planned_here = next((page.minutes for page in outline_pages(view) if page.key == self._page), 0)
        return elapsed_time_text(view, minutes, minutes_here, planned_here)

    def _tick(self) -> None:
        if self._view is None or self._view.conversation.held_at is None:
            return
        if self.screen.is_current:
            self._seconds[self._page] = self._seconds.get(self._page, 0.0) + CLOCK_REFRESH_SECONDS
        self.show_conversation(self._view)
