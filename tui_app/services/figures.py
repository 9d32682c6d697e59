"""Figures: whether follow-up works, without a name or a word of what people wrote."""

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
from tui_app.storage import figures
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.figures import Population
from tui_app.storage.people import people


def overview(viewer: Viewer, now: datetime, scope: FigureScope | None = None) -> FiguresView:
    """The figures of the last quarters and of this year.

    Where the people are too few, or where the difference from what the viewer sees otherwise would tell of too few,
    there are no numbers (`is_hidden`, of all or of a period). One's own team is always shown: its leader sees all of
    it anyway.

    Args:
        scope: whose; None for the first that the viewer may see.

    Raises:
        NotAllowed: they lead nobody and do not administer, or this scope is not theirs.
    """
    today = now.date()
    quarters, year = shown_periods(today)
    spans = (*quarters, year)
    with reading(viewer):
        scopes = _scopes(viewer, now)
        chosen = scope or next(iter(scopes), None)
        if chosen is None or chosen not in scopes:
            raise NotAllowed()
        whose, others, seen = (
            _population(viewer, chosen),
            _population_without_viewer(viewer, chosen),
            _otherwise_visible(viewer, chosen, scopes),
        )
        people_ = whose.count()
        number = others.count() if seen else 0
        hidden = any(is_too_small(number - one.count()) for one in seen)
        with bypassing_row_security():  # numbers alone
            found = None if hidden else figures.count_facts(whose, first_counted_day(today), today)
        if found and chosen is FigureScope.ORGANISATION:
            found = merge_facts((found, figures.erased_counts()))
        there = others.count_in_periods(spans) if seen else ()
        known = [one.count_in_periods(spans) for one in seen]
    columns = tuple(figures_of_period(span, found) if found else PeriodFigures(span) for span in spans)
    if found and seen:
        beside = [[number - one[place] for one in known] for place, number in enumerate(there)]
        columns = hide_small_groups(columns, beside)
    return FiguresView(chosen, scopes, people_, columns[:-1], columns[-1], is_hidden=hidden)


def _scopes(viewer: Viewer, now: datetime) -> tuple[FigureScope, ...]:
    """Whose figures the viewer may see, as far as that does not depend on how many people they are of."""
    leads = bool(people.reports(viewer.leads_as, now.date(), limit=1, except_id=viewer.id))
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
    """The same without the viewer: nobody is hidden from themselves."""
    return Population(None, except_id=viewer.id) if scope is FigureScope.ORGANISATION else _population(viewer, scope)


def _otherwise_visible(viewer: Viewer, scope: FigureScope, scopes: Collection[FigureScope]) -> list[Population]:
    """Of whom the viewer sees numbers otherwise: the team in full, and each team below it (`services/team.py`)."""
    if scope is FigureScope.TEAM:
        return []
    narrower = [one for one in (FigureScope.TEAM, FigureScope.LINE) if one in scopes and one is not scope]
    return [_population_without_viewer(viewer, one) for one in narrower] or [Population(())]
