"""The log: for an administrator everybody's, for each person what concerns them. The newest first, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.audit import AuditKind, Logged
from tui_app.domain.records import Conversation, Person
from tui_app.domain.refusals import Refusal
from tui_app.services import accounts, conversations, people
from tui_app.ui import keys, words
from tui_app.ui.dates import full_day
from tui_app.ui.language import N_, _, spoken, told
from tui_app.ui.log_words import what, who
from tui_app.ui.screens.base import DataScreen
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, heading

OLDER = "older"
"""The row that reads on."""
MINE_COLUMNS = (Column(5), Column(12, flex=1, most=24), Column(20, flex=3), Column(10, flex=1, most=18, from_width=90))
WHOLE_COLUMNS = (
    Column(5),
    Column(12, flex=1, most=24),
    Column(20, flex=2, most=56),
    Column(12, flex=1, most=24),
    Column(10, flex=1, most=18, from_width=110),
)
KINDS: dict[str, tuple[AuditKind, ...]] = {
    N_("everything"): (),
    N_("seen"): (AuditKind.OPENED, AuditKind.EXPORTED, AuditKind.SHOWN, AuditKind.SIGNED, AuditKind.MY_DATA),
    N_("signing in"): (AuditKind.SIGNED_IN, AuditKind.SIGN_IN_FAILED, AuditKind.SIGNED_OUT),
    N_("accounts"): (
        AuditKind.CODE_MADE,
        AuditKind.SECRET_CHOSEN,
        AuditKind.PIN_CHOSEN,
        AuditKind.ACCOUNT_OPENED,
        AuditKind.ACCOUNT_CLOSED,
        AuditKind.SESSIONS_ENDED,
        AuditKind.REMINDERS,
    ),
    N_("roles"): (AuditKind.LEADER_CHANGED, AuditKind.STAND_IN, AuditKind.ADMINISTRATOR, AuditKind.ORGANISATION),
    N_("kept and erased"): (AuditKind.RETENTION, AuditKind.HELD, AuditKind.ERASED),
    N_("the database"): (AuditKind.COPIED, AuditKind.RESTORED, AuditKind.REKEYED),
}
"""What is looked at together."""


@dataclass(frozen=True, slots=True)
class Log:
    """Lines, the newest first; the conversations that may be named to the reader; whether there are older lines."""

    lines: tuple[Logged, ...]
    talks: Mapping[int, Conversation] = field(default_factory=dict)
    goes_on: bool = False


class LogRows(RowList):
    """Lines to read; enter does something on the last alone."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing stands behind a line."""
        return self.key == OLDER if action == "select" else super().check_action(action, parameters)


class LogScreen(DataScreen[Log]):
    """What concerns the signed-in person, or for an administrator the whole log."""

    BINDINGS = keys.LOG

    def __init__(self, *, whole: bool = False, conversation_id: int = 0) -> None:
        super().__init__()
        self._whole = whole
        self._conversation_id = conversation_id
        self._kinds = next(iter(KINDS))
        self._about: Person | None = None
        self._pages = 1

    def body(self) -> ComposeResult:
        """What is looked at, and the lines."""
        with Vertical(id="log", classes="box"):
            yield Static(id="log-which")
            yield Static(id="log-empty")
            yield LogRows(id="log-rows")

    def reopening(self) -> Callable[[], None]:
        """What opens it again."""
        return partial(self.samtale.open_log, whole=self._whole, conversation_id=self._conversation_id)

    async def fetch(self) -> Log:
        """As many pages as were asked for."""
        lines: list[Logged] = []
        for _page in range(self._pages):
            found = await self._page(lines[-1].id if lines else 0)
            lines += found
            if len(found) < accounts.LOG_LINES:
                break
        goes_on = len(lines) == self._pages * accounts.LOG_LINES
        talks = {} if self._whole else {one.id: one for one in await self.samtale.ask(conversations.listing)}
        return Log(tuple(lines), talks, goes_on)

    async def _page(self, before: int) -> list[Logged]:
        if self._whole:
            about = self._about.id if self._about else 0
            return await self.samtale.ask(accounts.whole_log, KINDS[self._kinds], before, about)
        return await self.samtale.ask(accounts.about_me, before, self._conversation_id)

    def refused(self, refusal: Refusal) -> None:
        """Not theirs to read any more: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.samtale.leave(self)

    def show(self, data: Log) -> None:
        """Days with their lines."""
        self.query_one("#log").border_title = lit(_("The log") if self._whole else _("Who has seen it"))
        self.query_one("#log-which", Static).update(self._which(data))
        self.query_one(RowList).fill(self._rows(data))
        empty = self.query_one("#log-empty", Static)
        empty.display = not data.lines
        empty.update(lit(self._when_empty()))
        self.refresh_bindings()

    def _which(self, data: Log) -> Content:
        if not self._whole:
            talk = data.talks.get(self._conversation_id)
            if talk is None:
                return lit(
                    _("What others and you have opened and done about you. Nothing you wrote stands here."), words.FAINT
                )
            return lit(
                told(_("$title with $leader"), title=words.talk_title(talk), leader=talk.leader_name), words.FAINT
            )
        parts = [lit(f" {_(name)} ", "bold reverse" if name == self._kinds else words.FAINT) for name in KINDS]
        if self._about is not None:
            parts.insert(0, lit(told(_("About $name:"), name=self._about.name), "bold"))
        return Content(" ").join(parts)

    def _when_empty(self) -> str:
        if not self._whole:
            return _("Nobody has opened anything yet.")
        return _("Nothing here. Press w to look at something else.")

    def _rows(self, data: Log) -> Iterator[Row]:
        shown: date | None = None
        for line in data.lines:
            at = line.entry.at.astimezone(self.samtale.moment.tzinfo)
            if at.date() != shown:
                shown = at.date()
                yield heading(lit(self._day(shown), "bold"))
            yield self._row(line, f"{at:%H:%M}", data.talks)
        if data.goes_on:
            yield Row(OLDER, Line([lit(_("Older lines …"), words.BLUE)], (Column(1, flex=1),)))

    def _day(self, day: date) -> str:
        near, full = words.day(day, self.samtale.today), full_day(day, spoken())
        return full if (self.samtale.today - day).days > 1 else f"{near}, {full}"

    def _row(self, line: Logged, at: str, talks: Mapping[int, Conversation]) -> Row:
        cells = [lit(at, words.FAINT), lit(who(line)), lit(what(line, talks, self.samtale.today), _style(line))]
        if self._whole:
            mine = line.entry.person_id == line.entry.by_id
            cells.append(lit("" if mine else line.person_name, words.FAINT))
        cells.append(lit(line.entry.terminal, words.FAINT))
        return Row(f"line-{line.id}", Line(cells, WHOLE_COLUMNS if self._whole else MINE_COLUMNS))

    @on(RowList.Moved)
    def _cursor_moved(self, event: RowList.Moved) -> None:
        self.keys_depend_on(event.key == OLDER)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if event.key == OLDER:
            self._pages += 1
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an administrator chooses what to look at."""
        if action in ("which", "person"):
            return self._whole
        return super().check_action(action, parameters)

    def action_which(self) -> None:
        """The next kind of lines."""
        names = list(KINDS)
        self._kinds = names[(names.index(self._kinds) + 1) % len(names)]
        self._anew()

    def action_person(self) -> None:
        """Only what concerns one person, or everybody again."""
        if self._about is None:
            self.samtale.flow(self._choose())
        else:
            self._about = None
            self._anew()

    async def _choose(self) -> None:
        from tui_app.ui.modals.form import Field, FormScreen, Kind

        async def submit(values: Mapping[str, object]) -> None:
            self._about = await self.samtale.ask(people.get, values["person_id"])
            self._anew()

        fields = [Field("person_id", _("About"), Kind.PERSON, required=True)]
        await self.samtale.push_screen_wait(FormScreen(lit(_("About one person")), fields, submit))

    def _anew(self) -> None:
        self._pages = 1
        self.query_one("#log-which", Static).update(self._which(self.shown or Log(())))
        self.reload()

    def action_back(self) -> None:
        """Everybody again; else leave."""
        if self._about is not None:
            self._about = None
            self._anew()
        else:
            super().action_back()


def _style(line: Logged) -> str:
    return words.AMBER if line.entry.kind is AuditKind.SIGN_IN_FAILED else ""
