"""Whom a staff list means by its leaders."""

from __future__ import annotations

import pytest

from tests.domain.staff_import.staff_lists import kinds, leaders, levels, named, planned, said
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import Answers, ImportChange


def test_leaders_by_number_email_and_name_further_down_or_in_the_database() -> None:
    known = [Person(7, "Sjef Sjefsen", employee_number="70")]
    made = planned(
        "Navn | Nr | E-post | Leder",
        "A | 1 | | 4",
        "B | 2 | | d@x.no",
        "C | 3 | | Dahl, Dina",
        "Dina Dahl | 4 | d@x.no | 70",
        known=known,
    )
    assert not kinds(made)
    assert {leaders(made)[name] for name in "ABC"} == {"Dina Dahl"}
    assert named(made, "Dina Dahl").leader_id == 7


@pytest.mark.parametrize(
    "cell",
    [
        "Kari Berg (1001)",
        "Berg, Kari (1001)",
        "Kari Berg (ansattnr. 1001)",
        "1001 Kari Berg",
        "1001 - Kari Berg",
        "Kari Berg, 1001",
        "Kari Berg <kari@x.no>",
        "kari@x.no (Kari Berg)",
        "1001 kari@x.no",
        "CN=Kari Berg,OU=Ansatte,DC=x",
        "CN=Berg\\, Kari,OU=Ansatte,DC=x",
        "(1001)",
        "01001",
        "KARI BERG",
        "Berg Kari",
        "Kari B. Berg",
        "Berg, Kari B.",
        "1001 Kari Hansen",
        "Kari Hansen <kari@x.no>",
    ],
)
@pytest.mark.parametrize("heading", ["Leder", "Leders navn", "Leders nr", "Reports To", "Supervisor"])
def test_a_cell_names_one_leader_in_many_ways(cell: str, heading: str) -> None:
    made = planned(f"Navn | Nr | E-post | {heading}", f"Ola | 5 | | {cell}", "Kari Berg | 1001 | kari@x.no | ")
    assert leaders(made) == {"Ola": "Kari Berg", "Kari Berg": ""}
    assert not kinds(made)


@pytest.mark.parametrize(
    "cell", ["Mona Brandt", "Mona K. Brandt", "mona karin brandt", "Brandt, Mona K", "Brandt Mona"]
)
@pytest.mark.parametrize("listed", ["Mona K Brandt", "Mona Karin Brandt", "Brandt, Mona Karin", "Mona K. Brandt"])
def test_initials_middle_names_and_full_stops_make_no_second_person(cell: str, listed: str) -> None:
    made = planned("Navn | Leder", f"Ola | {cell}", f"{listed} | ")
    assert len(made.people) == 2
    assert leaders(made)["Ola"]


def test_accents_and_letters_a_keyboard_lacks_make_no_second_person() -> None:
    made = planned("Navn | Leder", "Ola | Aase Loekken", "Per | Rene Muller", "Åse Løkken | ", "René Müller | ")
    assert leaders(made) == {"Ola": "Åse Løkken", "Per": "René Müller", "Åse Løkken": "", "René Müller": ""}


@pytest.mark.parametrize("cell", ["ingen", "none", "-", "–", "Ingen leder", "0", "000", "No manager", "0.0"])
def test_what_says_that_nobody_leads_takes_the_leader_away(cell: str) -> None:
    known = [Person(1, "Sjef"), Person(2, "Ola", leader_id=1)]
    made = planned("Navn | Leder", f"Ola | {cell}", f"Per | {cell}", "Siv | Sjef", known=known)
    assert leaders(made) == {"Ola": "", "Per": "", "Siv": "Sjef"}
    assert named(made, "Ola").changed == ("leader_id",)


@pytest.mark.parametrize("cell", ["", "NULL", "N/A", "ikke angitt", "(tom)", "#N/A"])
def test_what_says_nothing_keeps_the_leader(cell: str) -> None:
    known = [Person(1, "Sjef"), Person(2, "Ola", leader_id=1)]
    made = planned("Navn | Leder", f"Ola | {cell}", "Siv | Sjef", known=known)
    assert not named(made, "Ola").changed


def test_the_number_0_is_a_leader_where_somebody_has_it() -> None:
    assert leaders(planned("Navn | Nr | Leder nr", "Ola | 5 | 0", "Siv | 0 | "))["Ola"] == "Siv"


def test_a_leader_whom_nobody_can_be_is_created_and_told() -> None:
    made = planned("Navn | Leder", "A | Ny Leder", "B | ny leder", "C | Leder, Ny", "D | A")
    assert [(one.kind.value, one.person) for one in made.findings] == [("leader_created", "Ny Leder")]
    assert leaders(made) == {"Ny Leder": "", "A": "Ny Leder", "B": "Ny Leder", "C": "Ny Leder", "D": "A"}
    assert named(made, "Ny Leder").change is ImportChange.CREATE


def test_a_leader_given_in_several_ways_is_created_once() -> None:
    made = planned(
        "Navn | Leders nr | Leders e-post | Leders navn",
        "A | 99 | siv@x.no | Siv B. Sjef",
        "B | 0099 | | ",
        "C | | siv@x.no | Siv Sjef",
        "D | | | Sjef, Siv",
    )
    siv = named(made, "Siv B. Sjef")
    assert (siv.values["employee_number"], siv.values["email"]) == ("99", "siv@x.no")
    assert {named(made, name).leader_key for name in "ABCD"} == {siv.key}
    assert len(made.people) == 5


@pytest.mark.parametrize(
    ("address", "name"),
    [("kari.berg@x.no", "Kari Berg"), ("kari_berg-olsen2@x.no", "Kari Berg-Olsen")],
)
def test_a_leader_known_only_by_address_is_created_from_it(address: str, name: str) -> None:
    made = planned("Navn | Leders e-post", f"A | {address}")
    assert named(made, name).values["email"] == address
    listed = planned("Navn | Leders e-post", f"A | {address}", f"{name} | ")
    assert said(listed) == set()
    assert leaders(listed)["A"] == name


@pytest.mark.parametrize("cell", ["99", "1234@x.no", "Styret", "Team 5", "Board of Directors", "HR-avdelingen"])
def test_what_cannot_be_a_person_is_left_out_and_told(cell: str) -> None:
    made = planned("Navn | Leder", f"A | {cell}", "B | A")
    assert levels(made, 2) == {"unclear_leader": "value_left_out"}
    assert leaders(made) == {"A": "", "B": "A"}


def test_two_who_could_be_meant_are_asked_about_and_nobody_is_kept_out() -> None:
    made = planned("Navn | Nr | Leder", "Ola | 1 | ", "Ola | 2 | ", "Per | 3 | Ola", "Siv | 4 | Ola (2)")
    assert levels(made, 4) == {"unclear_leader": "asked"}
    assert leaders(made)["Per"] == ""
    assert named(made, "Siv").leader_key == 3
    assert made.has_left_out


@pytest.mark.parametrize("cell", ["Siv Li, Per Bø", "Siv Li; Per Bø", "Siv Li og Per Bø", "Siv Li / Per Bø"])
def test_two_leaders_in_one_cell_are_asked_about_and_make_no_third(cell: str) -> None:
    made = planned("Navn | Leder", f"Ola By | {cell}", "Siv Li | ", "Per Bø | ")
    assert levels(made, 2) == {"unclear_leader": "asked"}
    assert leaders(made) == {"Ola By": "", "Siv Li": "", "Per Bø": ""}


def test_a_leader_who_has_left_is_not_meant_if_somebody_else_can_be() -> None:
    made = planned("Navn | Nr | Sluttdato | Leder", "Ola | 1 | 2020-01-01 | ", "Ola | 2 | | ", "Per | 3 | | Ola")
    assert named(made, "Per").leader_key == 3


@pytest.mark.parametrize(
    "leader",
    ["1 | | | Per", "1 | | per@x.no | ", " | | kari@x.no | Per", " | Kari (1) | | Per", " | Per <kari@x.no> | | "],
)
def test_parts_that_mean_different_people_are_asked_about(leader: str) -> None:
    made = planned(
        "Navn | Nr | E-post | Leders nr | Leder | Leders e-post | Leders navn",
        "Kari | 1 | kari@x.no | | | | ",
        "Per | 2 | per@x.no | | | | ",
        f"Ola | 3 | | {leader}",
    )
    assert levels(made, 4) == {"unclear_leader": "asked"}
    assert leaders(made)["Ola"] == ""
    assert len(made.people) == 3


def test_a_mistyped_number_falls_back_on_the_name_beside_it() -> None:
    made = planned(
        "Navn | Nr | Leder nr | Leder navn",
        "Sjef | 1 | | ",
        "A | 2 | 1 | Sjef",
        "B | 3 | 1 | Sjef",
        "C | 4 | 71 | Sjef",
    )
    assert levels(made, 5) == {"unclear_leader": "notice"}
    assert leaders(made)["C"] == "Sjef"


@pytest.mark.parametrize("numbers", [("4", "11"), ("902", "901"), ("903", "904")])
def test_leader_numbers_of_another_series_do_not_count_even_if_somebody_has_them(numbers: tuple[str, str]) -> None:
    made = planned(
        "Navn | Nr | ManagerName | ManagerID",
        "Sjef En | 901 | | ",
        f"Sjef To | 902 | Sjef En | {numbers[0]}",
        f"A | 903 | Sjef To | {numbers[1]}",
        f"B | 904 | Sjef To | {numbers[1]}",
        "C | 905 | Ny Leder | 77",
    )
    assert said(made) == {"leader_numbers_of_another_series", "leader_created"}
    assert leaders(made) == {
        "Ny Leder": "",
        "Sjef En": "",
        "Sjef To": "Sjef En",
        "A": "Sjef To",
        "B": "Sjef To",
        "C": "Ny Leder",
    }
    assert named(made, "Ny Leder").values["employee_number"] == ""


def test_nobody_is_kept_out_because_their_leaders_row_was() -> None:
    made = planned("Navn | Nr | Leder", " | 1 | ", "A | 2 | 1", "B | 3 | A")
    assert levels(made, 2) == {"unreadable_name": "row_left_out"}
    assert levels(made, 3) == {"unclear_leader": "value_left_out"}
    assert leaders(made) == {"A": "", "B": "A"}


def test_without_a_leader_column_nobody_gets_a_leader_unless_it_is_said() -> None:
    known = [Person(1, "Kari"), Person(2, "Siv", leader_id=1)]
    made = planned("Navn | Nr", "Kari | 1", "Ola | 2", "Siv | 3", known=known, viewer_id=1)
    assert said(made) == {"no_leader_column"}
    assert leaders(made) == {"Kari": "", "Ola": "", "Siv": "Kari"}
    made = planned("Navn | Nr", "Kari | 1", "Ola | 2", known=known, viewer_id=1, answers=Answers(all_under=1))
    assert leaders(made) == {"Kari": "", "Ola": "Kari"}
    assert ("Kari (1)", 2) in made.teams
