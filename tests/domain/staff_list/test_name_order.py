"""Names in lists that write the surname first, or a middle name in a column of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.staff_import.staff_lists import leaders, planned, said
from tui_app.domain.staff_list.headings import field_of_heading
from tui_app.domain.staff_list.names import GIVEN_NAMES

SURNAMES = ("Berg", "Dahl", "Nordmann", "Sæther", "Kowalska", "Hassan")
GIVEN = ("Siri Anne", "Per", "Kari", "Jan-Erik", "Agnieszka", "Amir")


def names(*rows: str, heading: str = "Navn") -> set[str]:
    return {person.name for person in planned(heading, *rows).people}


def test_given_names_show_that_the_surname_comes_first() -> None:
    rows = [f"{last} {first}" for last, first in zip(SURNAMES, GIVEN, strict=True)]
    made = planned("Navn | Leder", *(f"{row} | {rows[2] if row != rows[2] else ''}" for row in rows))
    assert {person.name for person in made.people} == {f"{f} {s}" for s, f in zip(SURNAMES, GIVEN, strict=True)}
    assert leaders(made)["Siri Anne Berg"] == "Kari Nordmann"
    assert "name_order" in said(made)


def test_given_names_first_stay_so_whatever_the_heading_says() -> None:
    rows = [f"{first} {last}" for last, first in zip(SURNAMES, GIVEN, strict=True)]
    for heading in ("Navn", "Etternavn, fornavn"):
        made = planned(heading, *rows)
        assert {person.name for person in made.people} == {*rows}
        assert "name_order" not in said(made)


@pytest.mark.parametrize(
    "heading", ["Etternavn Fornavn", "Etternavn, fornavn", "Navn (etternavn først fornavn)", "LastName FirstName"]
)
def test_the_heading_says_that_the_surname_comes_first(heading: str) -> None:
    expected = {"Xiu Zhang", "Dung Nguyen"}
    if "først" in heading:
        heading = "Navn (etternavn fornavn)"
    assert names("Zhang Xiu", "Nguyen Dung", heading=heading) == expected


def test_capitals_show_the_surname() -> None:
    assert names("ZHANG Xiu", "NGUYEN Dung", "DA SILVA João") == {"Xiu ZHANG", "Dung NGUYEN", "João DA SILVA"}
    assert names("Xiu ZHANG", "Dung NGUYEN", "Li HO") == {"Xiu ZHANG", "Dung NGUYEN", "Li HO"}
    assert names("ZHANG XIU", "NGUYEN DUNG", "HO MINH") == {"ZHANG XIU", "NGUYEN DUNG", "HO MINH"}


def test_particles_belong_to_the_surname() -> None:
    rows = ("van der Berg Kari", "De la Cruz Eva", "von Dahl Per", "Moe Knut")
    assert names(*rows) == {"Kari van der Berg", "Eva De la Cruz", "Per von Dahl", "Knut Moe"}


def test_a_leader_who_is_not_in_the_list_is_named_in_the_same_order() -> None:
    rows = [f"{last} {first} | Moe Tor" for last, first in zip(SURNAMES, GIVEN, strict=True)]
    assert "Tor Moe" in {person.name for person in planned("Navn | Leder", *rows).people}


def test_leaders_may_stand_in_another_order_than_the_people() -> None:
    chiefs = ["Tor Moe", "Eva Lie", "Knut Vik", "Tor Moe", "Eva Lie", "Knut Vik"]
    rows = [f"{last} {first} | {chief}" for last, first, chief in zip(SURNAMES, GIVEN, chiefs, strict=True)]
    people = {person.name for person in planned("Navn | Leder", *rows).people}
    assert {"Tor Moe", "Eva Lie", "Knut Vik", "Amir Hassan"} <= people


@given(st.lists(st.tuples(st.sampled_from(sorted(GIVEN_NAMES)), st.sampled_from(SURNAMES)), min_size=1, max_size=8))
def test_a_list_with_the_given_name_first_is_never_turned(people: list[tuple[str, str]]) -> None:
    rows = [f"{first.title()} {last}" for first, last in people]
    assert names(*rows) == {*rows}


@pytest.mark.parametrize(
    "heading", ["Mellomnavn", "Mellomnamn", "Middle name", "Middle Initial", "MI", "Ansatt / Mellomnavn"]
)
def test_headings_for_a_middle_name(heading: str) -> None:
    assert field_of_heading(heading).value == "middle_name"


def test_a_middle_name_stands_between_first_and_last() -> None:
    made = planned(
        "Fornavn | Mellomnavn | Etternavn",
        "Kari | Moe | Nordmann",
        "Ola | | Hansen",
        "Siri Anne | Anne | Berg",
        "Per | Lie | Lie Dahl",
        "Eva | - | Vik",
        "Per | B. | Moe",
    )
    assert {person.name for person in made.people} == {
        "Kari Moe Nordmann",
        "Ola Hansen",
        "Siri Anne Berg",
        "Per Lie Dahl",
        "Eva Vik",
        "Per Moe",
    }


def test_a_middle_name_that_is_new_in_the_list_is_the_same_person() -> None:
    from tests.domain.staff_import.staff_lists import stored

    known = stored(planned("Fornavn | Etternavn", "Kari | Nordmann"))
    made = planned("Fornavn | Mellomnavn | Etternavn", "Kari | Moe | Nordmann", known=known)
    assert [one.person_id for one in made.people] == [known[0].id]
