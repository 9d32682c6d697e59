"""Importing a staff list, and taking the import back, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from tests.conftest import viewer_of
from tests.services.hasher import HASHER
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.staff_import.plan import Answers
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.column_dates import DateOrder
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.services.accounts import accounts
from tui_app.services.actions import actions
from tui_app.services.people import people, staff_import, staff_import_undo
from tui_app.services.people.staff_import import StaffImportResult
from tui_app.services.people.staff_import_undo import UndoneImport
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.people import people as stored_people
from tui_app.text.people import staff_list_headings, staff_list_rows


def review(headings: str, *rows: str) -> ListReview:
    listed = StaffTable(
        tuple(headings.split("|")),
        tuple(StaffTableRow(number, tuple(row.split("|"))) for number, row in enumerate(rows, 2)),
        name="liste.csv",
    )
    return ListReview(listed, suggest_columns(listed))


def all_under(viewer: Viewer, one: ListReview) -> ListReview:
    return replace(one, answers=Answers(all_under=viewer.id))


def everyone() -> dict[str, Person]:
    with reading(), bypassing_row_security():
        return {person.name: person for person in stored_people.all_people()}


def without_versions(people_by_name: dict[str, Person]) -> set[Person]:
    return {replace(person, version=0) for person in people_by_name.values()}


LIST = (
    "Navn|Nr|Leder|Startdato|Status",
    "Li, Åse|2|Dina Dahl|1.2.2020|",
    "Per|3|2||sluttet",
    "Kari Nordmann|1|||",
    "Siv|4|Kari Nordmann||",
)


def test_a_list_is_imported_and_twice_changes_nothing(kari: Viewer, now: datetime) -> None:
    listed = review(*LIST)
    assert staff_import.import_staff(kari, now, listed, skip_bad=False) == StaffImportResult(4, 1, 0, 0)
    found = everyone()
    assert found["Åse Li"].leader_name == "Dina Dahl"
    assert found["Per"].leader_name == "Åse Li"
    assert found["Per"].has_left(now.date())
    assert found["Siv"].leader_id == kari.id
    assert found["Kari Nordmann"].employee_number == "1"
    assert found["Kari Nordmann"].leader_id is None
    assert found["Kari Nordmann"].is_administrator
    assert [person.name for person in people.find(kari, now, "åse 2")] == ["Åse Li"]
    assert staff_import.import_staff(kari, now, listed, skip_bad=False) == StaffImportResult(0, 0, 4, 0)
    assert everyone() == found


def test_without_a_leader_column_people_stand_under_the_viewer_only_if_it_is_said(kari: Viewer, now: datetime) -> None:
    listed = review("Navn|E-post", "Kari Nordmann|kari@x.no", "Per|per@x.no")
    staff_import.import_staff(kari, now, listed, skip_bad=False)
    assert everyone()["Per"].leader_id is None
    staff_import.import_staff(kari, now, all_under(kari, listed), skip_bad=False)
    found = everyone()
    assert found["Per"].leader_id == kari.id
    assert (found["Kari Nordmann"].email, found["Kari Nordmann"].leader_id) == ("kari@x.no", None)


def test_a_change_of_leader_counts_as_a_change(kari: Viewer, now: datetime) -> None:
    staff_import.import_staff(kari, now, review("Navn", "Per", "Siv"), skip_bad=False)
    before = everyone()["Per"]
    listed = review("Navn|Leder", "Per|Siv")
    assert staff_import.import_staff(kari, now, listed, skip_bad=False) == StaffImportResult(0, 1, 0, 0)
    after = everyone()["Per"]
    assert (after.leader_name, after.version) == ("Siv", before.version + 1)


def test_values_left_out_do_not_stop_an_import_and_rows_do_unless_it_is_said(kari: Viewer, now: datetime) -> None:
    listed = review("Navn|Nr|E-post|Startdato", "Per|1|feil|snart", "|2||2020-01-01")
    with pytest.raises(DomainError, match="staff_list_has_problems") as told:
        staff_import.import_staff(kari, now, listed, skip_bad=False)
    assert told.value.values == {"count": 1}
    assert set(everyone()) == {"Kari Nordmann"}
    assert staff_import.import_staff(kari, now, listed, skip_bad=True) == StaffImportResult(1, 0, 0, 1)
    per = everyone()["Per"]
    assert (per.email, per.start_date) == ("", None)


def test_dates_that_fit_both_ways_are_refused_until_it_is_said(kari: Viewer, now: datetime) -> None:
    listed = review("Navn|Startdato", "Per|03/04/2019", "Siv|05/06/2020")
    with pytest.raises(DomainError, match="staff_list_dates_unclear") as told:
        staff_import.import_staff(kari, now, listed, skip_bad=True)
    assert told.value.values == {"column": "Startdato", "text": "03/04/2019"}
    staff_import.import_staff(kari, now, replace(listed, dates=DateOrder.MONTH_FIRST), skip_bad=False)
    assert everyone()["Per"].start_date == date(2019, 3, 4)


def test_a_preview_writes_nothing(kari: Viewer, now: datetime) -> None:
    plan = staff_import.preview(kari, now, review("Navn", "Per")).plan
    assert [person.name for person in plan.people] == ["Per"]
    assert set(everyone()) == {"Kari Nordmann"}


def test_only_administrators_and_only_lists_with_names(kari: Viewer, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per"}))
    viewer = Viewer(per.id, per.name)
    for call in (
        lambda: staff_import.preview(viewer, now, review("Navn", "Siv")),
        lambda: staff_import.import_staff(viewer, now, review("Navn", "Siv"), skip_bad=True),
        lambda: staff_import.everybody(viewer, now),
        lambda: staff_import_undo.last_import(viewer, now),
        lambda: staff_import_undo.undo_import(viewer, now),
    ):
        with pytest.raises(NotAllowed):
            call()
    with pytest.raises(DomainError, match="staff_list_no_names"):
        staff_import.preview(kari, now, review("Nr", "1"))


def test_many_people_with_progress_and_their_own_leaders(kari: Viewer, now: datetime) -> None:
    rows = [f"P{n}|{n}|{'' if n == 0 else n // 2}" for n in range(1200)]
    seen: list[tuple[int, int]] = []
    listed = review("Navn|Nr|Leder", *reversed(rows))
    staff_import.import_staff(kari, now, listed, skip_bad=False, progress=lambda *at: seen.append(at))
    found = everyone()
    assert all(found[f"P{n}"].leader_id == found[f"P{n // 2}"].id for n in range(1, 1200))
    assert all(found[f"P{n}"].employee_number == str(n) for n in range(1200))
    assert seen[-1] == (1200, 1200)
    assert seen == sorted(seen)


def test_an_import_that_is_stopped_leaves_nothing_half_done(kari: Viewer, now: datetime) -> None:
    def stop(done: int, total: int) -> None:
        raise DomainError("import_stopped")

    before = everyone()
    with pytest.raises(DomainError, match="import_stopped"):
        staff_import.import_staff(kari, now, review(*LIST), skip_bad=False, progress=stop)
    assert everyone() == before
    assert staff_import_undo.last_import(kari, now) is None


class ChangedWhileRead(dict[tuple[int, int], str]):
    """Corrections of a list, in the middle of whose reading somebody else stores something."""

    def __init__(self, store: Callable[[], object]) -> None:
        super().__init__({(2, 0): "Per Aas"})
        self._waiting = [store]

    def get(self, *key: Any) -> Any:
        while self._waiting:
            self._waiting.pop()()
        return super().get(*key)


def test_who_is_stored_while_the_list_is_read_is_recognised(kari: Viewer, now: datetime) -> None:
    draft = validate_draft(PersonDraft, {"name": "Per Aas", "employee_number": "7"})
    corrections = ChangedWhileRead(lambda: people.add(kari, now, draft))
    listed = replace(review("Navn|Nr|Stilling", "Per|7|Lege"), corrections=corrections)
    assert staff_import.import_staff(kari, now, listed, skip_bad=False) == StaffImportResult(0, 1, 0, 0)
    assert [one.title for one in everyone().values() if one.employee_number == "7"] == ["Lege"]


def test_numbers_that_move_from_one_person_to_another(kari: Viewer, now: datetime) -> None:
    headings = "Navn|Nr|E-post"
    staff_import.import_staff(kari, now, review(headings, "Per Aas|1|p@x.no", "Siv Li|2|s@x.no"), skip_bad=False)
    moved = review(headings, "Per Aas|2|p@x.no", "Siv Li|3|s@x.no", "Ny Person|1|n@x.no")
    assert staff_import.import_staff(kari, now, moved, skip_bad=False) == StaffImportResult(1, 2, 0, 0)
    assert {name: person.employee_number for name, person in everyone().items() if person.employee_number} == {
        "Per Aas": "2",
        "Siv Li": "3",
        "Ny Person": "1",
    }
    assert staff_import_undo.undo_import(kari, now) == UndoneImport(1, 2, ())
    assert {name: person.employee_number for name, person in everyone().items() if person.employee_number} == {
        "Per Aas": "1",
        "Siv Li": "2",
    }


def test_what_is_exported_is_imported_without_a_change(kari: Viewer, now: datetime) -> None:
    staff_import.import_staff(kari, now, review(*LIST), skip_bad=False)
    before = everyone()
    rows = staff_list_rows(staff_import.everybody(kari, now))
    listed = review("|".join(staff_list_headings()), *("|".join(row) for row in rows))
    assert staff_import.import_staff(kari, now, listed, skip_bad=False) == StaffImportResult(0, 0, len(before), 0)
    assert everyone() == before


@pytest.mark.parametrize("seed", range(8))
def test_undo_gives_back_the_database_as_it_was(kari: Viewer, now: datetime, seed: int) -> None:
    chance = random.Random(seed)

    def listed(numbers: list[int]) -> ListReview:
        names = {n: f"{chance.choice(('Per', 'Siv', 'Eva'))} Etternavn{n}" for n in range(12)}
        rows = [
            f"{names[n]}|{n + 10}|p{n}@x.no|{chance.choice(('2020-01-01', '', '2026-01-01'))}|"
            f"{chance.choice(('', '2025-05-05', '2024-01-01'))}|{chance.choice(('', str(chance.randrange(12) + 10)))}"
            for n in numbers
        ]
        return review("Navn|Nr|E-post|Startdato|Sluttdato|Leder nr", *rows)

    staff_import.import_staff(kari, now, listed(chance.sample(range(12), 8)), skip_bad=True)
    before = without_versions(everyone())
    changed = listed(chance.sample(range(12), 9))
    staff_import.import_staff(kari, now, changed, skip_bad=True)
    assert without_versions(everyone()) != before
    assert staff_import_undo.undo_import(kari, now).kept == ()
    assert without_versions(everyone()) == before
    with pytest.raises(DomainError, match="no_import_to_undo"):
        staff_import_undo.undo_import(kari, now)


def test_what_was_built_on_since_stays_and_is_told(kari: Viewer, now: datetime) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Ida By", "employee_number": "9"}))
    listed = review(
        "Navn|Nr|Tittel|Leder",
        "Ida By|9|Ny tittel|",
        "Per Aas|1||",
        "Siv Li|2||1",
        "Eva Moe|3||2",
        "Ola Vik|4||",
        "Mia Dal|5||",
    )
    staff_import.import_staff(kari, now, listed, skip_bad=False)
    found = everyone()
    accounts.issue_code(kari, now, HASHER, found["Siv Li"].id)
    draft = {"text": "Ta kurs", "responsible_id": found["Ola Vik"].id, "due": now.date()}
    actions.add(kari, now, kari.id, validate_draft(ActionDraft, draft))
    ida = found["Ida By"]
    people.edit(kari, now, ida.id, ida.version, validate_draft(PersonDraft, {"name": "Ida Bye", "leader_id": kari.id}))
    assert staff_import_undo.last_import(kari, now) is not None
    undone = staff_import_undo.undo_import(kari, now)
    assert undone.kept == ("Ida Bye", "Ola Vik", "Per Aas", "Siv Li")
    assert set(everyone()) == {"Kari Nordmann", "Ida Bye", "Ola Vik", "Per Aas", "Siv Li"}
    assert everyone()["Siv Li"].leader_name == "Per Aas"


def test_only_the_last_import_can_be_taken_back(kari: Viewer, now: datetime) -> None:
    staff_import.import_staff(kari, now, review("Navn|Nr", "Per Aas|1"), skip_bad=False)
    staff_import.import_staff(kari, now, review("Navn|Nr", "Per Aas|1", "Siv Li|2"), skip_bad=False)
    assert staff_import_undo.undo_import(kari, now) == UndoneImport(1, 0, ())
    assert set(everyone()) == {"Kari Nordmann", "Per Aas"}


def test_taking_back_leaves_somebody_who_administers(kari: Viewer, now: datetime) -> None:
    ida = people.add(kari, now, validate_draft(PersonDraft, {"name": "Ida By", "end_date": date(2026, 11, 1)}))
    accounts.set_administrator(kari, now, ida.id, administers=True)
    staff_import.import_staff(kari, now, review("Navn|Status", "Ida By|aktiv"), skip_bad=False)
    accounts.set_administrator(viewer_of(everyone()["Ida By"]), now, kari.id, administers=False)
    with pytest.raises(DomainError, match="last_administrator"):
        staff_import_undo.undo_import(viewer_of(everyone()["Ida By"]), now)
    assert everyone()["Ida By"].end_date is None


def test_taking_back_makes_nobody_lead_their_own_leader(kari: Viewer, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Aas"}))
    siv = people.add(kari, now, validate_draft(PersonDraft, {"name": "Siv Li", "leader_id": per.id}))
    moved = review("Navn|Leder|Tittel", "Siv Li|Kari Nordmann|Sjef")
    staff_import.import_staff(kari, now, moved, skip_bad=False)
    per = everyone()["Per Aas"]
    people.edit(kari, now, per.id, per.version, validate_draft(PersonDraft, {"name": "Per Aas", "leader_id": siv.id}))
    assert staff_import_undo.undo_import(kari, now).kept == ("Siv Li",)
    found = everyone()
    assert (found["Siv Li"].leader_id, found["Per Aas"].leader_id) == (kari.id, siv.id)
