"""The news: what others did since the last visit, by the person it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.activity import ActivityEvent, RecentActivity
from tui_app.domain.records.open_items import OpenItems
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import left_legend, name_with_status, open_item_summary, open_items_text
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.text import TextDialog
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets import change_rows
from tui_app.ui.widgets.columns import TextLine
from tui_app.ui.widgets.frame import KeyFooter
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

if TYPE_CHECKING:
    pass


RESERVED_LINES = 6
"""Lines of the screen that the dialog itself needs."""


class NewsDialog(HasContext, ModalScreen["ActivityEvent | None"], AnswersOnce):
    """Shows the news. Its result is the event whose page is to be opened, or None."""

    BINDINGS = keys.CLOSE_ONLY

    def __init__(self, news: RecentActivity) -> None:
        super().__init__()
        self._news = news

    def compose(self) -> ComposeResult:
        """One line for each event."""
        with Vertical(classes="dialog", id="news") as dialog:
            dialog.border_title = plain(_("What's new"))
            ends = (one.change.by_end for one in self._news.events)
            dialog.border_subtitle = plain(left_legend(ends, self.ctx.today))
            if not (self._news.events or self._news.leavers):
                yield Static(plain(_("Nothing new. You are up to date.")), classes="about")
            yield RecordList(id="news-rows")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the list."""
        listed = self.query_one(RecordList)
        listed.fill(self._rows())
        listed.display = bool(self._news.events or self._news.leavers)
        listed.focus()

    def _rows(self) -> Iterator[Row]:
        today, zone = self.ctx.today, self.ctx.now.tzinfo
        happenings = self._news.events
        yield from self._leaver_rows()
        room = self.app.size.height - RESERVED_LINES - 2 * len(self._news.leavers)
        fitting = newest_that_fit(happenings, room)
        left_out = len(happenings) - len(fitting)
        if self._news.has_older:
            yield heading_row(plain(_("… and older items, in the timelines"), content.MUTED))
        elif left_out:
            said = ngettext("… and $count more, in the timelines", "… and $count more, in the timelines", left_out)
            yield heading_row(plain(format_message(said, count=left_out), content.MUTED))
        grouped: dict[tuple[int, str], list[ActivityEvent]] = {}
        for one in fitting:
            grouped.setdefault((one.person_id, name_with_status(one.person_name, one.person_end, today)), []).append(
                one
            )
        for (person_id, name), there in grouped.items():
            mine = person_id == self.ctx.me.id
            yield heading_row(plain(_("About you") if mine else name, "bold"))
            for one in there:
                yield change_rows.change_row(one, today, zone)

    def _leaver_rows(self) -> Iterator[Row]:
        """What is still open for those who have left."""
        for one in self._news.leavers:
            yield heading_row(plain(format_message(_("$name has left. Still open:"), name=one.name), "bold"))
            yield Row(one, TextLine(plain("! ", content.WARNING) + plain(open_item_summary(one))))

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        if isinstance(event.value, OpenItems):
            title = format_message(_("$name (has left)"), name=event.value.name)
            self.ctx.show(TextDialog(title, open_items_text(event.value)))
        elif self.is_current:
            self.dismiss(event.value if isinstance(event.value, ActivityEvent) else None)

    def action_back(self) -> None:
        """Close the news."""
        if self.is_current:
            self.dismiss(None)


def newest_that_fit(happenings: Sequence[ActivityEvent], room: int) -> tuple[ActivityEvent, ...]:
    """The newest events that fit in a number of lines, with a heading for each person and a line for the rest."""
    found: list[ActivityEvent] = []
    people: set[int] = set()
    for one in reversed(happenings):
        lines = len(found) + len(people | {one.person_id}) + 1
        if found and lines >= room:
            break
        found.insert(0, one)
        people.add(one.person_id)
    return tuple(found)
