"""People and accounts: everybody by a few letters, how they sign in, and what an administrator does about it."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain import access
from tui_app.domain.accounts.records import AccountState, PeopleFilter
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.services.accounts import accounts
from tui_app.text import people
from tui_app.text.i18n import N_, _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import concat, plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, selected_id

PEOPLE_COLUMNS = (
    ColumnSpec(16, flex=3, most=34),
    ColumnSpec(14, flex=2, most=30),
    ColumnSpec(10, flex=2, most=30, from_width=70),
    ColumnSpec(22, flex=2, most=36),
)
FILTER_LABELS = {
    PeopleFilter.HERE: N_("Everyone here"),
    PeopleFilter.WITHOUT_SIGN_IN: N_("Without sign-in"),
    PeopleFilter.WITHOUT_LEADER: N_("Without a leader"),
    PeopleFilter.LEFT: N_("People who left"),
}
ListedPeople = tuple[tuple[Person, AccountState], ...]


class PeopleScreen(DataScreen[ListedPeople]):
    """The people an administrator looks at."""

    BINDINGS = keys.PEOPLE

    def __init__(self, which: PeopleFilter | None = None) -> None:
        super().__init__()
        self._which = which or PeopleFilter.HERE
        self._wanted: Person | None = None

    def body(self) -> ComposeResult:
        """Whom one looks at, the line to type in, the list."""
        with Vertical(id="people", classes="box"):
            yield Static(id="people-which")
            yield FilterLine()
            yield Static(id="people-heads")
            yield Static(id="people-empty")
            yield RecordList(id="people-rows")

    def on_mount(self) -> None:
        """Ready to look for somebody."""
        self._show_which()
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()

    async def fetch(self) -> ListedPeople:
        """The first of those who match; never all of a large organisation."""
        return tuple(await self.samtale.ask(accounts.search, self.query_one(FilterLine).text, self._which))

    def refused(self, refusal: DomainError) -> None:
        """No administrator any more: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.samtale.leave(self)

    def show(self, data: ListedPeople) -> None:
        """The rows; the cursor goes to whoever was added just now."""
        self._show_which()
        listed = self.query_one(RecordList)
        listed.fill(self._rows(data))
        heads = (N_("Name"), N_("Leader"), N_("Unit"), N_("Account"))
        self.query_one("#people-heads", Static).update(
            ColumnLine([plain(_(head), content.MUTED) for head in heads], PEOPLE_COLUMNS)
        )
        self.query_one("#people-heads").display = bool(data)
        empty = self.query_one("#people-empty", Static)
        empty.display = not data
        empty.update(plain(self._when_empty()))
        if (wanted := self._wanted) is not None:
            self._wanted = None
            if any(person.id == wanted.id for person, _state in data):
                listed.go_to(f"person-{wanted.id}")
            elif self.query_one(FilterLine).text != wanted.name:
                self._wanted = wanted
                self.query_one(FilterLine).narrow_to(wanted.name)
        self.refresh_bindings()

    def _show_which(self) -> None:
        count = len(self.shown or ())
        more = "+" if count == accounts.LIST_LIMIT else ""
        self.query_one("#people").border_title = concat(_("People and accounts"), f" ({count}{more})" if count else "")
        parts = [
            plain(f" {_(name)} ", "bold reverse" if one is self._which else content.MUTED)
            for one, name in FILTER_LABELS.items()
        ]
        self.query_one("#people-which", Static).update(Content(" ").join(parts))

    def _when_empty(self) -> str:
        if self.query_one(FilterLine).text:
            return _("No matches. Press esc to see everyone.")
        if self._which is PeopleFilter.WITHOUT_SIGN_IN:
            return _("Everyone can sign in.")
        if self._which is PeopleFilter.WITHOUT_LEADER:
            return _("Everyone has a leader.")
        return _("No one has left.")

    def _rows(self, data: ListedPeople) -> Iterator[Row]:
        for person, state in data:
            gone = person.has_left(self.samtale.today) or not state.is_open
            style = content.MUTED if gone else ""
            cells = [
                plain(person.name, style),
                plain(person.leader_name or "–", content.MUTED),
                plain(person.unit, content.MUTED),
                plain(people.account_status(person, state, self.samtale.moment), style or _account_style(state)),
            ]
            yield Row(f"person-{person.id}", ColumnLine(cells, PEOPLE_COLUMNS))
        if len(data) == accounts.LIST_LIMIT:
            said = format_message(
                _("Showing the first $count. Press / and type a few letters to find others."), count=len(data)
            )
            yield heading_row(plain(said, content.MUTED))

    def _current(self) -> tuple[Person, AccountState] | None:
        person_id = selected_id(self.query_one(RecordList))
        return next((one for one in self.shown or () if one[0].id == person_id), None)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on(self._current())

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_edit_person()

    @on(FilterLine.Changed)
    def _filtered(self) -> None:
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done depends on the account under the cursor; nobody does it to themselves."""
        if not self.reaches_files(action):
            return False
        if action == "back":
            return True
        if action not in ("edit_person", "new_code", "close_account", "open_account", "end_sessions", "administrator"):
            return super().check_action(action, parameters)
        if (current := self._current()) is None:
            return False
        person, state = current
        here = not person.has_left(self.samtale.today)
        others = person.id != self.samtale.me.id
        return {
            "edit_person": True,
            "new_code": here and state.is_open and access.may_create_code(self.samtale.me, person),
            "close_account": others and state.is_open and here,
            "open_account": others and not state.is_open,
            "end_sessions": others and state.sessions > 0,
            "administrator": others and (here or person.is_administrator),
        }[action]

    def action_which(self) -> None:
        """The next group of people."""
        groups = list(FILTER_LABELS)
        self._which = groups[(groups.index(self._which) + 1) % len(groups)]
        self._show_which()
        self.reload()

    def action_filter(self) -> None:
        """Type a few letters of name, number or e-mail."""
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        """Everybody again; else leave."""
        line = self.query_one(FilterLine)
        if line.is_open:
            line.hide()
            self.query_one(RecordList).focus()
            self.reload()
        else:
            super().action_back()

    def action_new_person(self) -> None:
        """Add somebody."""
        self.samtale.flow(self.samtale.managing.new_person(self._want))

    def _want(self, person: Person) -> None:
        self._wanted, self._which = person, PeopleFilter.HERE

    def action_edit_person(self) -> None:
        """Change the card of the person under the cursor."""
        if current := self._current():
            self.samtale.flow(self.samtale.managing.edit_person(current[0]))

    def action_new_code(self) -> None:
        """Make a one-time code."""
        if current := self._current():
            self.samtale.flow(self.samtale.managing.new_code(current[0]))

    def action_close_account(self) -> None:
        """Nobody signs in with it any more."""
        if current := self._current():
            self.samtale.flow(self.samtale.managing.set_open(current[0], is_open=False))

    def action_open_account(self) -> None:
        """One signs in with it again."""
        if current := self._current():
            self.samtale.flow(self.samtale.managing.set_open(current[0], is_open=True))

    def action_end_sessions(self) -> None:
        """End what this person has open anywhere."""
        if current := self._current():
            self.samtale.flow(self.samtale.managing.end_sessions(current[0]))

    def action_administrator(self) -> None:
        """Let this person administer, or no longer."""
        if current := self._current():
            self.samtale.flow(self.samtale.managing.set_administrator(current[0]))

    def action_import_people(self) -> None:
        """Read a staff list."""
        self.samtale.open_import()


def _account_style(state: AccountState) -> str:
    return "" if state.has_secret else content.WARNING
