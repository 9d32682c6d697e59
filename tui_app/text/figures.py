"""Figures in words: their names, what each counts, their numbers, and the table for files and the prompt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.figures.privacy import MIN_GROUP_SIZE
from tui_app.domain.figures.records import SHARE_FIGURES, Figure, FigureScope, FiguresView, FigureValue, UnitFigures
from tui_app.domain.figures.table import FigureTable, FigureTableRow
from tui_app.domain.practice.listening import ListeningCounts
from tui_app.domain.records.practice import ListeningItem
from tui_app.text.dates import full_date
from tui_app.text.i18n import N_, _, format_message, language_entry, ngettext
from tui_app.text.tables import COLUMN_GAP, align_columns, cell_width

FIGURE_LABELS = {
    Figure.HELD: N_("Conversations held"),
    Figure.SIGNED: N_("Minutes signed"),
    Figure.AGREED: N_("Actions agreed"),
    Figure.IN_TIME: N_("Done on time"),
    Figure.LATE: N_("Done late"),
    Figure.DROPPED: N_("Dropped"),
    Figure.OVERDUE: N_("Overdue at end"),
    Figure.IN_TIME_SHARE: N_("On-time rate"),
    Figure.DAYS_LATE: N_("Days late, median"),
    Figure.MOVED: N_("Due dates moved"),
    Figure.ON_SCHEDULE: N_("Followed up on schedule"),
    Figure.COVERED: N_("Had a conversation"),
    Figure.COVERED_SIGNED: N_("Have signed minutes"),
    Figure.PRACTISED: N_("Leaders who practised"),
    Figure.PRACTISED_AS_PLANNED: N_("… as often as planned"),
    Figure.PRACTISED_TOGETHER: N_("… in pairs or groups"),
    Figure.WARMED_UP: N_("Talks with a warm-up"),
    Figure.SAID: N_("Said what they wanted"),
    Figure.LISTENED: N_("Were listened to"),
    Figure.USEFUL: N_("Found it useful"),
    Figure.FOLLOWED_UP: N_("Feel followed up"),
}
FIGURE_DEFINITIONS = {
    Figure.HELD: N_("Conversations held in the period."),
    Figure.SIGNED: N_("Conversations held in the period whose minutes both have signed so far."),
    Figure.AGREED: N_("Actions agreed in the period."),
    Figure.IN_TIME: N_("Actions due in the period: done by the due date."),
    Figure.LATE: N_("Actions due in the period: done after the due date."),
    Figure.DROPPED: N_("Actions due in the period: dropped."),
    Figure.OVERDUE: N_("Due by the end of the period but not done by then. Excludes dropped actions."),
    Figure.IN_TIME_SHARE: N_("Actions due in the period and before today, except dropped ones: share done on time."),
    Figure.DAYS_LATE: N_("Half of the actions done late were later than this."),
    Figure.MOVED: N_("How often due dates in the period were moved."),
    Figure.ON_SCHEDULE: N_("Follow-ups held in the period that had a due date: share held at most a week late."),
    Figure.COVERED: N_("Employees at the end of the period: share with a conversation in the 12 months before."),
    Figure.COVERED_SIGNED: N_("Employees at the end of the period: share with signed minutes from those 12 months."),
    Figure.PRACTISED: N_("Leaders: share with at least one practice session in the period. Kept for 12 months."),
    Figure.PRACTISED_AS_PLANNED: N_("Leaders: share with the planned number of practice sessions this year."),
    Figure.PRACTISED_TOGETHER: N_("Leaders: share who practised in a pair or a group in the period."),
    Figure.WARMED_UP: N_("Conversations held in the period: share that the leader warmed up for."),
    Figure.SAID: N_("Employees, from 1 to 5: I got to say what I wanted to. Mean of the half-year; aim at 4."),
    Figure.LISTENED: N_("Employees, from 1 to 5: My leader listened. Mean of the half-year; aim at 4."),
    Figure.USEFUL: N_("Employees, from 1 to 5: The talk was useful to me. Mean of the half-year; aim at 4."),
    Figure.FOLLOWED_UP: N_("Employees, from 1 to 5: What we agreed is followed up. Mean of the half-year; aim at 4."),
}
SCOPE_LABELS = {
    FigureScope.TEAM: N_("My team"),
    FigureScope.LINE: N_("Everyone below me"),
    FigureScope.ORGANISATION: N_("The whole organisation"),
}


def format_number(value: FigureValue, *, is_share: bool) -> str:
    """A figure in the language in use; a dash if there is nothing to count."""
    if value is None:
        return "–"
    if is_share:
        return format_message(_("$percent%"), percent=round(100 * value))
    whole, part = divmod(round(10 * value), 10)
    grouped = f"{whole:,}".replace(",", language_entry().thousands)
    return f"{grouped}{language_entry().decimal}{part}" if part else grouped


def period_heading(period: FigurePeriod) -> str:
    """A quarter or a year as the heading of a column."""
    if period.is_year:
        return str(period.first.year)
    return format_message(_("Q$quarter $year"), quarter=period.quarter, year=f"{period.first.year % 100:02}")


def people_count(figures: FiguresView) -> str:
    """The number of people that the figures cover."""
    return format_message(ngettext("$count person", "$count people", figures.people), count=figures.people)


def hidden_notice() -> str:
    """Why all figures are hidden, and where one finds others."""
    return _(
        "Hidden: these figures concern fewer than five people you cannot already see.\n"
        "They are shown once the organisation has five more. For your own team, see 1, Team."
    )


def omitted_notices(view: FiguresView) -> Iterator[str]:
    """Why periods, practice, or what employees answered are not among the figures."""
    if view.hides_any:
        yield _("Periods with figures about fewer than five people are hidden.")
    if view.scope is FigureScope.ORGANISATION:
        if view.asks_for_practice and not view.shows_practice:
            yield _("Practice is hidden: fewer than five leaders are counted besides you.")
        if not view.shows_answers:
            yield _("“Was I listened to?” is shown once it is about five leaders besides you.")
    elif view.scope is FigureScope.TEAM and not view.shows_answers:
        if view.people < MIN_GROUP_SIZE:
            yield _("“Was I listened to?” is never shown for a team of fewer than five.")
        else:
            yield _("“Was I listened to?” is shown once five of your employees have answered.")


def elsewhere_notices(view: FiguresView) -> Iterator[str]:
    """Where the screen shows figures that this scope does not have."""
    if view.scope is FigureScope.ORGANISATION:
        return
    if FigureScope.ORGANISATION in view.available_scopes:
        yield format_message(_("$show shows more: practice, and what employees answered."))
    elif view.scope is FigureScope.LINE and FigureScope.TEAM in view.available_scopes:
        yield format_message(_("$show shows what your own employees answered."))


def no_figures_notice() -> str:
    """Why there are no figures yet, and when there will be."""
    return _(
        "Nothing has been agreed yet, so there is nothing to count.\n"
        "Figures start with the first conversation or action. A quarter is complete when it ends."
    )


def figure_table(figures: FiguresView, now: datetime) -> FigureTable:
    """The table of all figures, for a file or the prompt."""
    columns = (*figures.quarters, figures.year)
    rows = []
    for figure in figures.figures:
        values = [column.values.get(figure) for column in columns]
        is_share = figure in SHARE_FIGURES
        shown = [format_number(value, is_share=is_share) for value in values]
        rows.append(FigureTableRow(_(FIGURE_LABELS[figure]), _(FIGURE_DEFINITIONS[figure]), values, shown, is_share))
    return FigureTable(
        title=_("Figures: do we follow up what we agree?"),
        about=" · ".join((_(SCOPE_LABELS[figures.scope]), people_count(figures), full_date(now.date()))),
        figure=_("Figure"),
        definition=_("What it counts"),
        headings=[period_heading(column.period) for column in columns],
        rows=rows,
        notes=[
            _("Due dates are the latest agreed. The current quarter and year are counted to date."),
            _("People count in their current or last team; erased records count only in organisation totals."),
            *omitted_notices(figures),
        ],
        made_at=now,
        units=unit_lines(figures.units),
        units_title=_("By unit, last 12 months"),
        units_note=unit_definition(),
        decimal=language_entry().decimal,
        language=language_entry().code,
    )


UNIT_HEADINGS = (
    N_("Unit"),
    N_("Employees"),
    N_("Had a conversation"),
    N_("Have signed minutes"),
    N_("Leaders"),
    N_("Said what they wanted"),
    N_("Were listened to"),
    N_("Found it useful"),
    N_("Feel followed up"),
)
"""The headings of the table of units."""


def unit_cells(unit: UnitFigures) -> list[str]:
    """A unit's line in the table of units: numbers, shares, and mean ± spread."""
    means = {counts.item: mean_and_spread(counts) for counts in unit.listening}
    return [
        unit.unit,
        format_number(unit.people or None, is_share=False),
        format_number(unit.covered, is_share=True),
        format_number(unit.covered_signed, is_share=True),
        format_number(unit.leaders or None, is_share=False),
        *(means.get(item, "–") for item in ListeningItem),
    ]


def unit_definition() -> str:
    """What the line of a unit counts."""
    return _(
        "Employees, the share with a conversation and with signed minutes, and leaders; then what employees answered "
        "this half-year, mean ± spread, with a line at 4. Units with fewer than five people or leaders are left out."
    )


def mean_and_spread(counts: ListeningCounts) -> str:
    """The mean and the standard deviation: "4.2 ± 0.7"."""
    mean, spread = (format_number(value, is_share=False) for value in (counts.mean, counts.spread))
    return f"{mean} ± {spread}"


def unit_lines(units: Sequence[UnitFigures]) -> list[list[str]]:
    """The table of units with its headings; empty without units."""
    return [[_(heading) for heading in UNIT_HEADINGS], *map(unit_cells, units)] if units else []


def figures_file_name(now: datetime, kind: str = "pdf") -> str:
    """A name for a file of figures: "tall-2026-11-23.pdf"."""
    return f"{_('figures')}-{now.date().isoformat()}.{kind}"


MIN_FIGURE_COLUMNS = 4
"""The name, two quarters and the year, which are always shown."""


def figure_lines(table: FigureTable, width: int | None) -> Iterator[str]:
    """The table as lines; a narrow terminal shows only the last quarters, as many as fit, and the year.

    Args:
        width: of the terminal; None shows all.
    """
    yield table.title
    yield table.about
    rows = [["", *table.headings], *([row.label, *row.shown] for row in table.rows)]
    while width is not None and len(rows[0]) > MIN_FIGURE_COLUMNS and _table_width(rows) > width:
        rows = [[row[0], *row[2:]] for row in rows]
    yield from align_columns(rows, width, right=range(1, len(rows[0])))
    if table.units:
        yield ""
        yield from align_columns(table.units, width, right=range(1, len(table.units[0])))
    yield ""
    for row in table.rows:
        yield f"{row.label}: {row.definition}"
    yield from table.notes


def _table_width(rows: Sequence[Sequence[str]]) -> int:
    return sum(max(map(cell_width, column)) + COLUMN_GAP for column in zip(*rows, strict=True)) - COLUMN_GAP
