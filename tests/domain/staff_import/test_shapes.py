"""Ways of writing that programs and people have: each is understood, and nobody is made up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.staff_import.staff_lists import kinds, leaders, levels, named, planned
from tui_app.domain.staff_import.plan import ImportChange


@pytest.mark.parametrize(
    "cell",
    [
        *("K. Nordmann", "K.A. Nordmann", "Nordmann, K.", "Nordmann K", "Kari A. Nordmann", "NORDMANN KARI ANNE"),
        *("Kari Nordmann (konst.)", "Kari Nordmann (On Leave)", "v/ Kari Nordmann", "Kari Nordmann, Drift"),
        *("Direktør Kari Nordmann", "Kari Nordmann - Direktør", "Drift – Kari Nordmann", "Dr. Kari Nordmann"),
        *("1 Kari Nordmann", "Kari Nordmann [C]", "CN=Kari Anne Nordmann,OU=Brukere,DC=example,DC=no"),
    ],
)
def test_a_leader_is_found_however_the_name_is_written(cell: str) -> None:
    made = planned("Navn | Nr | Leder", "Kari Anne Nordmann | 1 | ", f"Ola Hansen | 2 | {cell}")
    assert leaders(made) == {"Kari Anne Nordmann": "", "Ola Hansen": "Kari Anne Nordmann"}
    assert levels(made, 3).get("unclear_leader", "notice") == "notice"


def test_initials_that_fit_two_are_asked_about_and_nobody_is_made() -> None:
    made = planned("Navn | Leder", "Kari Nordmann | ", "Knut Nordmann | Kari Nordmann", "Ola Hansen | K. Nordmann")
    assert leaders(made)["Ola Hansen"] == ""
    assert levels(made, 4) == {"unclear_leader": "asked"}
    assert len(made.people) == 3


def test_another_surname_is_another_person() -> None:
    made = planned("Navn | Leder", "Kari Nordmann | ", "Ola Hansen | K. Nordli")
    assert leaders(made)["Ola Hansen"] == "K. Nordli"


def test_what_stands_in_brackets_behind_a_name() -> None:
    made = planned(
        "Worker | Manager",
        "Kari Nordmann (21001) | ",
        "Siri Berg (On Leave) | Kari Nordmann (21001)",
        "Dahl, Per (Terminated) | Kari Nordmann (21001)",
        "Robert Foss (Bob) | Siri Berg (On Leave)",
    )
    assert [person.name for person in made.people] == ["Kari Nordmann", "Siri Berg", "Per Dahl", "Robert Foss (Bob)"]
    assert named(made, "Kari Nordmann").values["employee_number"] == "21001"
    assert leaders(made)["Robert Foss (Bob)"] == "Siri Berg"
    assert kinds(made)[4] == {"left_without_a_day"}
    assert named(made, "Siri Berg").values["end_date"] is None


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("man. 02.02.2015", date(2015, 2, 2)),
        ("fredag 1. mars 2019", date(2019, 3, 1)),
        ("Fri 01.03.2019", date(2019, 3, 1)),
        ("17-JUN-03", date(2003, 6, 17)),
        ("20150201", date(2015, 2, 1)),
        ("2019-05-13T00:00:00.000+02:00", date(2019, 5, 13)),
    ],
)
def test_days_as_programs_write_them(cell: str, day: date) -> None:
    made = planned("Navn | Startdato", f"Ola Hansen | {cell}")
    assert named(made, "Ola Hansen").values["start_date"] == day


@pytest.mark.parametrize("cell", ["31.12.9999", "99991231", "31.12.2099", "2999-12-31", "0000-00-00", "00000000"])
def test_a_last_day_that_nobody_reaches_is_none(cell: str) -> None:
    made = planned("Navn | Sluttdato", f"Ola Hansen | {cell}", "Per Dahl | 31.03.2024")
    assert named(made, "Ola Hansen").values["end_date"] is None
    assert not kinds(made)


def test_codes_beside_their_texts() -> None:
    made = planned(
        "Ressurs | Ressurs (T) | Stilling | Stilling (T) | Org.enhet | Org.enhet (T) | Leder | Leder (T)",
        "10001 | Nordmann, Kari | 1062 | Direktør | 100 | Ledelse | 00000000 | ",
        "10002 | Hansen, Ola | 1054 | Kontorsjef | 110 | Drift | 10001 | Nordmann, Kari",
    )
    ola = named(made, "Ola Hansen").values
    assert (ola["employee_number"], ola["title"], ola["unit"]) == ("10002", "Kontorsjef", "Drift")
    assert leaders(made) == {"Kari Nordmann": "", "Ola Hansen": "Kari Nordmann"}
    assert not kinds(made)


def test_columns_that_are_not_what_their_heading_says() -> None:
    made = planned(
        "id | Name | EMAIL | Title | DEPARTMENT_ID | Left",
        "8f0c5c0e-1f2a-4c9b-9d51-0a2b3c4d5e6f | Kari Nordmann | KNORDMANN | Ms. | 90 | ",
        "1b0c5c0e-1f2a-4c9b-9d51-0a2b3c4d5e70 | Ola Hansen | OHANSEN | Mr. | 90 | 2024-03-31",
        "2b0c5c0e-1f2a-4c9b-9d51-0a2b3c4d5e71 | Siri Berg | SBERG | Dr. | 80 | ",
    )
    for person in made.people:
        assert [person.values[name] for name in ("employee_number", "email", "title", "unit")] == [""] * 4
    assert named(made, "Ola Hansen").values["end_date"] == date(2024, 3, 31)
    assert not kinds(made)


def test_national_numbers_are_no_employee_numbers() -> None:
    made = planned("Nr | Navn", "01027512345 | Kari Nordmann", "13058554321 | Ola Hansen")
    assert {person.values["employee_number"] for person in made.people} == {""}


def test_an_address_counts_before_a_sign_in_name() -> None:
    made = planned("UserPrincipalName | Name | mail", "kno@example.no | Kari Nordmann | kari@example.no")
    assert named(made, "Kari Nordmann").values["email"] == "kari@example.no"
    alone = planned("User principal name | Name", "kari@example.no | Kari Nordmann")
    assert named(alone, "Kari Nordmann").values["email"] == "kari@example.no"


def test_lines_that_are_drawn_are_no_people() -> None:
    made = planned("Nr | Navn", "---- | ------------", "1 | Kari Nordmann")
    assert made.count(ImportChange.CREATE) == 1
    assert not made.findings or {finding.kind.value for finding in made.findings} <= {"no_leader_column"}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Anställd från", "start_date"),
        ("Tilsett frå", "start_date"),
        ("Fratrædelsesdato", "end_date"),
        ("LAST_WORKING_DATE", "end_date"),
        ("Relieving Date", "end_date"),
        ("Stillingstekst", "title"),
        ("Business Title", "title"),
        ("Supervisory Organization", "unit"),
    ],
)
def test_headings_that_people_have(heading: str, field: str) -> None:
    value = "2024-03-31" if field.endswith("date") else "Ledelse"
    made = planned(f"Navn | {heading}", f"Kari Nordmann | {value}")
    found = named(made, "Kari Nordmann").values[field]
    assert found == (date(2024, 3, 31) if field.endswith("date") else value)


@pytest.mark.parametrize(
    "heading", ["LINE_MGR_EMP_NO", "Reports To Associate ID", "Leder pers.nr.", "Manager Worker ID"]
)
def test_headings_for_the_number_of_the_leader(heading: str) -> None:
    made = planned(f"Nr | Navn | {heading}", "1 | Kari Nordmann | ", "2 | Ola Hansen | 1")
    assert leaders(made)["Ola Hansen"] == "Kari Nordmann"


def test_the_surname_first_without_a_comma_is_seen_by_the_addresses() -> None:
    made = planned(
        "Navn | E-post | Leder",
        "Nordmann Kari | kari.nordmann@example.no | ",
        "Berg Siri Anne | siri.berg@example.no | Nordmann Kari",
        "Dahl, Per | per.dahl@example.no | Nordmann Kari",
    )
    assert leaders(made) == {"Kari Nordmann": "", "Siri Anne Berg": "Kari Nordmann", "Per Dahl": "Kari Nordmann"}


def test_a_given_name_that_is_also_a_surname_changes_nothing() -> None:
    made = planned("Navn | E-post", "Kari Ola | kari.ola@example.no", "Ola Kari | ola.kari@example.no")
    assert {person.name for person in made.people} == {"Kari Ola", "Ola Kari"}


def test_a_list_on_its_side_makes_no_people_of_its_headings() -> None:
    made = planned("Navn | Kari Nordmann | Ola Hansen", "Leder | | Kari Nordmann", "E-post | kari@x.no | ola@x.no")
    assert not made.people


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Dr. Ola Hansen", "Ola Hansen"),
        ("Mr Ola Hansen", "Ola Hansen"),
        ("Ola Hansen, PhD", "Ola Hansen"),
        ("Hansen, Ola", "Ola Hansen"),
        ("Fru Hansen", "Fru Hansen"),
        ("Dr Ek", "Dr Ek"),
        ("Miss Li", "Miss Li"),
    ],
)
def test_titles_of_courtesy_are_no_part_of_a_name(cell: str, name: str) -> None:
    assert [person.name for person in planned("Navn", cell).people] == [name]


def test_of_two_columns_of_status_the_one_counts_that_tells_who_left() -> None:
    made = planned(
        "Name | Status | Employment Status | Termination date",
        "Kari Nordmann | Full-time | Active | ",
        "Ola Hansen | Part-time | Terminated | 2024-03-31",
        "Siri Berg | Part-time | Terminated | ",
    )
    assert kinds(made) == {4: {"left_without_a_day"}}


@pytest.mark.parametrize("heading", ["Teknisk etat", "Oppvekstavdelingen", "Sentraladministrasjonen og stab"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_line_above_the_people_of_a_unit_is_no_person(heading: str, column: int) -> None:
    line = " | ".join(heading if place == column else "" for place in range(4))
    people = ("Kari Nordmann | 1 | k@x.no | 01.01.2020", "Ola Hansen | 2 | o@x.no | 01.02.2021")
    made = planned("Navn | Nr | E-post | Startdato", line, people[0], line, people[1])
    assert {one.name for one in made.people} == {"Kari Nordmann", "Ola Hansen"}
    assert levels(made, 2) == levels(made, 4) == {"totals_line": "notice"}


@pytest.mark.parametrize(
    ("written", "meant"), [("Mari Østby-Dahl", "Mari Østby Dahl"), ("Ann Marie Li", "Ann-Marie Li")]
)
def test_a_hyphen_makes_nobody_twice(written: str, meant: str) -> None:
    made = planned("Navn | Nr | Leder", f"{written} | 1 | ", f"Ola Hansen | 2 | {meant}")
    assert leaders(made) == {written: "", "Ola Hansen": written}


def test_days_as_norwegians_write_them_by_hand() -> None:
    rows = ("Kari Nordmann | 1/5-2010", "Ola Hansen | 15/6-11", "Siv Lie | 13.7 2012", "Tor Moe | 1.8-2013")
    made = planned("Navn | Ansatt fra", *rows)
    starts = [one.values["start_date"] for one in made.people]
    assert starts == [date(2010, 5, 1), date(2011, 6, 15), date(2012, 7, 13), date(2013, 8, 1)]
