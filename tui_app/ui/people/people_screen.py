"""People and accounts, for administrators: who can sign in, and what to do if somebody cannot."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult

from tui_app.domain import access
from tui_app.domain.accounts.accounts import PeopleFilter
from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import accounts
from tui_app.ui import keys
from tui_app.ui.account_messages import OpenCodes
from tui_app.ui.messages import OpenImport
from tui_app.ui.people.account_flows import AccountFlows
from tui_app.ui.people.flows import PeopleFlows
from tui_app.ui.people.joining.flows import JoiningFlows
from tui_app.ui.people.people_list import FILTER_LABELS, PeopleList, PersonAccount
from tui_app.ui.widgets.chips import Chips
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.record_list import RecordList

PERSON_ACTIONS = (
    *("edit_person", "new_code", "close_account", "open_account", "end_sessions", "administrator"),
    *("join_people", "remove_person"),
)
"""Actions on the person under the cursor."""


class PeopleScreen(DataScreen[tuple[PersonAccount, ...]]):
    """The people and their accounts.

    Args:
        people_filter: the filter to begin with; None for everyone here.
    """

    BINDINGS = keys.PEOPLE
    LEAVE_ON = frozenset({"not_allowed"})

    def __init__(self, people_filter: PeopleFilter | None = None) -> None:
        super().__init__()
        self._people_filter = people_filter or PeopleFilter.HERE

    def compose_body(self) -> ComposeResult:
        """Yield the list."""
        yield PeopleList(self._people_filter)

    async def fetch(self) -> tuple[PersonAccount, ...]:
        """Read the first people that match: an organisation may have too many for one list."""
        text = self.query_one(PeopleList).filter_text
        people = await self.ctx.call(accounts.search, text, self._people_filter)
        return tuple(PersonAccount(person, state) for person, state in people)

    def show(self, data: tuple[PersonAccount, ...]) -> None:
        """Show the people."""
        self.query_one(PeopleList).show(data, self._people_filter)
        self.refresh_bindings()

    @property
    def _selected(self) -> PersonAccount | None:
        return self.query_one(PeopleList).selected

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.refresh_bindings_for(self._selected)

    @on(FilterLine.Changed)
    def _filter_changed(self) -> None:
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing for the account under the cursor."""
        if not self.allows_files(action):
            return False
        if action == "back":
            return True
        if action in PERSON_ACTIONS:
            return self._selected is not None and _is_offered(action, self._selected, self.ctx.me, self.ctx.today)
        return super().check_action(action, parameters)

    def action_next_filter(self) -> None:
        """Show the next group of people."""
        filters = list(FILTER_LABELS)
        self._show_filter(filters[(filters.index(self._people_filter) + 1) % len(filters)])

    @on(Chips.Chosen)
    def _filter_chosen(self, event: Chips.Chosen) -> None:
        self._show_filter(list(FILTER_LABELS)[event.index])

    def _show_filter(self, people_filter: PeopleFilter) -> None:
        self._people_filter = people_filter
        self.query_one(PeopleList).show_filter(self._people_filter, len(self.shown or ()))
        self.reload()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(PeopleList).open_filter()

    def action_back(self) -> None:
        """Close the filter, or leave the screen."""
        people = self.query_one(PeopleList)
        if people.is_filter_open:
            people.close_filter()
            self.reload()
        else:
            super().action_back()

    def action_new_person(self) -> None:
        """Add a person."""
        self.ctx.spawn(PeopleFlows(self.ctx).new_person(self._select_added))

    def _select_added(self, person: Person) -> None:
        self._people_filter = PeopleFilter.HERE
        self.query_one(PeopleList).select_when_shown(person)

    @on(RecordList.Opened)
    def action_edit_person(self) -> None:
        """Edit the selected person."""
        if one := self._selected:
            self.ctx.spawn(PeopleFlows(self.ctx).edit_person(one.person))

    def action_new_code(self) -> None:
        """Make a one-time code for the selected person."""
        if one := self._selected:
            self.ctx.spawn(AccountFlows(self.ctx).new_code(one.person))

    def action_new_codes(self) -> None:
        """Make one-time codes for everybody without a password."""
        self.ctx.open(OpenCodes(CodeScope.ALL))

    def action_close_account(self) -> None:
        """Close the account of the selected person."""
        if one := self._selected:
            self.ctx.spawn(AccountFlows(self.ctx).close_account(one.person))

    def action_open_account(self) -> None:
        """Open the account of the selected person."""
        if one := self._selected:
            self.ctx.spawn(AccountFlows(self.ctx).open_account(one.person))

    def action_end_sessions(self) -> None:
        """End all sessions of the selected person."""
        if one := self._selected:
            self.ctx.spawn(AccountFlows(self.ctx).end_sessions(one.person))

    def action_administrator(self) -> None:
        """Make the selected person an administrator, or remove that role."""
        if one := self._selected:
            self.ctx.spawn(AccountFlows(self.ctx).change_administrator(one.person))

    def action_join_people(self) -> None:
        """Join the selected entry with another one of the same person."""
        if one := self._selected:
            self.ctx.spawn(JoiningFlows(self.ctx).join(one.person))

    def action_remove_person(self) -> None:
        """Remove the selected person, who was added by mistake."""
        if one := self._selected:
            self.ctx.spawn(JoiningFlows(self.ctx).remove(one.person))

    def action_import_people(self) -> None:
        """Open the import of a staff list."""
        self.ctx.open(OpenImport())


def _is_offered(action: str, one: PersonAccount, viewer: Viewer, today: date) -> bool:
    """True if an administrator can do this to the account. Nobody closes or ends anything of their own."""
    person, state = one.person, one.state
    is_here = not person.has_left(today)
    is_other = person.id != viewer.id
    return {
        "edit_person": True,
        "join_people": True,
        "remove_person": is_other,
        "new_code": is_here and state.is_open and access.may_create_code(viewer, person),
        "close_account": is_other and state.is_open and is_here,
        "open_account": is_other and not state.is_open,
        "end_sessions": is_other and state.sessions > 0,
        "administrator": is_other and (is_here or person.is_administrator),
    }[action]
