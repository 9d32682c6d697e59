"""The history of one person as one timeline: conversations, goals, actions and follow-ups, by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.happenings import AT_ONCE, Happening
from tui_app.domain.records import Person, Subject
from tui_app.domain.refusals import Refusal
from tui_app.services import news
from tui_app.ui import happening_words, keys, words
from tui_app.ui.dates import month_and_year
from tui_app.ui.language import N_, _, spoken, told
from tui_app.ui.modals.news import open_happening
from tui_app.ui.screens.base import DataScreen
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, heading

OLDER = "older"
"""The key of the row that reads on."""
KINDS: dict[str, tuple[Subject, ...]] = {
    N_("everything"): (),
    N_("conversations"): (Subject.CONVERSATION,),
    N_("goals"): (Subject.GOAL,),
    N_("actions"): (Subject.ACTION,),
    N_("follow-ups"): (Subject.FOLLOW_UP, Subject.REQUEST),
}
"""What is looked at together."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, the newest first; whether there is more."""

    happenings: tuple[Happening, ...]
    goes_on: bool = False


class TimelineScreen(DataScreen[Timeline]):
    """What happened on one person's page."""

    BINDINGS = keys.TIMELINE

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person
        self._kinds = next(iter(KINDS))
        self._pages = 1

    def body(self) -> ComposeResult:
        """What is looked at, and the lines."""
        with Vertical(id="timeline", classes="box"):
            yield Static(id="timeline-which")
            yield Static(id="timeline-empty")
            yield RowList(id="timeline-rows")

    def reopening(self) -> Callable[[], None]:
        """What opens it again."""
        return partial(self.samtale.open_person, self._person.id)

    @property
    def about_id(self) -> int:
        """Whose timeline it is."""
        return self._person.id

    async def fetch(self) -> Timeline:
        """As many pages as were asked for."""
        found: list[Happening] = []
        for _page in range(self._pages):
            before = found[-1].change.id if found else 0
            page = await self.samtale.ask(news.timeline, self._person.id, KINDS[self._kinds], before)
            found += page
            if len(page) < AT_ONCE:
                return Timeline(tuple(found))
        return Timeline(tuple(found), goes_on=True)

    def refused(self, refusal: Refusal) -> None:
        """Somebody else's page now: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.samtale.leave(self)

    def show(self, data: Timeline) -> None:
        """Months with their lines."""
        self.query_one("#timeline").border_title = lit(told(_("Timeline: $name"), name=self._person.name))
        parts = [lit(f" {_(name)} ", "bold reverse" if name == self._kinds else words.FAINT) for name in KINDS]
        self.query_one("#timeline-which", Static).update(Content(" ").join(parts))
        empty = self.query_one("#timeline-empty", Static)
        empty.display = not data.happenings
        first = self._kinds == next(iter(KINDS))
        empty.update(
            lit(_("Nothing has happened yet.") if first else _("Nothing here. Press w to look at something else."))
        )
        self.query_one(RowList).fill(self._rows(data))

    def _rows(self, data: Timeline) -> Iterator[Row]:
        zone = self.samtale.moment.tzinfo
        shown = ""
        for one in data.happenings:
            month = month_and_year(one.change.at.astimezone(zone).date(), spoken())
            if month != shown:
                shown = month
                yield heading(lit(month, "bold"))
            yield happening_words.row(one, self.samtale.today, zone)
        if data.goes_on:
            yield Row(OLDER, Line([lit(_("Older …"), words.BLUE)], (Column(1, flex=1),)))

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if event.key == OLDER:
            self._pages += 1
            self.reload()
            return
        number = int(event.key.rpartition("-")[2])
        for one in self.shown.happenings if self.shown else ():
            if one.change.id == number:
                open_happening(self.samtale, one)

    def action_which(self) -> None:
        """Another kind."""
        names = list(KINDS)
        self._kinds = names[(names.index(self._kinds) + 1) % len(names)]
        self._pages = 1
        self.reload()
