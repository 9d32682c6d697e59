"""Figures never show too few people."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.conftest import viewer_of
from tests.services.administration.simulation import named
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import NotAllowed
from tui_app.domain.figures.records import Figure, FigureScope
from tui_app.domain.records.person import Viewer
from tui_app.services import figures
from tui_app.services.actions import actions
from tui_app.services.people import people


def test_figures_that_would_reveal_few_people_by_comparison_are_hidden(kari: Viewer, now: datetime) -> None:
    """Kari leads five people, one of whom leads four; with her own team, figures of those would reveal the four."""
    team = [people.add(kari, now, named(f"Person {number}")) for number in range(5)]
    below = [people.add(kari, now, named(f"Under {number}", team[0].id)) for number in range(4)]
    found = figures.overview(kari, now, FigureScope.LINE)
    assert (found.people, found.is_hidden, found.quarters[-1].values) == (9, True, {})
    assert figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden
    assert not figures.overview(kari, now, FigureScope.TEAM).is_hidden
    people.add(kari, now, named("Under 5", team[0].id))
    assert not figures.overview(kari, now, FigureScope.LINE).is_hidden
    assert not figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden
    assert figures.overview(viewer_of(team[0]), now).available_scopes == (FigureScope.TEAM,)
    with pytest.raises(NotAllowed):
        figures.overview(viewer_of(below[0]), now)


def test_the_organisation_gives_way_to_the_line(kari: Viewer, now: datetime) -> None:
    """Kari sees figures of each team below her; those of the organisation would reveal the two outside of them."""
    team = [people.add(kari, now, named(f"Person {number}")) for number in range(5)]
    for number in range(5):
        people.add(kari, now, named(f"Under {number}", team[0].id))
    assert not figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden
    for name in ("Tor Topp", "Rev Isor"):
        people.add(kari, now, named(name), without_leader=True)
    assert figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden
    assert not figures.overview(kari, now, FigureScope.LINE).is_hidden
    for number in range(3):
        people.add(kari, now, named(f"Styre {number}"), without_leader=True)
    assert not figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden


def test_a_quarter_tells_only_of_enough_who_were_there_then(kari: Viewer, now: datetime) -> None:
    """Four of the six came in May: the first quarter would reveal two, and so would the year without the others."""
    lise = people.add(kari, now, named("Lise"), without_leader=True)
    for number in range(6):
        draft = {
            "name": f"Person {number}",
            "leader_id": lise.id,
            "start_date": date(2026, 5, 4) if number > 1 else None,
        }
        person = people.add(kari, now, validate_draft(PersonDraft, draft))
        wanted = {"text": "Kurs", "responsible_id": person.id, "due": date(2026, 11, 20)}
        actions.add(viewer_of(lise), now, person.id, validate_draft(ActionDraft, wanted))
    found = figures.overview(kari, now, FigureScope.ORGANISATION)
    shown = {column.period.first: column.values.get(Figure.AGREED) for column in found.quarters[-4:]}
    assert shown == {date(2026, 1, 1): None, date(2026, 4, 1): 0, date(2026, 7, 1): 0, date(2026, 10, 1): 6}
    assert (found.is_hidden, found.hides_any, found.year.is_hidden) == (False, True, True)
    own = figures.overview(viewer_of(lise), now, FigureScope.TEAM)
    assert (own.hides_any, own.year.values[Figure.AGREED]) == (False, 6)
