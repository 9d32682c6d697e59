"""Figures: whether follow-up works, without a name or a word of what people wrote."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain import access
from tui_app.domain.figures import Column, Figures, Scope, column, first_counted, is_hidden, periods, together
from tui_app.domain.records import Viewer
from tui_app.domain.refusals import NotAllowed
from tui_app.storage import figures, people
from tui_app.storage.database import for_everybody, reading
from tui_app.storage.figures import Whose


def overview(viewer: Viewer, now: datetime, scope: Scope | None = None) -> Figures:
    """The figures of the last quarters and of this year.

    Where the people are too few, or where the difference from what the viewer sees otherwise would tell of too few,
    there are no numbers (`is_hidden`). One's own team is always shown: its leader sees all of it anyway.

    Args:
        scope: whose; None for the first that the viewer may see.

    Raises:
        NotAllowed: they lead nobody and do not administer, or this scope is not theirs.
    """
    today = now.date()
    quarters, year = periods(today)
    with reading(viewer):
        scopes = _scopes(viewer, now)
        chosen = scope or next(iter(scopes), None)
        if chosen is None or chosen not in scopes:
            raise NotAllowed()
        number, hidden = _people(viewer, chosen, scopes)
        with for_everybody():  # numbers alone
            found = None if hidden else figures.facts(_whose(viewer, chosen), first_counted(today), today)
        if found and chosen is Scope.ORGANISATION:
            found = together((found, figures.erased()))

    def counted(period: Column) -> Column:
        return column(period.period, found) if found else period

    return Figures(
        chosen,
        scopes,
        number,
        tuple(counted(Column(quarter, {})) for quarter in quarters),
        counted(Column(year, {})),
        is_hidden=hidden,
    )


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


def _people(viewer: Viewer, scope: Scope, scopes: tuple[Scope, ...]) -> tuple[int, bool]:
    """How many people a scope tells of, and whether it is hidden.

    No difference between two scopes that are shown may tell of too few. Where not all can be, the organisation goes
    before the line. Nobody is hidden from themselves.
    """
    number = _whose(viewer, scope).number()
    if scope is Scope.TEAM:
        return number, False
    team = _whose(viewer, Scope.TEAM).number() if Scope.TEAM in scopes else 0
    if scope is Scope.ORGANISATION:
        return number, is_hidden(number - team - 1)
    beyond = 0
    if Scope.ORGANISATION in scopes:
        everybody, hidden = _people(viewer, Scope.ORGANISATION, scopes)
        beyond = 0 if hidden else everybody - number - 1
    return number, is_hidden(number - team) or is_hidden(beyond)
