"""What the Team and Actions screens show, as plain lines: for the shell, without colours and without the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from tui_app.domain.figure_sheet import FigureSheet
from tui_app.domain.records import Action
from tui_app.domain.team import TeamOverview, TeamRow
from tui_app.domain.texts import clean_line
from tui_app.ui import words
from tui_app.ui.dates import overdue_days
from tui_app.ui.language import _, ngettext, told

GAP = 2
"""Blank cells between columns."""
LEAST = 8
"""Cells below which no column is cut."""
FEWEST_COLUMNS = 4
"""A name, two quarters and the year are always shown."""


def laid_out(rows: Sequence[Sequence[str]], width: int | None, right: Sequence[int] = ()) -> list[str]:
    """Rows of cells as lines in columns that are as wide as what stands in them; wide characters count as two cells.

    Control characters are left out: nothing that people typed is obeyed by the terminal.

    Args:
        rows: all with the same number of cells.
        width: cells of the terminal; the widest columns are cut to fit. None cuts nothing.
        right: the columns that are set to the right.
    """
    cells = [[Content(clean_line(cell)) for cell in row] for row in rows]
    shown = [max(cell.cell_length for cell in column) for column in zip(*cells, strict=True)]
    while width is not None and sum(shown) + GAP * (len(shown) - 1) > width and max(shown) > LEAST:
        shown[shown.index(max(shown))] -= 1
    lines = []
    for row in cells:
        fitted = [cell.truncate(room, ellipsis=True) for cell, room in zip(row, shown, strict=True)]
        blanks = [" " * (room - cell.cell_length) for cell, room in zip(fitted, shown, strict=True)]
        parts = [
            blank + cell.plain if place in right else cell.plain + blank
            for place, (cell, blank) in enumerate(zip(fitted, blanks, strict=True))
        ]
        lines.append((" " * GAP).join(parts).rstrip())
    return lines


def team_lines(team: TeamOverview, today: date, width: int | None, *, mine: bool) -> Iterator[str]:
    """The Team screen: those who need attention first and why, sums below; `mine` says whether it is one's own team."""
    title = _("My team") if mine else told(_("$leader's team"), leader=clean_line(team.leader.name))
    yield f"{title} ({len(team.rows)})" + ("" if not team.figures_only else " · " + _("figures only"))
    if not team.rows:
        yield _("Nobody is in this team.")
        return
    heads = ["", _("Name"), _("Why"), _("Last talk"), _("Minutes"), _("Actions"), "", _("Next")]
    yield from laid_out([heads, *(_team_cells(row, today, mine=mine) for row in team.rows)], width, right=(6, 7))
    sums = words.sums(team.counts)
    if team.in_time_percent is not None:
        sums += " · " + told(_("done in time $percent %"), percent=team.in_time_percent)
    yield sums


def _team_cells(row: TeamRow, today: date, *, mine: bool) -> list[str]:
    facts, due = row.facts, row.facts.next_due
    why = words.reasons(row.reasons, mine=mine).plain
    if not row.reasons and facts.away_until:
        why = told(_("away until $day"), day=words.day(facts.away_until, today))
    return [
        words.attention_sign(row.reasons).plain,
        row.person.name,
        why,
        words.day_or(facts.last_conversation, today, _("none")),
        words.minutes_state(facts.minutes_state, mine=mine).plain,
        words.bar(row.counts).plain,
        f"{row.counts.done}/{row.counts.total}" if row.counts.total else "",
        overdue_days(due, today) if due and due < today else words.day_or(due, today),
    ]


def figure_lines(sheet: FigureSheet, width: int | None) -> Iterator[str]:
    """The Figures screen; a narrow terminal shows the last quarters, as many as fit, and the year."""
    yield sheet.title
    yield sheet.about
    rows = [["", *sheet.headings], *([row.label, *row.shown] for row in sheet.rows)]
    while width is not None and len(rows[0]) > FEWEST_COLUMNS and _cells(rows) > width:
        rows = [[row[0], *row[2:]] for row in rows]
    yield from laid_out(rows, width, right=range(1, len(rows[0])))
    yield ""
    for row in sheet.rows:
        yield f"{row.label}: {row.definition}"
    yield from sheet.notes


def _cells(rows: Sequence[Sequence[str]]) -> int:
    return sum(max(len(cell) for cell in column) + GAP for column in zip(*rows, strict=True)) - GAP


def action_lines(actions: Sequence[Action], today: date, width: int | None, *, with_person: bool) -> Iterator[str]:
    """The Actions screen: by urgency, each group with its heading; `with_person` names whom an action concerns."""
    if not actions:
        yield _("No actions.")
        return
    groups = words.grouped(tuple(actions), today)
    rows = [_action_cells(action, today, with_person=with_person) for group in groups.values() for action in group]
    lines = iter(laid_out(rows, width, right=(4,)))
    for place, (group, members) in enumerate(groups.items()):
        yield ("\n" if place else "") + words.group_heading(group, len(members)).plain
        for _action in members:
            yield next(lines)


def _action_cells(action: Action, today: date, *, with_person: bool) -> list[str]:
    moved = ""
    if action.moved:
        moved = " " + told(ngettext("(moved once)", "(moved $count times)", action.moved), count=action.moved)
    comments = f" ✎{action.comments}" if action.comments else ""
    return [
        words.sign(action, today).plain,
        f"{action.text}{moved}{comments}",
        action.person_name if with_person else action.goal_text,
        action.responsible_name,
        words.when(action, today).plain,
    ]
