"""Figures: how well follow-up works, without names and without anything that people wrote."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.errors import NotAllowed
from tui_app.domain.figures.calculation import figures_of_period
from tui_app.domain.figures.facts import merge_facts
from tui_app.domain.figures.periods import first_counted_day, shown_periods
from tui_app.domain.figures.privacy import hide_small_groups, is_too_small
from tui_app.domain.figures.records import FigureScope, FiguresView, PeriodFigures
from tui_app.domain.records.person import Viewer
from tui_app.services.practice.figures import values_of_periods
from tui_app.services.practice.sessions import sessions_per_year
from tui_app.storage import figures
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.figures import Population
from tui_app.storage.people import people


def overview(viewer: Viewer, now: datetime, scope: FigureScope | None = None) -> FiguresView:
    """The figures of the last quarters and of this year.

    Figures about too few people are hidden (`is_hidden`, for the whole view or for one period). So are figures that,
    compared with what the viewer can already see, would reveal too few people. A leader always sees the figures of
    their own team, because they can open its pages anyway.

    Args:
        scope: which people; None means the first scope the viewer may see.

    Raises:
        NotAllowed: the viewer leads nobody and is no administrator, or may not see this scope.
    """
    today = now.date()
    quarters, year = shown_periods(today)
    spans = (*quarters, year)
    with reading(viewer):
        scopes = _scopes(viewer, now)
        chosen = scope or next(iter(scopes), None)
        if chosen is None or chosen not in scopes:
            raise NotAllowed()
        population, without_viewer, visible = (
            _population(viewer, chosen),
            _population_without_viewer(viewer, chosen),
            _otherwise_visible(viewer, chosen, scopes),
        )
        size = population.count()
        total = without_viewer.count() if visible else 0
        is_hidden = any(is_too_small(total - one.count()) for one in visible)
        with bypassing_row_security():  # only counts are used
            found = None if is_hidden else figures.count_facts(population, first_counted_day(today), today)
        if found and chosen is FigureScope.ORGANISATION:
            found = merge_facts((found, figures.erased_counts()))
        totals = without_viewer.count_in_periods(spans) if visible else ()
        visible_totals = [one.count_in_periods(spans) for one in visible]
        groups = (population, without_viewer, visible)
        asks_for_practice = bool(sessions_per_year())
        others, units = values_of_periods(viewer, today, chosen, spans, *groups) if found else ((), ())
    columns = tuple(PeriodFigures(span) for span in spans)
    if found:
        columns = tuple(figures_of_period(span, found, more) for span, more in zip(spans, others, strict=True))
    if found and visible:
        differences = [[total - one[index] for one in visible_totals] for index, total in enumerate(totals)]
        columns = hide_small_groups(columns, differences)
    *past, year_so_far = columns
    return FiguresView(chosen, scopes, size, tuple(past), year_so_far, is_hidden, units, asks_for_practice)


def _scopes(viewer: Viewer, now: datetime) -> tuple[FigureScope, ...]:
    """The scopes the viewer may see, before group sizes are considered."""
    leads = people.has_reports(viewer.leads_as, now.date(), except_id=viewer.id)
    below = figures.leads_other_leaders(viewer.id)
    allowed = {
        FigureScope.TEAM: leads,
        FigureScope.LINE: below,
        FigureScope.ORGANISATION: access.may_see_organisation_figures(viewer),
    }
    return tuple(scope for scope in FigureScope if allowed[scope])


def _population(viewer: Viewer, scope: FigureScope) -> Population:
    if scope is FigureScope.TEAM:
        return Population(viewer.leads_as, except_id=viewer.id)
    if scope is FigureScope.LINE:
        return Population(viewer.leads_as, above=(viewer.id,), except_id=viewer.id)
    return Population(None)


def _population_without_viewer(viewer: Viewer, scope: FigureScope) -> Population:
    """The same people without the viewer, whose own figures are no secret to them."""
    return Population(None, except_id=viewer.id) if scope is FigureScope.ORGANISATION else _population(viewer, scope)


def _otherwise_visible(viewer: Viewer, scope: FigureScope, scopes: Collection[FigureScope]) -> list[Population]:
    """Groups whose figures the viewer sees elsewhere: their own team, and each team below it (`people/team.py`)."""
    if scope is FigureScope.TEAM:
        return []
    narrower = [one for one in (FigureScope.TEAM, FigureScope.LINE) if one in scopes and one is not scope]
    return [_population_without_viewer(viewer, one) for one in narrower] or [Population(())]
