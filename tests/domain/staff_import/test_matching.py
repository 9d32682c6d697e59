"""Which stored people the rows of a staff list are about, a year later."""

from __future__ import annotations

from datetime import date

from tests.domain.staff_import.staff_lists import kinds, leaders, levels, named, planned, said
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import Answers, ImportChange

HEADINGS = "Navn | Nr | E-post | Startdato | Sluttdato"
OLA = Person(1, "Ola Hansen", employee_number="10", email="ola.hansen@x.no", start_date=date(2015, 1, 1))
LEFT = Person(2, "Live Berg", employee_number="20", start_date=date(2010, 1, 1), end_date=date(2024, 6, 30))


def test_leading_zeros_that_a_spreadsheet_removed_do_not_matter() -> None:
    for stored_as, number in (("123", "00123"), ("00123", "123")):
        known = [Person(1, "Ola", employee_number=stored_as)]
        made = planned("Navn | Nr | Leders nr", f"Ola | {number} | ", "Per | 4 | 0123", known=known)
        assert (made.people[0].person_id, made.people[0].values["employee_number"]) == (1, "00123")
        assert made.people[1].leader_id == 1


def test_people_are_found_again_by_number_then_email_then_name() -> None:
    known = [
        Person(1, "Ola Hansen", employee_number="10", email="ola@x.no"),
        Person(2, "Kari Olsen", email="kari@x.no"),
        Person(3, "Åse Li"),
        Person(4, "Per Berg", employee_number="40"),
        Person(5, "Mona Brandt"),
    ]
    made = planned(
        "Navn | Nr | E-post",
        "Ola Nytt | 10 | ",
        "Kari Nytt | 20 | KARI@x.no",
        "ÅSE LI | 30 | ase@x.no",
        "Per Berg | 41 | ",
        "Mona K. Brandt | 50 | ",
        known=known,
    )
    assert [one.person_id for one in made.people] == [1, 2, 3, None, 5]
    assert named(made, "Ola Nytt").values["email"] == "ola@x.no"  # the empty cell keeps it


def test_an_address_with_other_letters_is_somebody_else() -> None:
    known = [
        Person(1, "Andre Dahl", email="andre@x.no"),
        Person(2, "Eva Roth", email="post@fass.de"),
        Person(3, "Ida Moe", email="ida@bücher.example"),
    ]
    made = planned(
        "Navn | E-post | Leders e-post",
        "André Ruud | andré@x.no | post@faß.de",
        "Max Weber | post@faß.de | ",
        "Ida Lie | IDA@xn--bcher-kva.example | andre@x.no",
        known=known,
    )
    assert [one.person_id for one in made.people] == [None, None, 3]
    assert made.people[2].leader_id == 1
    assert made.people[0].leader_id != 2


def test_a_number_that_was_given_on_is_asked_about_and_never_written_over() -> None:
    for row in (
        "Kari Berg | 10 | kari.berg@x.no | 2026-02-01 | ",
        "Kari Berg | 10 | | | ",
        "Ola Berg | 10 | ola.berg@x.no | 2026-02-01 | ",
    ):
        made = planned(HEADINGS, row, known=[OLA])
        assert levels(made, 2) == {"number_of_another": "asked"}
        assert made.people == ()
        assert made.rows_left_out == 1


def test_a_number_that_is_free_by_the_same_list_goes_to_the_new_person() -> None:
    made = planned(HEADINGS, "Ola Hansen | 99 | ola.hansen@x.no | | ", "Kari Berg | 10 | | | ", known=[OLA])
    assert kinds(made) == {2: {"changed_number"}}
    assert [(one.name, one.person_id, one.values["employee_number"]) for one in made.people] == [
        ("Ola Hansen", 1, "99"),
        ("Kari Berg", None, "10"),
    ]


def test_a_changed_number_is_proposed_as_the_same_person() -> None:
    for row in ("Ola Hansen | 99 | ola.hansen@x.no | | ", "Ola Hansen | 99 | | 2015-01-01 | "):
        made = planned(HEADINGS, row, known=[OLA])
        assert levels(made, 2) == {"changed_number": "asked"}
        assert (made.people[0].person_id, made.people[0].values["employee_number"]) == (1, "99")
    made = planned(HEADINGS, "Ola Hansen | 99 | | 2020-05-05 | ", known=[OLA])
    assert made.people[0].change is ImportChange.CREATE


def test_a_changed_surname_keeps_the_page() -> None:
    for row in (
        "Ola Berg | 10 | ola.berg@x.no | 2015-01-01 | ",
        "Ola Hansen-Berg | 10 | | | ",
        "Ola Berg | | ola.hansen@x.no | | ",
        "Olav Hansen | 10 | | | ",
    ):
        made = planned(HEADINGS, row, known=[OLA])
        assert made.people[0].person_id == 1, row
        assert "changed_name" in levels(made, 2)


def test_somebody_comes_back_by_number_or_address_with_a_later_start() -> None:
    left = Person(2, "Live Berg", employee_number="20", email="l@x.no", end_date=date(2024, 6, 30))
    for row in ("Live Berg | 20 | | 2026-01-05 | ", "Live Berg | 77 | l@x.no | 2026-01-05 | "):
        made = planned(HEADINGS, row, known=[left])
        assert levels(made, 2)["comes_back"] == "asked"
        assert (made.people[0].values["start_date"], made.people[0].values["end_date"]) == (date(2026, 1, 5), None)
        assert made.people[0].comes_back


def test_an_employment_never_ends_or_begins_again_by_what_is_not_said() -> None:
    known = [LEFT, OLA]
    made = planned(HEADINGS, "Live Berg | 20 | | | ", "Ola Hansen | 10 | | | ", "Ny | 5 | | | 2030-01-01", known=known)
    assert named(made, "Live Berg").changed == ()
    assert named(made, "Ola Hansen").changed == ()


def test_people_missing_from_the_list_stay_and_are_told_as_a_group() -> None:
    known = [OLA, LEFT, Person(3, "Siv Li"), Person(4, "Me")]
    made = planned(HEADINGS, "Ny Person | 5 | | | ", known=known, viewer_id=4)
    assert [person.name for person in made.missing] == ["Ola Hansen", "Siv Li"]
    assert said(made) == {"missing_from_list", "me_not_in_list", "no_leader_column"}
    assert not made.has_left_out
    answers = Answers(last_days={1: date(2026, 10, 31)}, my_row=0)
    made = planned(HEADINGS, "Ny Person | 5 | | | ", known=known, viewer_id=4, answers=answers)
    assert named(made, "Ola Hansen").values["end_date"] == date(2026, 10, 31)
    assert [one.person for one in made.findings if one.kind == "missing_from_list"] == ["Siv Li"]


def test_the_row_that_is_said_to_be_mine_is_mine() -> None:
    known = [Person(4, "Kari")]
    made = planned("Navn | Nr", "Kari Elise Berg | 5", known=known, viewer_id=4, answers=Answers(my_row=2))
    assert made.people[0].person_id == 4


def test_two_people_never_get_one_address() -> None:
    known = [Person(1, "Q", employee_number="1", email="før@x.no"), Person(2, "S", employee_number="2")]
    headings = "Navn | Nr | E-post"
    for rows, bad in (
        (["Q | 1 | ", "R | 3 | FØR@x.no"], {3: {"email_of_another"}}),
        (["S | 2 | før@x.no"], {2: {"email_of_another"}}),
        (["Q | 1 | ny@x.no", "S | 2 | før@x.no"], {}),
        (["A | 7 | felles@x.no", "B | 8 | felles@x.no"], {2: {"email_of_another"}, 3: {"email_of_another"}}),
    ):
        made = planned(headings, *rows, known=known)
        assert kinds(made) == bad
        assert len(made.people) == len(rows)


def test_people_who_are_made_for_a_row_are_told_where_several_could_be_meant() -> None:
    known = [Person(1, "Ola Hansen", title="Lege"), Person(2, "Ola Hansen", title="Vaktmester")]
    made = planned("Navn", "Ola Hansen", known=known)
    assert levels(made, 2) == {"unclear_person": "asked"}
    assert made.people == ()
    made = planned("Navn | Tittel", "Ola Hansen | Vaktmester", known=known)
    assert made.people[0].person_id == 2
    made = planned("Navn | Nr", "Ola Hansen | 1", "Ola Hansen | 2", known=known[:1])
    assert [one.change for one in made.people] == [ImportChange.CREATE, ImportChange.CREATE]
    assert levels(made, 2)["unclear_person"] == "asked"


def test_two_jobs_in_two_rows_are_one_person() -> None:
    headings = "Navn | Nr | Stilling | Prosent | Sluttdato | Leder"
    made = planned(
        headings,
        "Siv Li | 1 | Lege | 40 | | ",
        "Siv Li | 1 | Sjef | 60 % | | ",
        "Ola Berg | 2 | En | 0,5 | | Siv Li",
        "Ola Berg | 2 | To | 0,5 | | ",
        "Per Aas | 3 | Før | 100 | 2020-01-01 | ",
        "Per Aas | 3 | Nå | 20 | | Siv Li",
        "Eva By | 4 | X | 100 | | Siv Li",
        "Eva By | 4 | X | 100 | | Siv Li",
    )
    assert {one.name: one.values["title"] for one in made.people} == {
        "Siv Li": "Sjef",
        "Ola Berg": "En",
        "Per Aas": "Nå",
        "Eva By": "X",
    }
    assert named(made, "Per Aas").values["end_date"] is None
    assert leaders(made)["Per Aas"] == "Siv Li"
    assert [finding.kind.value for finding in made.findings] == ["two_jobs", "two_jobs", "two_jobs", "repeated_row"]


def test_different_people_with_one_number_are_asked_about() -> None:
    made = planned("Navn | Nr", "Siv Li | 1", "Ola Berg | 1", "Per Aas | 2")
    assert [one.name for one in made.people] == ["Per Aas"]
    made = planned("Navn | Nr", "Siv Li | 10", "Ola Hansen | 10", known=[OLA])
    assert [(one.name, one.person_id) for one in made.people] == [("Ola Hansen", 1)]
    assert levels(made, 2) == {"number_of_another": "asked"}


def test_the_last_administrator_keeps_the_employment_open() -> None:
    known = [Person(1, "Me"), Person(2, "Other")]
    rows = ("Me | 2026-12-31", "Other | 2030-01-01")
    made = planned("Navn | Sluttdato", *rows, known=known, viewer_id=1, administrators=(1,))
    assert levels(made, 2) == {"last_administrator": "refused"}
    assert [one.values["end_date"] for one in made.people] == [None, date(2030, 1, 1)]
    made = planned("Navn | Sluttdato", *rows, known=known, viewer_id=1, administrators=(1, 2))
    assert kinds(made) == {2: {"last_administrator"}}
    made = planned("Navn | Sluttdato", rows[0], known=known, viewer_id=1, administrators=(1, 2))
    assert kinds(made) == {}
