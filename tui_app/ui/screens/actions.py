"""Actions: the checklist, mine or my team's, by urgency; one or several at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.mutual import Call
from tui_app.domain.records import Action, Person
from tui_app.domain.texts import folded
from tui_app.services import actions, mutual, people
from tui_app.services.actions import Scope
from tui_app.ui import keys, words
from tui_app.ui.language import N_, _, ngettext, told
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.screens.on_actions import NEED_ONE, OnActions
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.filter import FilterLine
from tui_app.ui.widgets.lines import action_row
from tui_app.ui.widgets.rows import Row, RowList, heading

SCOPES = {Scope.MINE: N_("Mine"), Scope.TEAM: N_("My team's"), Scope.PERSON: N_("One person's")}


class ActionsScreen(OnActions, DataScreen[tuple[Action, ...]]):
    """The checklist of a scope."""

    BINDINGS = keys.ACTIONS

    def __init__(self) -> None:
        super().__init__()
        self._scope = Scope.MINE
        self._person: Person | None = None
        self._marked: frozenset[int] = frozenset()
        self._calls: Mapping[int, Call] = {}
        self._leads = False
        """Whether there is a team; known where the list is empty and says what to do."""

    def body(self) -> ComposeResult:
        """The scopes, the list."""
        with Vertical(id="actions", classes="box"):
            yield Static(id="actions-scopes")
            yield FilterLine()
            yield Static(id="actions-empty")
            yield RowList(id="actions-rows")

    def on_mount(self) -> None:
        """The cursor stands on the most urgent one."""
        self._show_scopes()
        self.query_one(FilterLine).hide()
        self.query_one(RowList).focus()

    async def fetch(self) -> tuple[Action, ...]:
        """The actions of the scope."""
        person_id = self._person.id if self._person else 0
        calls = await self.samtale.ask(mutual.calls)
        if calls != self._calls:
            self._calls, self.shown = calls, None
        found = await self.samtale.ask(actions.checklist, self._scope, person_id)
        if not found:
            self._leads = await self.samtale.ask(people.leads_anybody)
        return found

    def show(self, data: tuple[Action, ...]) -> None:
        """Groups with their headings; marks stay on what is still there."""
        self._marked &= {action.id for action in data}
        found = self._matching(data)
        rows = list(self._rows(found))
        self.query_one(RowList).fill(rows)
        empty = self.query_one("#actions-empty", Static)
        empty.display = not rows
        if not rows:
            empty.update(self._when_empty(bool(data)))
        self._show_scopes()
        title = joined(_("Actions"), f" ({sum(action.is_open for action in data)})")
        if self._marked:
            count = len(self._marked)
            title += lit(" · " + told(ngettext("$count selected", "$count selected", count), count=count), words.BLUE)
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
        today = self.samtale.today
        for group, rows in words.grouped(found, today).items():
            yield heading(words.group_heading(group, len(rows)))
            for action in rows:
                marked = action.id in self._marked
                yield action_row(
                    action,
                    today,
                    marked=marked,
                    with_person=self._scope is not Scope.PERSON,
                    me_id=self.samtale.me.id,
                    call=self._calls.get(action.id),
                )

    def _show_scopes(self) -> None:
        parts = []
        for scope, label in SCOPES.items():
            text = self._person.name if scope is Scope.PERSON and self._person else _(label)
            parts.append(lit(f" {text} ", "bold reverse" if scope is self._scope else words.FAINT))
        self.query_one("#actions-scopes", Static).update(Content(" ").join(parts))

    def _when_empty(self, filtered: bool) -> Content:
        if filtered:
            return lit(_("Nothing matches. Press esc to see everything."))
        if self._scope is Scope.MINE and not self._leads:
            return lit(_("You have no actions. Press a to agree one."))
        if self._scope is Scope.TEAM and not self._leads:
            return lit(_("Nobody is in your team yet."))
        if self._scope is Scope.MINE:
            return lit(_("You have no actions. Press w to see your team's, or a to agree one."))
        return lit(_("No actions are agreed yet. Press a to agree the first one."))

    def _current(self) -> Action | None:
        action_id = chosen(self.query_one(RowList))
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

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on(self.doable())

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(FilterLine.Changed)
    def _filtered(self) -> None:
        self.show_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about an action rest while there is none."""
        if action in NEED_ONE:
            return self.can_do(action)
        if action in ("open", "mark"):
            return bool(self.targets())
        if action == "back":
            return self.query_one(FilterLine).is_open or bool(self._marked)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """What stands behind an action: details and history."""
        if current := self._current():
            from tui_app.ui.modals.details import DetailsScreen

            self.app.push_screen(DetailsScreen(current))

    def action_mark(self) -> None:
        """Select the action under the cursor, or no longer; then the next one."""
        if current := self._current():
            self._marked ^= {current.id}
            self.show_again()
            self.query_one(RowList).action_cursor_down()

    def action_scope(self) -> None:
        """Mine, my team's, or those of the person under the cursor."""
        current = self._current()
        scopes = list(SCOPES)
        self._scope = scopes[(scopes.index(self._scope) + 1) % len(scopes)]
        if self._scope is Scope.PERSON:
            if current is None:
                self._scope = Scope.MINE
            else:
                self._person = Person(current.person_id, current.person_name)
        self._marked = frozenset()
        self.shown = None
        self.query_one(RowList).fill(())
        self._show_scopes()
        self.reload()

    def action_filter(self) -> None:
        """Type a few letters to see only some."""
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        """No marks, no filter."""
        self._marked = frozenset()
        self.query_one(FilterLine).hide()
        self.query_one(RowList).focus()
        self.show_again()

    def action_new_action(self) -> None:
        """Agree an action with the person that the cursor is about, else with myself."""
        current = self._current()
        me = self.samtale.me
        person = Person(me.id, me.name)
        if current is not None and self._scope is not Scope.MINE:
            person = Person(current.person_id, current.person_name)
        self.samtale.flow(self.samtale.doing.new_action(person))
