"""The actions of one scope as a table that can be sorted and narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain.actions.nudges import ActionNotice
from tui_app.domain.records.action import Action
from tui_app.domain.search.matching import search_key
from tui_app.text.actions import ActionOrder, group_by_urgency, group_heading, in_order
from tui_app.ui.content import from_styled, plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.chips import Chips
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.headings import SortableHeadings
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row
from tui_app.ui.widgets.record_rows import action_headings, action_orders, action_row


class ListedActions(Struct, frozen=True):
    """What is listed, and how.

    Attributes:
        actions: all of the scope.
        names_people: True if the list is not about one person who is named above it.
        expected_id: whose actions these are, so that only another is named as responsible; 0 for the employee.
        selected_ids: the actions that are marked.
        notices: what nobody has reacted to, by action.
    """

    actions: tuple[Action, ...]
    names_people: bool
    expected_id: int = 0
    selected_ids: frozenset[int] = frozenset()
    notices: Mapping[int, ActionNotice] = field(default_factory=dict)


class ActionTable(HasContext, Vertical):
    """One row per action: in groups by urgency, or without groups, sorted by another column."""

    def __init__(self) -> None:
        super().__init__(id="actions", classes="box")
        self._listed: ListedActions | None = None
        self._order = ActionOrder.DUE

    def compose(self) -> ComposeResult:
        """Yield the scopes, the filter, the headings and the rows."""
        yield Chips(id="actions-scopes")
        yield FilterLine()
        yield SortableHeadings(id="actions-heads")
        yield Static(id="actions-empty")
        yield RecordList(id="actions-rows")

    def on_mount(self) -> None:
        """Focus the rows."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()

    def show(self, listed: ListedActions) -> bool:
        """Show actions; False if none of them is in the list."""
        self._listed = listed
        rows = list(self._rows(listed))
        headings = action_headings(with_person=listed.names_people, order=self._order)
        self.query_one(RecordList).fill(rows, headings)
        bar = self.query_one(SortableHeadings)
        bar.show(headings)
        bar.display = bool(rows)
        self.query_one("#actions-empty").display = not rows
        return bool(rows)

    def say_empty(self, text: str) -> None:
        """Say why there is nothing, and what to do."""
        self.query_one("#actions-empty", Static).update(plain(text))

    def clear(self) -> None:
        """Empty the list until the next scope has been read, which is shown by urgency again."""
        self._order = ActionOrder.DUE
        self.query_one(RecordList).fill(())

    def sort_by_next(self) -> None:
        """Sort by the next column."""
        orders = [order for order in self._orders() if order]
        self._sort_by(orders[(orders.index(self._order) + 1) % len(orders)])

    @on(SortableHeadings.Chosen)
    def _column_chosen(self, event: SortableHeadings.Chosen) -> None:
        if order := self._orders()[event.column]:
            self._sort_by(order)

    def _orders(self) -> tuple[ActionOrder | None, ...]:
        return action_orders(with_person=self._listed is None or self._listed.names_people)

    def _sort_by(self, order: ActionOrder) -> None:
        self._order = order
        if self._listed is not None:
            self.show(self._listed)

    def _rows(self, listed: ListedActions) -> Iterator[Row]:
        matching = self._matching(listed.actions)
        if self._order is not ActionOrder.DUE:
            for action in in_order(matching, self._order):
                yield self._row(listed, action)
            return
        for index, (group, grouped) in enumerate(group_by_urgency(matching, self.ctx.today).items()):
            if index:
                yield heading_row(plain(""))
            yield heading_row(from_styled(group_heading(group, len(grouped))))
            for action in grouped:
                yield self._row(listed, action)

    def _row(self, listed: ListedActions, action: Action) -> Row:
        return action_row(
            action,
            self.ctx.today,
            selected=action.id in listed.selected_ids,
            with_person=listed.names_people,
            viewer_id=self.ctx.me.id,
            expected_id=listed.expected_id,
            notice=listed.notices.get(action.id),
        )

    def _matching(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        words = search_key(self.query_one(FilterLine).text).split()
        return tuple(
            action
            for action in actions
            if all(
                word in search_key(f"{action.text} {action.person_name} {action.responsible_name} {action.goal_text}")
                for word in words
            )
        )
