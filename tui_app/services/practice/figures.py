"""Practice, coverage and what employees answered, as far as figures may show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.figures.coverage import (
    CoverageByUnit,
    coverage_windows,
    is_coverage_hidden,
    shown_units,
    total_coverage,
)
from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.figures.practice import KEPT_MONTHS, practice_figures
from tui_app.domain.figures.records import SCALE_FIGURES, Figure, FigureScope, FigureValue, UnitFigures
from tui_app.domain.practice.listening import ListeningCounts, half_year_of
from tui_app.domain.records.person import Viewer
from tui_app.services.practice import listening
from tui_app.services.practice.sessions import sessions_per_year
from tui_app.storage.conversations.coverage import count_coverage, count_people
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.figures import Population
from tui_app.storage.practice import listening as stored_listening
from tui_app.storage.practice import shares

Columns = tuple[dict[Figure, FigureValue], ...]


def values_of_periods(
    viewer: Viewer,
    today: date,
    scope: FigureScope,
    spans: Sequence[FigurePeriod],
    population: Population,
    others: Population,
    visible: Sequence[Population],
) -> tuple[Columns, tuple[UnitFigures, ...]]:
    """The values of each period, and the organisation's units. Call it in a scope.

    Args:
        spans: the quarters, then their year.
        population: whom the figures are about.
        others: the same people without the viewer.
        visible: groups whose pages or figures the viewer sees elsewhere.
    """
    windows = coverage_windows(spans, today)
    with bypassing_row_security():  # only counts are used
        by_unit = count_coverage(population, windows)
        without_viewer = count_people(others, windows) if visible else {}
        seen = [count_people(one, windows) for one in visible]
    columns: Columns = tuple({} for _span in spans)
    for number, column in enumerate(columns):
        if not is_coverage_hidden(without_viewer, seen, number):
            coverage = total_coverage(by_unit, number)
            column |= {Figure.COVERED: coverage.held_share, Figure.COVERED_SIGNED: coverage.signed_share}
    if scope is FigureScope.TEAM:
        _add_listening(columns, spans, today, lambda half_year: stored_listening.released_counts(viewer.id, half_year))
    if scope is not FigureScope.ORGANISATION:
        return columns, ()
    results = listening.results(viewer, {half_year_of(span.first) for span in spans})
    _add_listening(columns, spans, today, lambda half_year: results.get(half_year, ()))
    for column, practised in zip(columns, _practice(viewer, today, spans), strict=True):
        column.update(practised)
    return columns, _units(by_unit, without_viewer, seen, listening.results_by_unit(viewer, half_year_of(today)))


def _add_listening(
    columns: Columns,
    spans: Sequence[FigurePeriod],
    today: date,
    counts_of: Callable[[str], Sequence[ListeningCounts]],
) -> None:
    """Put the means of a half-year in its last quarter, or in the current one."""
    for span, column in zip(spans, columns, strict=True):
        is_last = span.quarter in (2, 4) or span.covers(today)
        if is_last and not span.is_year:
            for counts in counts_of(half_year_of(span.first)):
                column[SCALE_FIGURES[counts.item]] = counts.mean


def _practice(viewer: Viewer, today: date, spans: Sequence[FigurePeriod]) -> Sequence[Mapping[Figure, FigureValue]]:
    planned = sessions_per_year()
    if not planned:
        return [{} for _span in spans]  # practice is off
    since = add_months(today, -KEPT_MONTHS)
    with bypassing_row_security():  # only shares of five leaders or more are returned
        return practice_figures(
            spans,
            today,
            shares.leader_ids(today, viewer.id),
            planned,
            shares.months_of_practice(since),
            shares.months_of_conversations(since, viewer.id),
        )


def _units(
    by_unit: CoverageByUnit,
    without_viewer: CoverageByUnit,
    seen: Sequence[CoverageByUnit],
    results: Sequence[listening.UnitListening],
) -> tuple[UnitFigures, ...]:
    """The units with enough people, or with enough leaders, by name."""
    answers = {one.unit: one for one in results if one.unit}
    covered = shown_units(without_viewer, seen, -1)
    found = []
    for unit in sorted({*answers, *covered}):
        coverage = by_unit[unit][-1] if unit in covered else None
        heard = answers.get(unit)
        found.append(
            UnitFigures(
                unit,
                people=coverage.people if coverage else 0,
                covered=coverage.held_share if coverage else None,
                covered_signed=coverage.signed_share if coverage else None,
                leaders=heard.leaders if heard else 0,
                listening=heard.counts if heard else (),
            )
        )
    return tuple(found)
