"""Removing an entry made by mistake, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import NOW, viewer_of
from tests.services.access.world import World
from tests.services.hasher import HASHER
from tests.services.people.joining.entries import people_get, person
from tui_app.domain.errors import DomainError
from tui_app.domain.people.joining import Belongings
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import accounts
from tui_app.services.people import goals, joining, staff_import


def test_an_entry_made_by_mistake_is_removed(kari: Viewer) -> None:
    mistake = person(kari, "Feil", employee_number="9", email="feil@x.no")
    accounts.issue_code(kari, NOW, HASHER, mistake.id)
    joining.remove(kari, NOW, joining.check_removal(kari, NOW, mistake.id))
    assert [one.name for one in staff_import.everybody(kari, NOW)] == ["Kari Nordmann"]
    again = person(kari, "Riktig", employee_number="9", email="feil@x.no")
    assert again.id != mistake.id


def test_nobody_is_removed_who_has_anything(at: World) -> None:
    kari = at.who["administrator"]
    for who in at.who.values():
        with pytest.raises(DomainError) as told:
            joining.remove(kari, NOW, people_get(who.id))
        assert told.value.code == ("remove_own" if who == kari else "remove_belongings")
    leader = person(kari, "Ny")
    person(kari, "Under", leader_id=leader.id)
    with pytest.raises(DomainError) as told:
        joining.check_removal(kari, NOW, leader.id)
    assert told.value.values["belongings"] == Belongings(reports=1)
    writer = person(kari, "Skriver")
    goals.add(viewer_of(writer), NOW, writer.id, validate_draft_goal())
    with pytest.raises(DomainError, match="remove_belongings"):
        joining.remove(kari, NOW, people_get(writer.id))


def validate_draft_goal() -> Any:
    from tests.services.access.world import goal_draft

    return goal_draft()
