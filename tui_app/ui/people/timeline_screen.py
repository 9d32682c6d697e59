"""The timeline of one person: conversations, goals, actions and follow-ups, by month."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tui_app.domain.activity import PAGE_SIZE, ActivityEvent
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Person
from tui_app.services import activity
from tui_app.text.dates import month_and_year
from tui_app.text.i18n import N_, _, format_message
from tui_app.text.people import left_legend
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenPerson
from tui_app.ui.widgets import change_rows
from tui_app.ui.widgets.chips import Chips
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import LOAD_MORE, RecordList, Row, heading_row, headings_row, load_more_row

TIMELINE_FILTERS: dict[str, tuple[ChangeSubject, ...]] = {
    N_("everything"): (),
    N_("conversations"): (ChangeSubject.CONVERSATION,),
    N_("goals"): (ChangeSubject.GOAL,),
    N_("actions"): (ChangeSubject.ACTION,),
    N_("follow-ups"): (ChangeSubject.FOLLOW_UP, ChangeSubject.REQUEST),
}
"""The subjects that each filter shows; none for all of them."""
EVERYTHING = next(iter(TIMELINE_FILTERS))


class TimelinePage(Struct, frozen=True):
    """The events shown, newest first.

    Attributes:
        has_more: True if there are older events.
    """

    events: tuple[ActivityEvent, ...]
    has_more: bool = False


class TimelineScreen(DataScreen[TimelinePage]):
    """The history of one person's page."""

    BINDINGS = keys.TIMELINE
    LEAVE_ON = frozenset({"not_found", "not_allowed"})

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person
        self._shown_filter = EVERYTHING
        self._pages = 1

    def compose_body(self) -> ComposeResult:
        """Yield the filters and the list."""
        with Vertical(id="timeline", classes="box"):
            yield Chips(id="timeline-which")
            yield Static(id="timeline-empty")
            yield RecordList(id="timeline-rows")

    def reopen_request(self) -> Message:
        """Return the request for the person's page, from which the timeline is opened."""
        return OpenPerson(self._person.id)

    @property
    def about_id(self) -> int:
        """The id of the person."""
        return self._person.id

    async def fetch(self) -> TimelinePage:
        """Read as many pages of events as were asked for."""
        events: list[ActivityEvent] = []
        for _page in range(self._pages):
            before = events[-1].change.id if events else 0
            page = await self.ctx.call(activity.timeline, self._person.id, TIMELINE_FILTERS[self._shown_filter], before)
            events += page
            if len(page) < PAGE_SIZE:
                return TimelinePage(tuple(events))
        return TimelinePage(tuple(events), has_more=True)

    def show(self, data: TimelinePage) -> None:
        """Fill the list."""
        self.query_one("#timeline").border_title = plain(
            format_message(_("Timeline: $name"), name=self._person.distinct_name)
        )
        names = list(TIMELINE_FILTERS)
        self.query_one(Chips).show([_(name) for name in names], names.index(self._shown_filter))
        empty = self.query_one("#timeline-empty", Static)
        empty.display = not data.events
        empty.update(
            plain(
                _("Nothing has happened yet.")
                if self._shown_filter == EVERYTHING
                else self.ctx.with_keys(_("Nothing here. Press $show to show something else."))
            )
        )
        self.query_one(RecordList).fill(self._rows(data))
        legend = left_legend((one.change.by_end for one in data.events), self.ctx.today)
        self.query_one("#timeline").border_subtitle = plain(legend)

    def _rows(self, data: TimelinePage) -> Iterator[Row]:
        zone = self.ctx.now.tzinfo
        shown_month = ""
        if data.events:
            yield headings_row((_("When"), _("Who"), _("What")), change_rows.CHANGE_COLUMNS)
        for event in data.events:
            month = month_and_year(event.change.at.astimezone(zone).date())
            if month != shown_month:
                shown_month = month
                yield heading_row(plain(month, "bold"))
            yield change_rows.change_row(event, self.ctx.today, zone)
        if data.has_more:
            yield load_more_row(_("Older …"))

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        if event.value is LOAD_MORE:
            self._pages += 1
            self.reload()
        elif isinstance(event.value, ActivityEvent):
            change_rows.open_event(self.ctx, event.value)

    def action_next_filter(self) -> None:
        """Show the events of the next filter."""
        names = list(TIMELINE_FILTERS)
        self._show_filter(names[(names.index(self._shown_filter) + 1) % len(names)])

    @on(Chips.Chosen)
    def _filter_chosen(self, event: Chips.Chosen) -> None:
        self._show_filter(list(TIMELINE_FILTERS)[event.index])

    def _show_filter(self, name: str) -> None:
        self._shown_filter = name
        self._pages = 1
        self.reload()
