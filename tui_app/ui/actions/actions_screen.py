"""Actions: the checklist, mine or my team's, by urgency; one or several at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.actions.nudges import ActionNotice
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import folded
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.people import people
from tui_app.text import actions as words
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import concat, from_styled, plain
from tui_app.ui.messages import NewAction
from tui_app.ui.widgets.action_keys import ACTION_ACTIONS, ActionKeysMixin
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, selected_id
from tui_app.ui.widgets.record_rows import action_row

ACTION_SCOPES = {
    ChecklistScope.MINE: N_("Mine"),
    ChecklistScope.TEAM: N_("My team's"),
    ChecklistScope.PERSON: N_("One person's"),
}


class ActionsScreen(ActionKeysMixin, DataScreen[tuple[Action, ...]]):
    """The checklist of a scope."""

    BINDINGS = keys.ACTIONS

    def __init__(self) -> None:
        super().__init__()
        self._scope = ChecklistScope.MINE
        self._person: Person | None = None
        self._marked: frozenset[int] = frozenset()
        self._calls: Mapping[int, ActionNotice] = {}
        self._leads = False
        """Whether there is a team; known where the list is empty and says what to do."""

    def body(self) -> ComposeResult:
        """The scopes, the list."""
        with Vertical(id="actions", classes="box"):
            yield Static(id="actions-scopes")
            yield FilterLine()
            yield Static(id="actions-empty")
            yield RecordList(id="actions-rows")

    def on_mount(self) -> None:
        """The cursor stands on the most urgent one."""
        self._show_scopes()
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()

    async def fetch(self) -> tuple[Action, ...]:
        """The actions of the scope."""
        person_id = self._person.id if self._person else 0
        calls = await self.ctx.call(acknowledgements.own_notices)
        if calls != self._calls:
            self._calls, self.shown = calls, None
        found = await self.ctx.call(actions.checklist, self._scope, person_id)
        if not found:
            self._leads = await self.ctx.call(people.leads_anybody)
        return found

    def show(self, data: tuple[Action, ...]) -> None:
        """Groups with their headings; marks stay on what is still there."""
        self._marked &= {action.id for action in data}
        found = self._matching(data)
        rows = list(self._rows(found))
        self.query_one(RecordList).fill(rows)
        empty = self.query_one("#actions-empty", Static)
        empty.display = not rows
        if not rows:
            empty.update(self._when_empty(bool(data)))
        self._show_scopes()
        title = concat(_("Actions"), f" ({sum(action.is_open for action in data)})")
        if self._marked:
            count = len(self._marked)
            title += plain(
                " · " + format_message(ngettext("$count selected", "$count selected", count), count=count),
                content.ACCENT,
            )
        self.query_one("#actions").border_title = title
        self.refresh_bindings()

    def _matching(self, data: tuple[Action, ...]) -> tuple[Action, ...]:
        wanted = folded(self.query_one(FilterLine).text).split()
        return tuple(
            action
            for action in data
            if all(
                word in folded(f"{action.text} {action.person_name} {action.responsible_name} {action.goal_text}")
                for word in wanted
            )
        )

    def _rows(self, found: tuple[Action, ...]) -> Iterator[Row]:
        today = self.ctx.today
        for group, rows in words.group_by_urgency(found, today).items():
            yield heading_row(from_styled(words.group_heading(group, len(rows))))
            for action in rows:
                marked = action.id in self._marked
                yield action_row(
                    action,
                    today,
                    marked=marked,
                    with_person=self._scope is not ChecklistScope.PERSON,
                    me_id=self.ctx.me.id,
                    call=self._calls.get(action.id),
                )

    def _show_scopes(self) -> None:
        parts = []
        for scope, label in ACTION_SCOPES.items():
            text = self._person.name if scope is ChecklistScope.PERSON and self._person else _(label)
            parts.append(plain(f" {text} ", "bold reverse" if scope is self._scope else content.MUTED))
        self.query_one("#actions-scopes", Static).update(Content(" ").join(parts))

    def _when_empty(self, filtered: bool) -> Content:
        if filtered:
            return plain(_("No matches. Press esc to see everything."))
        if self._scope is ChecklistScope.MINE and not self._leads:
            return plain(_("You have no actions. Press a to add one."))
        if self._scope is ChecklistScope.TEAM and not self._leads:
            return plain(_("Your team is empty."))
        if self._scope is ChecklistScope.MINE:
            return plain(_("You have no actions. Press w to see your team's, or a to add one."))
        return plain(_("No actions yet. Press a to add the first one."))

    def _current(self) -> Action | None:
        action_id = selected_id(self.query_one(RecordList))
        return next((action for action in self.shown or () if action.id == action_id), None)

    def targets(self) -> tuple[Action, ...]:
        """The marked ones, else the one under the cursor."""
        marked = tuple(action for action in self.shown or () if action.id in self._marked)
        current = self._current()
        return marked or ((current,) if current else ())

    def handled(self, targets: Sequence[Action]) -> None:
        """Their marks have served."""
        if self._marked and self.is_attached:
            self._marked -= {action.id for action in targets}
            self.show_again()

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on(self.doable())

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(FilterLine.Changed)
    def _filtered(self) -> None:
        self.show_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about an action rest while there is none."""
        if action in ACTION_ACTIONS:
            return self.can_do(action)
        if action in ("open", "mark"):
            return bool(self.targets())
        if action == "back":
            return self.query_one(FilterLine).is_open or bool(self._marked)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """What stands behind an action: details and history."""
        if current := self._current():
            from tui_app.ui.actions.action_details import ActionDetailsDialog

            self.app.push_screen(ActionDetailsDialog(current))

    def action_mark(self) -> None:
        """Select the action under the cursor, or no longer; then the next one."""
        if current := self._current():
            self._marked ^= {current.id}
            self.show_again()
            self.query_one(RecordList).action_cursor_down()

    def action_scope(self) -> None:
        """Mine, my team's, or those of the person under the cursor."""
        current = self._current()
        scopes = list(ACTION_SCOPES)
        self._scope = scopes[(scopes.index(self._scope) + 1) % len(scopes)]
        if self._scope is ChecklistScope.PERSON:
            if current is None:
                self._scope = ChecklistScope.MINE
            else:
                self._person = Person(current.person_id, current.person_name)
        self._marked = frozenset()
        self.shown = None
        self.query_one(RecordList).fill(())
        self._show_scopes()
        self.reload()

    def action_filter(self) -> None:
        """Type a few letters to see only some."""
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        """No marks, no filter."""
        self._marked = frozenset()
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()
        self.show_again()

    def action_new_action(self) -> None:
        """Agree an action with the person that the cursor is about, else with myself."""
        current = self._current()
        me = self.ctx.me
        person = Person(me.id, me.name)
        if current is not None and self._scope is not ChecklistScope.MINE:
            person = Person(current.person_id, current.person_name)
        self.ctx.open(NewAction(person))
