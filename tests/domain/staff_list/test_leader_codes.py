"""Leaders named by what another column of the list explains: initials, user names, positions, keys of a program."""

from __future__ import annotations

import pytest

from tests.domain.staff_import.staff_lists import leaders, levels, planned, said

PEOPLE = {"Kari Nordmann": "", "Ola Hansen": "Kari Nordmann", "Eva Moe": "Ola Hansen", "Per Aas": "Ola Hansen"}


@pytest.mark.parametrize("heading", ["Leder", "Leder (init.)", "Leders initialer", "Manager ID", "Reports to"])
@pytest.mark.parametrize("codes", [("KN", "OH", "EM", "PA"), ("50010", "50011", "50012", "50013")])
@pytest.mark.parametrize("identifier", ["Nr", "E-post", "Lokal"])
def test_a_code_in_another_column_says_who_leads(heading: str, codes: tuple[str, ...], identifier: str) -> None:
    k, o, e, p = codes
    known = {
        "Nr": ["1", "2", "3", "4"],
        "E-post": ["k@x.no", "o@x.no", "e@x.no", "p@x.no"],
        "Lokal": ["1", "1", "2", ""],
    }
    a, b, c, d = known[identifier]
    made = planned(
        f"Navn | {identifier} | Kode | {heading}",
        *(f"Kari Nordmann | {a} | {k} | ", f"Ola Hansen | {b} | {o} | {k}"),
        *(f"Eva Moe | {c} | {e} | {o}", f"Per Aas | {d} | {p} | {o}"),
    )
    assert leaders(made) == PEOPLE
    assert "leader_codes" in said(made)


def test_a_code_that_two_people_share_explains_nobody() -> None:
    rows = ("Kari Nordmann | 1 | KN | ", "Knut Nordli | 2 | KN | ", "Eva Moe | 3 | EM | KN", "Per Aas | 4 | PA | KN")
    made = planned("Navn | Nr | Kode | Leder", *rows)
    assert leaders(made)["Eva Moe"] == ""
    assert levels(made, 4) == {"unclear_leader": "value_left_out"}


def test_numbers_that_happen_to_stand_in_another_column_do_not_count() -> None:
    """Running numbers of the lines beside numbers of people that are known, or beside names."""
    rows = ("1 | Kari Nordmann | 3 | ", "2 | Ola Hansen | 2 | 3", "3 | Eva Moe | 1 | 3", "4 | Per Aas | 9 | 2")
    made = planned("Linje | Navn | Ansattnr | Leder", *rows)
    assert leaders(made) == {**PEOPLE, "Eva Moe": "Kari Nordmann"}
    assert "leader_codes" not in said(made)


def test_initials_beside_the_name_of_the_leader_are_not_read() -> None:
    made = planned("Navn | Leder | Leders initialer", "Kari Nordmann | | ", "Ola Hansen | Kari Nordmann | KNO")
    assert leaders(made) == {"Kari Nordmann": "", "Ola Hansen": "Kari Nordmann"}
    assert levels(made, 3) == {}


def test_a_leader_made_from_half_an_address_gets_none() -> None:
    made = planned("Navn | Leders e-post", "Ola Hansen | kari.nordmann@kommune", "Eva Moe | Kari.Nordmann@kommune")
    assert leaders(made)["Ola Hansen"] == leaders(made)["Eva Moe"] == "Kari Nordmann"
    assert [one.values["email"] for one in made.people] == ["", "", ""]
