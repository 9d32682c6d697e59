"""The list of a conversation's pages and of the steps that can be taken now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.steps import AvailableStep, Unsent, available_steps
from tui_app.domain.records.conversation import Role
from tui_app.text.conversations.view import OutlinePage, PageKey, outline_pages, step_label, turn_text
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

PAGE_DELAY_SECONDS = 0.12
"""Seconds that the cursor rests on a page before the page is shown, so that moving through the list stays fast."""
PAGE_COLUMNS = (ColumnSpec(1), ColumnSpec(12, flex=1), ColumnSpec(3, align_right=True))
STEP_COLUMNS = (ColumnSpec(1), ColumnSpec(12, flex=1))


class ConversationOutline(Vertical):
    """Pages and steps, and below them whose turn it is.

    Attributes:
        page: the page that is shown; None before the first one is.
        opened_section_key: the section that was opened last, empty if another page was. The cursor passes over other
            pages on its way to a step.
    """

    class PageChosen(Message):
        """The cursor rests on a page, or somebody opened it."""

        def __init__(self, page: PageKey, *, is_opened: bool) -> None:
            super().__init__()
            self.page = page
            self.is_opened = is_opened

    class StepChosen(Message):
        """Somebody wants to take a step."""

        def __init__(self, step: AvailableStep) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__(id="view-contents", classes="box")
        self.page: PageKey | None = None
        self.opened_section_key = ""
        self._pages: list[OutlinePage] = []
        self._steps: list[tuple[AvailableStep, str]] = []
        self._view: ConversationView | None = None
        self._unsent = Unsent()
        self._language = ""
        self._shown: object = None
        self._page_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The list, and whose turn it is."""
        yield RecordList(id="view-pages")
        yield Static(id="view-turn")

    def update_outline(self, view: ConversationView, unsent: Unsent) -> bool:
        """Show the pages and steps of a conversation, given what is written and not sent.

        Returns:
            True if they have changed.
        """
        if view is self._view and unsent == self._unsent and self._language == current_language():
            return False
        self._view, self._unsent, self._language = view, unsent, current_language()
        self._pages, turn = outline_pages(view), turn_text(view, unsent)
        # The footer has no room for the key of the access log in 80 columns.
        self.border_subtitle = plain(
            format_message(f"$access_log {_('Access log')}") if view.role is Role.EMPLOYEE else ""
        )
        self._steps = steps = [(step, step_label(step, unsent)) for step in available_steps(view, unsent)]
        shown = (self._pages, steps, turn, current_language())
        if shown == self._shown:
            return False
        self._shown = shown
        self.query_one("#view-pages", RecordList).fill(_rows(self._pages, steps))
        self.query_one("#view-turn", Static).update(plain(turn, content.WARNING))
        return True

    @property
    def pages(self) -> list[PageKey]:
        """The pages, in order."""
        return [page.key for page in self._pages]

    @property
    def next_step(self) -> AvailableStep | None:
        """The first of the steps that can be taken now; None if there is none."""
        return self._steps[0][0] if self._steps else None

    @property
    def next_label(self) -> str:
        """The name of the next step; empty if there is none."""
        return self._steps[0][1] if self._steps else ""

    @property
    def title(self) -> str:
        """The title of the page that is shown."""
        return next((page.label for page in self._pages if page.key == self.page), "")

    @property
    def has_next(self) -> bool:
        """True if a page follows the one that is shown."""
        return bool(self.pages) and self.page != self.pages[-1]

    def go_to(self, page: PageKey) -> None:
        """Put the cursor on a page that is shown from now on."""
        self.page = page
        self.query_one("#view-pages", RecordList).go_to(page)

    def open_beside(self, by: int) -> None:
        """Open the page that many places after the shown one, or before it."""
        if self.page is None:
            return
        index = self.pages.index(self.page) + by
        if 0 <= index < len(self.pages):
            self.query_one("#view-pages", RecordList).go_to(self.pages[index])
            self.post_message(self.PageChosen(self.pages[index], is_opened=True))

    @on(RecordList.Moved)
    def _cursor_moved(self, event: RecordList.Moved) -> None:
        event.stop()
        if self._page_timer is not None:
            self._page_timer.stop()
        if isinstance(event.value, PageKey) and event.value != self.page:
            message = self.PageChosen(event.value, is_opened=False)
            self._page_timer = self.set_timer(PAGE_DELAY_SECONDS, partial(self.post_message, message))

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        event.stop()
        if isinstance(event.value, AvailableStep):
            self.post_message(self.StepChosen(event.value))
        elif isinstance(event.value, PageKey):
            self.opened_section_key = event.value.section_key
            self.post_message(self.PageChosen(event.value, is_opened=True))


def _rows(pages: list[OutlinePage], steps: list[tuple[AvailableStep, str]]) -> Iterator[Row]:
    for page in pages:
        mark = plain(page.sign, content.ERROR if page.sign == "!" else content.SUCCESS)
        minutes = plain(f"{page.minutes}′" if page.minutes else "", content.MUTED)
        yield Row(page.key, ColumnLine([mark, plain(page.label), minutes], PAGE_COLUMNS))
    if steps:
        yield heading_row(plain(""))
    for step, label in steps:
        yield Row(step, ColumnLine([plain("▸", content.ACCENT), plain(label, "bold")], STEP_COLUMNS))
