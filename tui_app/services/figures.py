"""Figures: whether follow-up works, without a name or a word of what people wrote."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.figures import (
    Column,
    Figures,
    Scope,
    column,
    first_counted,
    is_hidden,
    periods,
    together,
    without_too_few,
)
from tui_app.domain.records import Viewer
from tui_app.domain.refusals import NotAllowed
from tui_app.storage import figures, people
from tui_app.storage.database import for_everybody, reading
from tui_app.storage.figures import Whose


def overview(viewer: Viewer, now: datetime, scope: Scope | None = None) -> Figures:
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
    quarters, year = periods(today)
    spans = (*quarters, year)
    with reading(viewer):
        scopes = _scopes(viewer, now)
        chosen = scope or next(iter(scopes), None)
        if chosen is None or chosen not in scopes:
            raise NotAllowed()
        whose, others, seen = _whose(viewer, chosen), _others(viewer, chosen), _seen_beside(viewer, chosen, scopes)
        people_ = whose.number()
        number = others.number() if seen else 0
        hidden = any(is_hidden(number - one.number()) for one in seen)
        with for_everybody():  # numbers alone
            found = None if hidden else figures.facts(whose, first_counted(today), today)
        if found and chosen is Scope.ORGANISATION:
            found = together((found, figures.erased()))
        there = others.numbers(spans) if seen else ()
        known = [one.numbers(spans) for one in seen]
    columns = tuple(column(span, found) if found else Column(span) for span in spans)
    if found and seen:
        beside = [[number - one[place] for one in known] for place, number in enumerate(there)]
        columns = without_too_few(columns, beside)
    return Figures(chosen, scopes, people_, columns[:-1], columns[-1], is_hidden=hidden)


def _scopes(viewer: Viewer, now: datetime) -> tuple[Scope, ...]:
    """Whose figures the viewer may see, as far as that does not depend on how many people they are of."""
    leads = bool(people.reports(viewer.leads_as, now.date(), limit=1, but=viewer.id))
    below = figures.leads_leaders(viewer.id)
    allowed = {
        Scope.TEAM: leads,
        Scope.LINE: below,
        Scope.ORGANISATION: access.sees_organisation_figures(viewer),
    }
    return tuple(scope for scope in Scope if allowed[scope])


def _whose(viewer: Viewer, scope: Scope) -> Whose:
    if scope is Scope.TEAM:
        return Whose(viewer.leads_as, but=viewer.id)
    if scope is Scope.LINE:
        return Whose(viewer.leads_as, above=(viewer.id,), but=viewer.id)
    return Whose(None)


def _others(viewer: Viewer, scope: Scope) -> Whose:
    """The same without the viewer: nobody is hidden from themselves."""
    return Whose(None, but=viewer.id) if scope is Scope.ORGANISATION else _whose(viewer, scope)


def _seen_beside(viewer: Viewer, scope: Scope, scopes: Collection[Scope]) -> list[Whose]:
    """Of whom the viewer sees numbers otherwise: the team in full, and each team below it (`services/team.py`)."""
    if scope is Scope.TEAM:
        return []
    narrower = [one for one in (Scope.TEAM, Scope.LINE) if one in scopes and one is not scope]
    return [_others(viewer, one) for one in narrower] or [Whose(())]
