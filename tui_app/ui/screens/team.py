"""Team, the leader's home: one row per report, those who need attention first, with the reason in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tui_app.domain import access
from tui_app.domain.records import Action, ConversationState, Person
from tui_app.domain.team import TeamOverview, TeamRow
from tui_app.domain.texts import folded, sort_key
from tui_app.services import team
from tui_app.ui import keys, words
from tui_app.ui.language import N_, _, told
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.filter import FilterLine
from tui_app.ui.widgets.lines import TEAM_COLUMNS, panel_line, team_row
from tui_app.ui.widgets.rows import Line, Lines, RowList, TextLine

PANEL_FROM = 110
"""Cells from which there is room for the side panel."""
PANEL_ACTIONS = 5
"""Actions of one group in the side panel, beyond which only their number is said."""

ABOUT_ROWS = frozenset({"follow_up_team", "rhythm", "only_overdue", "filter", "sort"})
"""What means nothing while there is nobody in the team."""

HEADINGS = ("", N_("Name"), N_("Why"), N_("Last talk"), N_("Minutes"), N_("Actions"), "", N_("Next"))
_MINUTES = (
    ConversationState.SUBMITTED,
    ConversationState.RETURNED,
    ConversationState.DRAFTING,
    ConversationState.HELD,
    ConversationState.SIGNED,
    None,
)
"""Where the minutes may stand: what waits for the leader first, then what waits for the employee."""
SORTS: tuple[tuple[int, Callable[[TeamRow], Any] | None], ...] = (
    # column that carries the arrow, and its key; the first keeps attention first
    (2, None),
    (1, lambda row: sort_key(row.person.name)),
    (3, lambda row: row.facts.last_conversation or date.min),
    (4, lambda row: _MINUTES.index(row.facts.minutes_state)),
    (5, lambda row: -row.counts.remaining),
    (7, lambda row: row.facts.next_due or date.max),
)


class TeamScreen(DataScreen[TeamOverview]):
    """The team of the signed-in leader, or one below it."""

    BINDINGS = keys.TEAM

    def __init__(self, leader: Person | None = None) -> None:
        super().__init__()
        self._leader = leader
        self._sort = 0
        self._overdue_only = False

    def body(self) -> ComposeResult:
        """Table and side panel, sums below."""
        with Horizontal(id="team"):
            with Vertical(id="team-table", classes="box"):
                yield Static(id="team-heads")
                yield FilterLine()
                yield Static(id="team-empty")
                yield RowList(id="team-rows")
            yield Static(id="team-panel", classes="box")
        yield Static(id="team-sums")

    def on_mount(self) -> None:
        """The cursor stands on the first who needs something."""
        self.query_one(FilterLine).hide()
        self.query_one(RowList).focus()

    async def fetch(self) -> TeamOverview:
        """The overview of this team."""
        leader_id = self._leader.id if self._leader else self.samtale.me.id
        return await self.samtale.ask(team.overview, leader_id)

    def show(self, data: TeamOverview) -> None:
        """Rows, headings, sums; the panel follows the cursor."""
        today = self.samtale.today
        rows = self._rows(data)
        listed = self.query_one(RowList)
        listed.fill(team_row(row, today, mine=self._leader is None) for row in rows)
        self.query_one("#team-table").border_title = self._title(data)
        self.query_one("#team-table").border_subtitle = lit(words.stand_ins(data, today) or self._calm(data))
        self.query_one("#team-heads", Static).update(self._heads())
        self.query_one("#team-heads").display = bool(data.rows)
        empty = self.query_one("#team-empty", Static)
        empty.display = not rows
        if not rows:
            empty.update(self._when_empty(data))
        self.query_one("#team-sums", Static).update(self._sums(data))
        self._show_panel()
        self.refresh_bindings()

    def _rows(self, data: TeamOverview) -> list[TeamRow]:
        wanted = folded(self.query_one(FilterLine).text).split()
        rows = [
            row
            for row in data.rows
            if (row.counts.overdue or not self._overdue_only)
            and all(word in folded(f"{row.person.name} {row.person.title} {row.person.unit}") for word in wanted)
        ]
        key = SORTS[self._sort][1]
        return sorted(rows, key=key) if key else rows

    def _title(self, data: TeamOverview) -> Content:
        name = told(_("$leader's team"), leader=data.leader.name) if self._leader else _("My team")
        title = joined(name, f" ({len(data.rows)})")
        if self._overdue_only:
            title += lit(" · " + _("overdue only"), words.RED)
        if data.figures_only:
            title += lit(" · " + _("figures only"), words.FAINT)
        return title

    def _heads(self) -> Line:
        arrow = SORTS[self._sort][0]
        return Line(
            [
                lit((_(head) if head else "") + (" ▾" if place == arrow else ""), words.FAINT)
                for place, head in enumerate(HEADINGS)
            ],
            TEAM_COLUMNS,
        )

    def _when_empty(self, data: TeamOverview) -> Content:
        if data.rows and self._overdue_only:
            return lit(_("Nothing is overdue. Press o to see everybody."))
        if data.rows:
            return lit(_("Nobody matches. Press esc to see everybody."))
        if self._leader:
            return lit(_("Nobody is in this team. Press esc to go back."))
        nobody, own = _("Nobody is in your team yet."), _("Your own page is on 4, and what you are to do on 2.")
        return lit(f"{nobody}\n\n{self._how_to_add()}\n{own}")

    def _how_to_add(self) -> str:
        if not self.samtale.me.is_administrator:
            return _("Whoever administers Samtale says who leads whom.")
        if not self.reaches_files("import_people"):
            return _("Press p to add a person.")
        return _("Press p to add a person, or i to import your staff list.")

    def _calm(self, data: TeamOverview) -> str:
        if not data.is_large:
            return ""
        return told(_("$count is more than one leader can follow well. Can anyone share?"), count=len(data.rows))

    def _sums(self, data: TeamOverview) -> Content:
        left = lit(" " + words.sums(data.counts))
        percent = data.in_time_percent
        if percent is None:
            return left
        line = words.spark([month.in_time / month.due if month.due else None for month in data.trend])
        right = joined(told(_("done in time $percent %"), percent=percent), "  ", lit(line, words.GREEN), " ")
        gap = self.size.width - left.cell_length - right.cell_length
        return left + lit(" " * gap) + right if gap > 0 else left

    def _show_panel(self) -> None:
        panel = self.query_one("#team-panel", Static)
        row = self._current()
        panel.display = self.size.width >= PANEL_FROM and bool(self.shown and self.shown.rows)
        if not (panel.display and row and self.shown):
            return
        today = self.samtale.today
        panel.border_title = lit(row.person.name)
        lines: list[Any] = []
        if about := words.person_line(row.person):
            lines += [TextLine(lit(about, words.FAINT))]
        mine = self._leader is None
        lines += [TextLine(lit(words.reason_words(because, mine=mine), words.AMBER)) for because in row.reasons]
        lines += [TextLine(lit(""))] if lines else []
        if self.shown.figures_only:
            lines.append(TextLine(lit(words.sums(row.counts))))
        if waiting := self._waiting():
            said = lit(_("Done, waits for a word"), f"bold {words.AMBER}") + lit(f" {len(waiting)}  y", words.FAINT)
            lines.append(TextLine(said))
            lines += [panel_line(action, today) for action in waiting[:PANEL_ACTIONS]]
            lines.append(TextLine(lit("")))
        for group, actions in words.grouped(self.shown.open_actions.get(row.person.id, ()), today).items():
            lines.append(TextLine(words.group_heading(group, len(actions))))
            lines += [panel_line(action, today) for action in actions[:PANEL_ACTIONS]]
            lines.append(TextLine(lit("")))
        panel.update(Lines(lines), layout=False)

    def _waiting(self) -> tuple[Action, ...]:
        """What the person under the cursor has done, and nobody has answered."""
        row = self._current()
        return self.shown.unanswered.get(row.person.id, ()) if row and self.shown else ()

    def _current(self) -> TeamRow | None:
        person_id = chosen(self.query_one(RowList))
        rows = self.shown.rows if self.shown else ()
        return next((row for row in rows if row.person.id == person_id), None)

    @on(RowList.Moved)
    def _follow_cursor(self) -> None:
        self._show_panel()
        row = self._current()
        self.keys_depend_on((row is None, bool(row and row.facts.reports), bool(self._waiting())))

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(FilterLine.Changed)
    def _filtered(self) -> None:
        self.show_again()

    def on_resize(self, event: Resize) -> None:
        """More room or less: the panel comes or goes."""
        if self.shown is not None:
            self.query_one("#team-sums", Static).update(self._sums(self.shown))
            self._show_panel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about people rest while there are none, or none under the cursor; a team below is figures only."""
        if not self.reaches_files(action) or (action in ABOUT_ROWS and not self._has_people()):
            return False
        below = self._leader is not None
        if action in ("open", "new_action", "new_conversation", "follow_up", "edit_person"):
            return self._current() is not None and not below
        if action in ("rhythm", "follow_up_team"):
            return not below
        if action == "acknowledge_all":
            return bool(self._waiting())
        if action == "new_code":
            row = self._current()
            return row is not None and access.may_give_code(self.samtale.me, row.person)
        if action in ("new_person", "import_people"):
            leads = action == "new_person" and self._has_people()
            return not below and (leads or self.samtale.me.is_administrator)
        if action == "step_down":
            row = self._current()
            return bool(row and row.facts.reports)
        if action == "back":
            return below or self.query_one(FilterLine).is_open or self._overdue_only
        return super().check_action(action, parameters)

    def _has_people(self) -> bool:
        return bool(self.shown and self.shown.rows)

    def action_open(self) -> None:
        """The page of the person under the cursor."""
        if row := self._current():
            self.samtale.open_person(row.person.id)

    def action_only_overdue(self) -> None:
        """Only those with something overdue, or everybody again."""
        self._overdue_only = not self._overdue_only
        self.show_again()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._sort = (self._sort + 1) % len(SORTS)
        self.show_again()

    def action_filter(self) -> None:
        """Type a few letters to see only some."""
        self.query_one(FilterLine).open()

    def action_step_down(self) -> None:
        """The team that this person leads."""
        if (row := self._current()) and row.facts.reports:
            self.app.push_screen(TeamScreen(row.person))

    def action_back(self) -> None:
        """Everybody again; from a team below, back up."""
        filter_line = self.query_one(FilterLine)
        if filter_line.is_open or self._overdue_only:
            self._overdue_only = False
            filter_line.hide()
            self.query_one(RowList).focus()
            self.show_again()
        else:
            super().action_back()

    def action_new_action(self) -> None:
        """Agree an action with the person under the cursor."""
        if row := self._current():
            self.samtale.flow(self.samtale.doing.new_action(row.person))

    def action_new_conversation(self) -> None:
        """Plan a conversation with the person under the cursor."""
        if row := self._current():
            self.samtale.flow(self.samtale.planning.plan(row.person))

    def action_follow_up(self) -> None:
        """Walk through the open actions of the person under the cursor."""
        if row := self._current():
            self.samtale.open_walk(row.person.id)

    def action_acknowledge_all(self) -> None:
        """What the person under the cursor has done is seen."""
        if (row := self._current()) and self._waiting():
            self.samtale.flow(self.samtale.answering.acknowledge_all(row.person))

    def action_follow_up_team(self) -> None:
        """Walk through everybody's open actions, in the order of need."""
        self.samtale.open_team_walk()

    def action_new_person(self) -> None:
        """Add somebody to the team."""
        self.samtale.flow(self.samtale.doing.new_person())

    def action_edit_person(self) -> None:
        """Change name, title or dates of the person under the cursor."""
        if row := self._current():
            self.samtale.flow(self.samtale.doing.edit_person(row.person))

    def action_new_code(self) -> None:
        """Make a one-time code for the person under the cursor."""
        if row := self._current():
            self.samtale.flow(self.samtale.managing.new_code(row.person))

    def action_import_people(self) -> None:
        """Read a staff list."""
        from tui_app.ui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen())

    def action_rhythm(self) -> None:
        """How often the team is followed up."""
        self.samtale.open_rhythm()
