"""The reports of a team as a table that can be sorted and narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.search.matching import search_key
from tui_app.domain.team import TeamOverview, TeamRow
from tui_app.text import team
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import concat, plain
from tui_app.ui.context import HasContext
from tui_app.ui.team.rows import BORROWED_SIGN, SORT_ORDERS, headings, team_row
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.headings import SortableHeadings
from tui_app.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui_app.domain.records.person import Person


class TeamTable(HasContext, Vertical):
    """One row per report.

    Args:
        leader: the leader of a team below the viewer's own; None for the viewer's own team.
    """

    def __init__(self, leader: Person | None) -> None:
        super().__init__(id="team-table", classes="box")
        self._leader = leader
        self._overview: TeamOverview | None = None
        self._sort_index = 0
        self._overdue_only = False

    def compose(self) -> ComposeResult:
        """Yield the headings, the filter and the rows."""
        yield SortableHeadings(id="team-heads")
        yield FilterLine()
        yield Static(id="team-empty")
        yield RecordList(id="team-rows")

    def on_mount(self) -> None:
        """Focus the rows."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()

    def show(self, overview: TeamOverview) -> None:
        """Show a team."""
        self._overview = overview
        today = self.ctx.today
        rows = self._visible_rows(overview)
        mine = self._leader is None
        viewer_id = self.ctx.me.id if mine else 0
        heads = headings(SORT_ORDERS[self._sort_index])
        self.query_one(RecordList).fill((team_row(row, today, mine=mine, viewer_id=viewer_id) for row in rows), heads)
        self.border_title = self._title(overview)
        has_borrowed = any(team.borrowed_text(row, viewer_id) for row in overview.rows)
        sign = plain(BORROWED_SIGN if has_borrowed else "", content.WARNING)
        self.border_subtitle = sign + plain(team.stand_in_summary(overview, today) or _size_warning(overview))
        bar = self.query_one(SortableHeadings)
        bar.show(heads)
        bar.display = bool(overview.rows)
        empty = self.query_one("#team-empty", Static)
        empty.display = not rows
        if not rows:
            empty.update(plain(self._empty_text(overview)))

    def _visible_rows(self, overview: TeamOverview) -> list[TeamRow]:
        words = search_key(self.query_one(FilterLine).text).split()
        rows = [
            row
            for row in overview.rows
            if (row.counts.overdue or not self._overdue_only)
            and all(word in search_key(f"{row.person.name} {row.person.title} {row.person.unit}") for word in words)
        ]
        sort_key = SORT_ORDERS[self._sort_index].key
        return sorted(rows, key=sort_key) if sort_key else rows

    def _title(self, overview: TeamOverview) -> Content:
        name = format_message(_("$leader's team"), leader=overview.leader.name) if self._leader else _("My team")
        title = concat(name, f" ({len(overview.rows)})")
        if self._overdue_only:
            title += plain(" · " + _("overdue only"), content.ERROR)
        if overview.figures_only:
            title += plain(" · " + _("figures only"), content.MUTED)
        return title

    def _empty_text(self, overview: TeamOverview) -> str:
        if overview.rows and self._overdue_only:
            return self.ctx.with_keys(_("Nothing is overdue. Press $overdue to see everyone."))
        if overview.rows:
            return _("No matches. Press Esc to see everyone.")
        if self._leader:
            return _("This team is empty. Press Esc to go back.")
        own_page = _("Press 4 for your own page, 2 for your own actions.")
        return f"{_('Your team is empty.')}\n\n{self._add_people_hint()}\n{own_page}"

    def _add_people_hint(self) -> str:
        if not self.ctx.me.is_administrator:
            return _("An administrator decides who leads whom.")
        if self.ctx.setup.is_kiosk:
            return self.ctx.with_keys(_("Press $person to add a person."))
        return self.ctx.with_keys(_("Press $person to add a person, or $import to import your staff list."))

    @property
    def selected(self) -> TeamRow | None:
        """The row under the cursor."""
        return self.query_one(RecordList).selected(TeamRow)

    @property
    def is_narrowed(self) -> bool:
        """True if the filter is open or only overdue rows are shown."""
        return self.query_one(FilterLine).is_open or self._overdue_only

    def open_filter(self) -> None:
        """Let the viewer type a few letters to see only some reports."""
        self.query_one(FilterLine).open()

    def sort_by_next(self) -> None:
        """Sort by the next column."""
        self._sort_index = (self._sort_index + 1) % len(SORT_ORDERS)
        self._redraw()

    @on(SortableHeadings.Chosen)
    def _column_chosen(self, event: SortableHeadings.Chosen) -> None:
        orders = (index for index, order in enumerate(SORT_ORDERS) if order.column == event.column)
        self._sort_index = next(orders, self._sort_index)
        self._redraw()

    def toggle_overdue_only(self) -> None:
        """Show only those with overdue actions, or everyone again."""
        self._overdue_only = not self._overdue_only
        self._redraw()

    def show_everyone(self) -> None:
        """Close the filter and show every report."""
        self._overdue_only = False
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()
        self._redraw()

    @on(FilterLine.Changed)
    def _redraw(self) -> None:
        if self._overview is not None:
            self.show(self._overview)


def _size_warning(overview: TeamOverview) -> str:
    if not overview.is_large:
        return ""
    return format_message(
        _("$count is too many for one leader to follow up. Can anyone help?"), count=len(overview.rows)
    )
