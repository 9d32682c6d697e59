"""What the columns of a staff list contain, by their headings and by all their cells."""

from __future__ import annotations

import pytest

from tests.domain.staff_import.staff_lists import planned, said, table
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.headings import field_of_heading
from tui_app.domain.staff_list.layout import build_table
from tui_app.domain.staff_list.names import may_be_short_for
from tui_app.domain.staff_list.table import StaffTableRow

HEADINGS = {
    "start_date": "DOH|Entry|Ansat den|Ansatt den|HIRE_DT|Anställd fr.o.m.|Hire Date|DateofHire|Date Joining|"
    "Ansatt dato|Ansatt fra|Begynte|Tilsettingsdato|Ansettelse / Fra",
    "end_date": "Exit Date|Leaving|Fratrådt den|TERM_DT|Anställd t.o.m.|Date of termination|Last working day|"
    "Siste arbeidsdag|Sist arbeidsdag|Fratrådt|DateofTermination",
    "employee_number": "EEID|Empl No|EmpID|Badge id|Employee #|EMPLOYEE_ID|Ansatt-nr.|Ansatt / Nr|Tilsettnr",
    "email": "AD e-mail|ADEmail|Work Email|User principal name|Brukernavn (e-post)|E-post jobb",
    "first_name": "First|First (& Middle) Name|FIRST_NAME|Førenamn|Ansatt / Fornavn",
    "last_name": "Last|LAST_NAME|Etternamn|Surname",
    "name": "Employee_Name|Full Name|For- og etternavn|Navn / Name|Ansatt / Navn|Display name",
    "leader": "supervisor|Reports To|ReportsTo|Manager|"
    "Nærmeste leder|Leder|Leder / Manager|Reporting Manager|Enhetsleder|Ansvarlig leder|Chief|Næraste leiar",
    "leader_number": "manager id|Manager Empl ID|Overordnet pos.nr|"
    "MANAGER_ID|Leder / Nr|Leders ansattnummer|Line Manager's Employee ID|Supervisor ID",
    "leader_name": "ManagerName|Manager Name|Leder / Navn|Nærmeste leders navn",
    "leader_email": "Manager E-mail|E-post til nærmeste leder|Leder / E-post",
    "percentage": "Stillingsprosent|Stilling %|% stilling|Stilling (%)|%|FTE|Stillingsandel",
    "unit": "Business Unit|Etat|Virksomhet|Sub Unit|Ansettelse / Avdeling|Eining",
    "title": "Job Position|Ansettelse / Stilling|JOB_TITLE|Position",
    "ignore": "Er leder|Leders leder|Manager Title|Antall ansatte|"
    "Private e-mail|TitleOfCourtesy|BirthDate|Salary|Telefon",
}


@pytest.mark.parametrize(("field", "heading"), [(f, one) for f, all_ in HEADINGS.items() for one in all_.split("|")])
def test_headings_that_people_have(field: str, heading: str) -> None:
    assert field_of_heading(heading).value == field


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("User name", ["ola@x.no", "eva@x.no"], "email"),
        ("User name", ["olali", "evamo"], "ignore"),
        ("Ansatt", ["Ola Li", "Eva Mo"], "name"),
        ("Ansatt", ["01.02.2020", "05.06.2021"], "start_date"),
        ("Ansatt", ["1001", "1002"], "employee_number"),
        ("Leder", ["Ja", "Nei"], "ignore"),
        ("Leder", ["x", ""], "ignore"),
        ("Leder", ["1", "1"], "leader"),
        ("Leders initialer", ["KN", "OH"], "leader"),
        ("Stilling", ["100", "62,5 %"], "percentage"),
        ("Sluttet", ["Nei", "Ja"], "status"),
        ("Sluttet", ["", "31.12.2025"], "end_date"),
    ],
)
def test_cells_decide_where_a_heading_can_mean_several_things(heading: str, cells: list[str], field: str) -> None:
    listed = table(f"Fullt navn | {heading}", *(f"Per Aas{n} | {cell}" for n, cell in enumerate(cells)))
    listed = listed if heading != "Ansatt" else table(f"{heading} | Skonr", *(f"{cell} | 40" for cell in cells))
    assert field in {one.value for one in suggest_columns(listed)}
    if field == "ignore":
        assert suggest_columns(listed)[1].value == "ignore"


def test_yes_and_no_say_who_has_left_whichever_way_it_is_asked() -> None:
    for heading, here, left in (("Sluttet", "Nei", "Ja"), ("Aktiv", "Ja", "Nei"), ("Is active", "1", "0")):
        made = planned(f"Navn | {heading}", f"Ola Li | {here}", f"Eva Mo | {left}")
        assert [one.values["end_date"] is None for one in made.people] == [True, False]


def test_the_column_whose_cells_fit_counts() -> None:
    listed = table(
        "Navn | ID | Ansattnr | Avd | Avdelingsnavn", "Ola Li | 1 | 900 | 10 | Salg", "Eva Mo | 2 | 901 | 10 | Salg"
    )
    assert [field.value for field in suggest_columns(listed)] == ["name", "ignore", "employee_number", "ignore", "unit"]


def test_a_column_of_other_names_than_first_and_last_is_not_read() -> None:
    made = planned("Navn | Fornavn | Etternavn", "Salg | Ola | Li", "Salg | Eva | Mo", "Kontor | Per | Bø")
    assert [one.name for one in made.people] == ["Ola Li", "Eva Mo", "Per Bø"]
    assert "column_ignored" in said(made)
    made = planned("Navn | Fornavn | Etternavn", "Ola Li | Ola | Li", "Eva Mo | Eva | Mo", "Kari Ås | Per | Bø")
    assert [one.kind.value for one in made.findings if one.row == 4] == ["name_disagrees"]
    assert [one.name for one in made.people] == ["Ola Li", "Eva Mo", "Per Bø"]


def rows(*lines: str) -> list[StaffTableRow]:
    return [
        StaffTableRow(number, tuple(line.split(";"))) for number, line in enumerate(lines, 1) if line.replace(";", "")
    ]


@pytest.mark.parametrize(
    "upper",
    [
        "Ansatt;;;Leder;",
        "Person;;;Nærmeste leder;",
        "Ansatt;Ansatt;Ansatt;Leder;Leder",
        "Nr;Navn;E-post;Leder;",
        ";;;Leder;",
    ],
)
def test_two_rows_of_headings_above_which_lines_stand(upper: str) -> None:
    listed = build_table(rows("Liste per 1.3.2026;;;;", ";;;;", upper, "Nr;Navn;E-post;Navn;Nr", "1;Ola;o@x.no;Siv;2"))
    assert [field.value for field in suggest_columns(listed)] == [
        "employee_number",
        "name",
        "email",
        "leader_name",
        "leader_number",
    ]
    assert [row.number for row in listed.rows] == [5]


def test_a_heading_in_the_upper_row_alone_is_a_heading() -> None:
    listed = build_table(rows("Nr;Navn;Leder;", ";;Navn;Nr", "1;Ola;Siv;2"))
    assert [field.value for field in suggest_columns(listed)] == [
        "employee_number",
        "name",
        "leader_name",
        "leader_number",
    ]


LINES = (
    "Sum | | 3 ansatte | ",
    " | Totalt | 3 | ",
    " | Antall: 3 | | ",
    "3 ansatte | | | ",
    "Kilde: lønn | | | ",
    "Side 1 av 2 | | | ",
    "Utskrevet 1.3.2026 av Siv | | | ",
    " | Avdeling A | | ",
    "Nr | Navn | Stilling | Avdeling",
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_lines_that_are_no_people_are_told_and_stop_nothing(line: str, place: int) -> None:
    people = ["1 | Ola Li | Lege | Salg", "2 | Per Hansen | Sjef | Salg", "3 | Sum Ting | Kokk | Salg"]
    made = planned("Nr | Navn | Stilling | Avdeling", *people[:place], line, *people[place:])
    assert [one.name for one in made.people] == ["Ola Li", "Per Hansen", "Sum Ting"]
    assert made.rows_left_out == 0
    told = [one.kind.value for one in made.findings if one.row == place + 2]
    assert told in (["totals_line"], ["repeated_headings"])


def test_people_of_whom_little_is_known_are_people() -> None:
    made = planned(
        "Nr | Navn | Stilling | Avdeling", "1 | Ola Li | Lege | Salg", " | Per Side | | ", "3 | Note Berg | | "
    )
    assert [one.name for one in made.people] == ["Ola Li", "Per Side", "Note Berg"]


@pytest.mark.parametrize(
    ("name", "other", "may_be"),
    [
        *(("Kari Nordmann", "Kari", True), ("Kari Nordmann", "Kari N.", True), ("Kari Nordmann", "Kari Nordman", True)),
        *(("Kari Anne Nordmann", "Kari Nordmann", True), ("Karianne Nordmann", "Kari Nordmann", True)),
        *(("Per Pihl", "Per Rudi", False), ("Anne Aas", "Per Rudi", False), ("Ola Nordmann", "Kari Nordmann", False)),
    ],
)
def test_whose_name_may_be_written_shorter(name: str, other: str, may_be: bool) -> None:
    assert may_be_short_for(name, other) is may_be
