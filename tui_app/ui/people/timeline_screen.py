"""The history of one person as one timeline: conversations, goals, actions and follow-ups, by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui_app.domain.activity import PAGE_SIZE, ActivityEvent
from tui_app.domain.errors import DomainError
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Person
from tui_app.services import activity
from tui_app.text.dates import month_and_year
from tui_app.text.i18n import N_, _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenPerson
from tui_app.ui.shell.news_flows import open_happening
from tui_app.ui.widgets import change_rows
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

LOAD_MORE_KEY = "older"
"""The key of the row that reads on."""
TIMELINE_FILTERS: dict[str, tuple[ChangeSubject, ...]] = {
    N_("everything"): (),
    N_("conversations"): (ChangeSubject.CONVERSATION,),
    N_("goals"): (ChangeSubject.GOAL,),
    N_("actions"): (ChangeSubject.ACTION,),
    N_("follow-ups"): (ChangeSubject.FOLLOW_UP, ChangeSubject.REQUEST),
}
"""What is looked at together."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What happened, the newest first; whether there is more."""

    happenings: tuple[ActivityEvent, ...]
    goes_on: bool = False


class TimelineScreen(DataScreen[TimelinePage]):
    """What happened on one person's page."""

    BINDINGS = keys.TIMELINE

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person
        self._kinds = next(iter(TIMELINE_FILTERS))
        self._pages = 1

    def body(self) -> ComposeResult:
        """What is looked at, and the lines."""
        with Vertical(id="timeline", classes="box"):
            yield Static(id="timeline-which")
            yield Static(id="timeline-empty")
            yield RecordList(id="timeline-rows")

    def reopen_request(self) -> Message:
        """What opens it again."""
        return OpenPerson(self._person.id)

    @property
    def about_id(self) -> int:
        """Whose timeline it is."""
        return self._person.id

    async def fetch(self) -> TimelinePage:
        """As many pages as were asked for."""
        found: list[ActivityEvent] = []
        for _page in range(self._pages):
            before = found[-1].change.id if found else 0
            page = await self.ctx.call(activity.timeline, self._person.id, TIMELINE_FILTERS[self._kinds], before)
            found += page
            if len(page) < PAGE_SIZE:
                return TimelinePage(tuple(found))
        return TimelinePage(tuple(found), goes_on=True)

    def refused(self, refusal: DomainError) -> None:
        """Somebody else's page now: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.leave()

    def show(self, data: TimelinePage) -> None:
        """Months with their lines."""
        self.query_one("#timeline").border_title = plain(format_message(_("Timeline: $name"), name=self._person.name))
        parts = [
            plain(f" {_(name)} ", "bold reverse" if name == self._kinds else content.MUTED) for name in TIMELINE_FILTERS
        ]
        self.query_one("#timeline-which", Static).update(Content(" ").join(parts))
        empty = self.query_one("#timeline-empty", Static)
        empty.display = not data.happenings
        first = self._kinds == next(iter(TIMELINE_FILTERS))
        empty.update(
            plain(_("Nothing has happened yet.") if first else _("Nothing here. Press w to show something else."))
        )
        self.query_one(RecordList).fill(self._rows(data))

    def _rows(self, data: TimelinePage) -> Iterator[Row]:
        zone = self.ctx.now.tzinfo
        shown = ""
        for one in data.happenings:
            month = month_and_year(one.change.at.astimezone(zone).date())
            if month != shown:
                shown = month
                yield heading_row(plain(month, "bold"))
            yield change_rows.change_row(one, self.ctx.today, zone)
        if data.goes_on:
            yield Row(LOAD_MORE_KEY, ColumnLine([plain(_("Older …"), content.ACCENT)], (ColumnSpec(1, flex=1),)))

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        if str(event.value or "") == LOAD_MORE_KEY:
            self._pages += 1
            self.reload()
            return
        number = int(str(event.value or "").rpartition("-")[2])
        for one in self.shown.happenings if self.shown else ():
            if one.change.id == number:
                open_happening(self.ctx, one)

    def action_which(self) -> None:
        """Another kind."""
        names = list(TIMELINE_FILTERS)
        self._kinds = names[(names.index(self._kinds) + 1) % len(names)]
        self._pages = 1
        self.reload()
