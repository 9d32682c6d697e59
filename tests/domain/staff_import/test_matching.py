"""Which stored people the rows of a staff list are about."""

from __future__ import annotations

from tests.domain.staff_import.staff_lists import codes, named, planned
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import ImportChange


def test_leading_zeros_that_a_spreadsheet_removed_do_not_matter() -> None:
    for stored_as, said in (("123", "00123"), ("00123", "123")):
        known = [Person(1, "Ola", employee_number=stored_as)]
        made = planned("Navn | Nr | Leders nr", f"Ole | {said} | ", "Per | 4 | 0123", known=known)
        assert not made.problems
        assert (made.people[0].person_id, made.people[0].values["employee_number"]) == (1, "00123")
        assert made.people[1].leader_id == 1
    assert codes(planned("Navn | Nr", "A | 7", "B | 007")) == {2: {"duplicate_number"}, 3: {"duplicate_number"}}
    both = [Person(1, "A", employee_number="7"), Person(2, "B", employee_number="007")]
    assert planned("Navn | Nr", "Ny | 007", known=both).people[0].person_id == 2
    assert codes(planned("Navn | Nr", "Ny | 07", known=both)) == {2: {"ambiguous_person"}}


def test_two_people_never_get_one_address() -> None:
    known = [Person(1, "Q", employee_number="1", email="før@x.no"), Person(2, "S", employee_number="2")]
    headings = "Navn | Nr | E-post | Startdato"
    for rows, bad in (
        (["Q | 1 |  | ", "R | 3 | FØR@x.no | "], {3: {"email_of_another"}}),
        (["S | 2 | før@x.no | "], {2: {"email_of_another"}}),
        (["Q | 1 | ny@x.no | ", "S | 2 | før@x.no | "], {}),
        (["Q | 1 | ny@x.no | tull", "S | 2 | før@x.no | "], {2: {"unreadable_date"}, 3: {"email_of_another"}}),
    ):
        assert codes(planned(headings, *rows, known=known)) == bad
    made = planned(
        "Navn | Nr | E-post | Startdato | Leders e-post",
        "Q | 1 | ny@x.no | tull | ",
        "R | 3 | | | før@x.no",
        known=known,
    )
    assert codes(made) == {2: {"unreadable_date"}, 3: {"email_of_another"}}


def test_people_are_found_again_by_number_then_email_then_name() -> None:
    known = [
        Person(1, "Ola Hansen", employee_number="10", email="ola@x.no"),
        Person(2, "Kari Olsen", email="kari@x.no"),
        Person(3, "Åse Li"),
        Person(4, "Per Berg", employee_number="40"),
    ]
    made = planned(
        "Navn | Nr | E-post",
        "Ola Nytt | 10 | ",
        "Kari Nytt | 20 | KARI@x.no",
        "ÅSE LI | 30 | ase@x.no",
        "Per Berg | 41 | ",
        known=known,
    )
    assert [(one.person_id, one.change) for one in made.people] == [
        (1, ImportChange.UPDATE),
        (2, ImportChange.UPDATE),
        (3, ImportChange.UPDATE),
        (None, ImportChange.CREATE),
    ]
    assert named(made, "Ola Nytt").values["email"] == "ola@x.no"  # the empty cell keeps it


def test_people_with_the_same_name_are_ambiguous() -> None:
    known = [Person(1, "Ola Hansen", title="Lege"), Person(2, "Ola Hansen", title="Vaktmester")]
    made = planned("Navn", "Ola Hansen", known=known)
    assert codes(made) == {2: {"ambiguous_person"}}
    assert made.problems[0].values["candidates"] == ("Ola Hansen (Lege)", "Ola Hansen (Vaktmester)")
    made = planned("Navn | Nr", "Ola Hansen | 1", "Ola Hansen | 2", known=known[:1])
    assert codes(made) == {2: {"ambiguous_person"}, 3: {"ambiguous_person"}}
