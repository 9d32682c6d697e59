"""Two who change the same people at the same moment: one of them is told, and nothing is half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from tests.conftest import viewer_of
from tests.services.access.world import action_draft
from tests.services.people.test_staff_import import review
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotFound
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.people import joining, people, staff_import, staff_import_undo
from tui_app.storage.database import reading
from tui_app.storage.people import identifiers, team

TRIES = 6


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the error it raised; all of them begin together."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return call()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def draft(name: str, **more: Any) -> PersonDraft:
    return validate_draft(PersonDraft, {"name": name, **more})


def add(kari: Viewer, now: datetime, name: str, **more: Any) -> Person:
    return people.add(kari, now, draft(name, **more))


@pytest.mark.parametrize(("field", "values"), [("email", ("P@x.no", "p@X.no")), ("employee_number", ("7", "7"))])
def test_one_of_two_gets_an_address_or_a_number(
    kari: Viewer, now: datetime, field: str, values: tuple[str, str]
) -> None:
    for number in range(TRIES):
        one, other = (value.replace("x", f"x{number}").replace("X", f"X{number}") for value in values)
        one, other = (value + str(number) if field == "employee_number" else value for value in (one, other))
        found = at_once(
            partial(add, kari, now, "Per", **{field: one}), partial(add, kari, now, "Pål", **{field: other})
        )
        refused = [each for each in found if isinstance(each, InvalidInput)]
        assert [list(each.problems) for each in refused] == [[field]]
        assert sum(isinstance(each, Person) for each in found) == 1


def test_an_import_and_a_form_do_not_give_one_address_twice(kari: Viewer, now: datetime) -> None:
    for number in range(TRIES):
        address = f"p{number}@x.no"
        listed = review("Navn|E-post", f"Siv Nr{number}|{address}")
        found = at_once(
            partial(add, kari, now, "Per", email=address.upper()),
            partial(staff_import.import_staff, kari, now, listed, skip_bad=False),
        )
        errors = [one for one in found if isinstance(one, DomainError)]
        assert {one.code for one in errors} <= {"invalid", "staff_list_changed_meanwhile"}
        with reading():
            assert not identifiers.without_own_address()
        held = [one.email for one in staff_import.everybody(kari, now) if one.email.lower() == address]
        assert len(held) == 1


def test_taking_an_import_back_gives_nobody_an_address_that_is_somebody_elses_now(kari: Viewer, now: datetime) -> None:
    ola = add(kari, now, "Ola", employee_number="1", email="ola@x.no")
    staff_import.import_staff(kari, now, review("Nr|Navn|E-post", "1|Ola|ola@y.no"), skip_bad=False)
    add(kari, now, "Oda", email="OLA@x.no")
    undone = staff_import_undo.undo_import(kari, now)
    assert undone.kept == ("Ola",)
    assert next(one for one in staff_import.everybody(kari, now) if one.id == ola.id).email == "ola@y.no"


def test_two_people_swap_their_addresses_in_one_list(kari: Viewer, now: datetime) -> None:
    add(kari, now, "Ola", employee_number="1", email="a@x.no")
    add(kari, now, "Per", employee_number="2", email="b@x.no")
    before = staff_import.everybody(kari, now)
    swapped = review("Nr|Navn|E-post", "1|Ola|b@x.no", "2|Per|a@x.no")
    staff_import.import_staff(kari, now, swapped, skip_bad=False)
    assert [one.email for one in staff_import.everybody(kari, now)] == ["", "b@x.no", "a@x.no"]
    staff_import_undo.undo_import(kari, now)
    assert [one.email for one in staff_import.everybody(kari, now)] == [one.email for one in before]


def test_nothing_is_lost_that_is_written_while_two_are_joined(kari: Viewer, now: datetime) -> None:
    for number in range(TRIES):
        kept, removed = add(kari, now, f"Ola {number}"), add(kari, now, f"O {number}")
        writer = viewer_of(removed)
        joined, written = at_once(
            partial(joining.join, kari, now, kept, removed),
            partial(actions.add, writer, now, writer.id, action_draft(writer.id)),
        )
        assert isinstance(joined, Person)
        found = actions.checklist(viewer_of(kept), now, actions.ChecklistScope.PERSON, kept.id)
        assert len(found) == (0 if isinstance(written, NotFound) else 1)


@pytest.mark.parametrize("way", ["form", "hand-over"])
def test_no_two_become_each_others_leader(kari: Viewer, now: datetime, way: str) -> None:
    def lead(leader: Person, person: Person) -> object:
        if way == "form":
            return people.edit(kari, now, person.id, person.version, draft(person.name, leader_id=leader.id))
        people.change_leaders(kari, now, [(person, leader.id)])
        return None

    for number in range(TRIES):
        one, other = add(kari, now, f"Ola {number}"), add(kari, now, f"Per {number}")
        found = at_once(partial(lead, one, other), partial(lead, other, one))
        assert sum(isinstance(each, InvalidInput) for each in found) == 1
        with reading():
            assert not (team.is_above(one.id, other.id) and team.is_above(other.id, one.id))
