"""The checklist: the viewer's actions or their team's, by urgency. Keys work on one or several at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult

from tui_app.domain.actions.nudges import ActionNotice
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person
from tui_app.services.accounts import signed_in
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.actions.action_table import ActionTable, ListedActions
from tui_app.ui.content import concat, plain
from tui_app.ui.messages import NewAction, OpenAction
from tui_app.ui.widgets.action_keys import ACTION_ACTIONS, ActionKeysMixin
from tui_app.ui.widgets.chips import Chips
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.record_list import RecordList
from tui_app.ui.widgets.record_rows import left_legend_of

ACTION_SCOPES = {
    ChecklistScope.MINE: N_("Mine"),
    ChecklistScope.TEAM: N_("My team's"),
    ChecklistScope.PERSON: N_("One person's"),
}


class ActionsScreen(ActionKeysMixin, DataScreen[tuple[Action, ...]]):
    """The actions of one scope."""

    BINDINGS = keys.ACTIONS

    def __init__(self) -> None:
        super().__init__()
        self._scope = ChecklistScope.MINE
        self._person: Person | None = None
        self._selected_ids: frozenset[int] = frozenset()
        self._notices: Mapping[int, ActionNotice] = {}
        self._is_leader = False
        """True if the viewer has a team; only read while the list is empty."""

    def compose_body(self) -> ComposeResult:
        """Yield the scopes and the list."""
        yield ActionTable()

    def on_mount(self) -> None:
        """Show which scopes there are."""
        self._show_scopes()

    async def fetch(self) -> tuple[Action, ...]:
        """Read the actions of the scope, and the notices about the viewer's own."""
        if self._scope not in self._scopes():  # the team was lost while it was shown
            self._scope = ChecklistScope.MINE
        person_id = self._person.id if self._person else 0
        notices = await self.ctx.call(acknowledgements.own_notices)
        if notices != self._notices:
            self._notices, self.shown = notices, None  # show the list again though the actions may be the same
        listed = await self.ctx.call(actions.checklist, self._scope, person_id)
        if not listed:
            self._is_leader = await self.ctx.call(signed_in.leads_anybody)
        return listed

    def is_about_any(self, people: frozenset[int]) -> bool:
        """True for people whose actions are listed, and for those to whose list an action may be added."""
        if self._scope is ChecklistScope.TEAM or self.shown is None:
            return True
        listed = {self._person.id} if self._person else {self.ctx.me.id}
        return bool(people & (listed | {action.person_id for action in self.shown}))

    def show(self, data: tuple[Action, ...]) -> None:
        """Fill the list; actions stay selected while they are in it."""
        self._selected_ids &= {action.id for action in data}
        is_mine = self._scope is ChecklistScope.MINE
        table = self.query_one(ActionTable)
        listed = ListedActions(
            data,
            names_people=self._scope is not ChecklistScope.PERSON,
            expected_id=self.ctx.me.id if is_mine else 0,
            selected_ids=self._selected_ids,
            notices=self._notices,
        )
        if not table.show(listed):
            table.say_empty(self._empty_text(is_filtered=bool(data)))
        self._show_scopes()
        title = concat(_("Actions"), f" ({sum(action.is_open for action in data)})")
        if count := len(self._selected_ids):
            selected = format_message(ngettext("$count selected", "$count selected", count), count=count)
            title += plain(" · " + selected, content.ACCENT)
        table.border_title = title
        table.border_subtitle = plain(left_legend_of(data, self.ctx.today))
        self.refresh_bindings()

    def _show_scopes(self) -> None:
        labels = [
            self._person.name if scope is ChecklistScope.PERSON and self._person else _(label)
            for scope, label in self._scopes().items()
        ]
        chips = self.query_one(Chips)
        chips.display = len(labels) > 1
        chips.show(labels, list(self._scopes()).index(self._scope))

    def _scopes(self) -> Mapping[ChecklistScope, str]:
        """The scopes and their labels; only the own one for those without a team."""
        if self.ctx.viewer is None or self.ctx.computer.has_mode("team"):
            return ACTION_SCOPES
        return {ChecklistScope.MINE: ACTION_SCOPES[ChecklistScope.MINE]}

    def _empty_text(self, *, is_filtered: bool) -> str:
        if is_filtered:
            return _("No matches. Press Esc to see everything.")
        if self._scope is ChecklistScope.MINE and not self._is_leader:
            return self.ctx.with_keys(_("You have no actions. Press $add to add one."))
        if self._scope is ChecklistScope.TEAM and not self._is_leader:
            return _("Your team is empty.")
        if self._scope is ChecklistScope.MINE:
            return self.ctx.with_keys(_("You have no actions. Press $show to see your team's, or $add to add one."))
        return self.ctx.with_keys(_("No actions yet. Press $add to add the first one."))

    @property
    def _current(self) -> Action | None:
        """The action under the cursor."""
        return self.query_one(RecordList).selected(Action)

    def targets(self) -> tuple[Action, ...]:
        """Return the selected actions, or the one under the cursor if none is selected."""
        selected = tuple(action for action in self.shown or () if action.id in self._selected_ids)
        current = self._current
        return selected or ((current,) if current else ())

    def after_change(self, targets: Sequence[Action]) -> None:
        """Deselect actions after a key has changed them."""
        if self._selected_ids and self.is_attached:
            self._selected_ids -= {action.id for action in targets}
            self.redraw()

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.refresh_bindings_for(self.enabled_actions())

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        if isinstance(event.value, Action):
            self.ctx.open(OpenAction(event.value))

    @on(FilterLine.Changed)
    def _filter_changed(self) -> None:
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing for the selected actions."""
        if action in ACTION_ACTIONS:
            return self.is_enabled(action)
        if action == "scope":
            return len(self._scopes()) > 1
        if action == "sort":
            return bool(self.shown)
        if action == "select_action":
            return bool(self.targets())
        if action == "back":
            return self.query_one(FilterLine).is_open or bool(self._selected_ids)
        return super().check_action(action, parameters)

    def action_select_action(self) -> None:
        """Select or deselect the action under the cursor, and go to the next one."""
        if current := self._current:
            self._selected_ids ^= {current.id}
            self.redraw()
            self.query_one(RecordList).action_cursor_down()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.query_one(ActionTable).sort_by_next()

    def action_scope(self) -> None:
        """Show the next scope: the viewer's actions, their team's, or those of the person under the cursor."""
        scopes = list(self._scopes())
        self._show_scope(scopes[(scopes.index(self._scope) + 1) % len(scopes)])

    @on(Chips.Chosen)
    def _scope_chosen(self, event: Chips.Chosen) -> None:
        self._show_scope(list(self._scopes())[event.index])

    def _show_scope(self, scope: ChecklistScope) -> None:
        current = self._current
        self._scope = scope
        if self._scope is ChecklistScope.PERSON:
            if current is None:
                self._scope = ChecklistScope.MINE
            else:
                self._person = Person(current.person_id, current.person_name)
        self._selected_ids = frozenset()
        self.shown = None
        self.query_one(ActionTable).clear()
        self._show_scopes()
        self.reload()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        """Deselect everything and close the filter."""
        self._selected_ids = frozenset()
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()
        self.redraw()

    def action_new_action(self) -> None:
        """Agree on an action with the person under the cursor; in the viewer's own list, with the viewer."""
        current = self._current
        me = self.ctx.me
        person = Person(me.id, me.name)
        if current is not None and self._scope is not ChecklistScope.MINE:
            person = Person(current.person_id, current.person_name)
        self.ctx.open(NewAction(person))
