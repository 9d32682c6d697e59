"""The people that an administrator looks at, with the state of their accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain.accounts.accounts import AccountState, PeopleFilter
from tui_app.domain.records.person import Person
from tui_app.services.accounts.accounts import LIST_LIMIT
from tui_app.text.i18n import N_, _
from tui_app.text.people import account_status, left_legend, marked_name
from tui_app.ui import content
from tui_app.ui.content import concat, plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.chips import Chips
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.headings import HeadingLine
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

PEOPLE_COLUMNS = (
    ColumnSpec(16, flex=3, max_width=34),
    ColumnSpec(14, flex=2, max_width=30),
    ColumnSpec(10, flex=2, max_width=30, min_line_width=70),
    ColumnSpec(22, flex=2, max_width=36),
)
HEADINGS = (N_("Name"), N_("Leader"), N_("Unit"), N_("Account"))
FILTER_LABELS = {
    PeopleFilter.HERE: N_("Everyone here"),
    PeopleFilter.WITHOUT_SIGN_IN: N_("Without sign-in"),
    PeopleFilter.WITHOUT_LEADER: N_("Without a leader"),
    PeopleFilter.LEFT: N_("People who left"),
}


class PersonAccount(Struct, frozen=True):
    """A person with the state of their account."""

    person: Person
    state: AccountState


class PeopleList(HasContext, Vertical):
    """The filters, and the people that match.

    Args:
        people_filter: the filter that is shown before the people are read.
    """

    def __init__(self, people_filter: PeopleFilter) -> None:
        super().__init__(id="people", classes="box")
        self._people_filter = people_filter
        self._person_to_select: Person | None = None

    def compose(self) -> ComposeResult:
        """Yield the filters, the headings and the list."""
        yield Chips(id="people-which")
        yield FilterLine()
        yield Static(id="people-heads")
        yield Static(id="people-empty")
        yield RecordList(id="people-rows")

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()
        self.show_filter(self._people_filter, 0)

    def show(self, people: Sequence[PersonAccount], people_filter: PeopleFilter) -> None:
        """Show people, and move the cursor to a person that was just added."""
        self.show_filter(people_filter, len(people))
        listed = self.query_one(RecordList)
        heads = HeadingLine([plain(_(heading), content.MUTED) for heading in HEADINGS], PEOPLE_COLUMNS)
        listed.fill(self._rows(people), heads)
        ends = (one.person.leader_end for one in people)
        self.border_subtitle = plain(left_legend(ends, self.ctx.today))
        headings = self.query_one("#people-heads", Static)
        headings.update(heads)
        headings.display = bool(people)
        empty = self.query_one("#people-empty", Static)
        empty.display = not people
        empty.update(plain(self._empty_text(people_filter)))
        if (person := self._person_to_select) is not None:
            self._person_to_select = None
            if any(one.person.id == person.id for one in people):
                listed.go_to_id(Person, person.id)
            elif self.filter_text != person.name:
                self._person_to_select = person
                self.query_one(FilterLine).set_text(person.name)

    def show_filter(self, people_filter: PeopleFilter, count: int) -> None:
        """Show which filter is in use, and how many people it found."""
        more = "+" if count == LIST_LIMIT else ""
        self.border_title = concat(_("People and accounts"), f" ({count}{more})" if count else "")
        labels = [_(label) for label in FILTER_LABELS.values()]
        self.query_one(Chips).show(labels, list(FILTER_LABELS).index(people_filter))

    def _empty_text(self, people_filter: PeopleFilter) -> str:
        if self.filter_text:
            return _("No matches. Press Esc to see everyone.")
        if people_filter is PeopleFilter.WITHOUT_SIGN_IN:
            return _("Everyone can sign in.")
        if people_filter is PeopleFilter.WITHOUT_LEADER:
            return _("Everyone has a leader.")
        return _("No one has left.")

    def _rows(self, people: Sequence[PersonAccount]) -> Iterator[Row]:
        for one in people:
            yield self._row(one)
        if len(people) == LIST_LIMIT:
            hint = _("Showing the first $count. Press $filter and type a few letters to find others.")
            yield heading_row(plain(self.ctx.with_keys(hint, count=len(people)), content.MUTED))

    def _row(self, one: PersonAccount) -> Row:
        person, state = one.person, one.state
        is_inactive = person.has_left(self.ctx.today) or not state.is_open
        style = content.MUTED if is_inactive else ""
        status_style = style or ("" if state.has_password else content.WARNING)
        cells = [
            plain(person.name, style),
            plain(marked_name(person.leader_name, person.leader_end, self.ctx.today) or "–", content.MUTED),
            plain(person.unit, content.MUTED),
            plain(account_status(person, state, self.ctx.now), status_style),
        ]
        return Row(one, ColumnLine(cells, PEOPLE_COLUMNS), identity=(Person, person.id))

    @property
    def selected(self) -> PersonAccount | None:
        """The person under the cursor."""
        return self.query_one(RecordList).selected(PersonAccount)

    def select_when_shown(self, person: Person) -> None:
        """Move the cursor to a person when they are shown; if they are not found, narrow the list to their name."""
        self._person_to_select = person

    @property
    def filter_text(self) -> str:
        """The letters typed in the filter."""
        return self.query_one(FilterLine).text

    @property
    def is_filter_open(self) -> bool:
        """True if the filter is open."""
        return self.query_one(FilterLine).is_open

    def open_filter(self) -> None:
        """Let the administrator type a few letters of a name, number or e-mail address."""
        self.query_one(FilterLine).open()

    def close_filter(self) -> None:
        """Close the filter and go back to the list."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()
