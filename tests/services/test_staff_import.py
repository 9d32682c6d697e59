"""Importing a staff list, on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.staff_import.headings import StaffField, recognise_columns
from tui_app.domain.staff_import.rows import StaffTable, StaffTableRow
from tui_app.services.people import people, staff_import
from tui_app.services.people.staff_import import StaffImportResult
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.people import people as stored_people


def table(headings: str, *rows: str) -> tuple[StaffTable, tuple[StaffField, ...]]:
    named = tuple(headings.split("|"))
    listed = StaffTable(
        named, tuple(StaffTableRow(number, tuple(row.split("|"))) for number, row in enumerate(rows, 2))
    )
    return listed, recognise_columns(named)


def everyone() -> dict[str, Person]:
    with reading(), bypassing_row_security():
        return {person.name: person for person in stored_people.all_people()}


def test_a_list_is_imported_and_twice_changes_nothing(kari: Viewer, now: datetime) -> None:
    listed = table(
        "Navn|Nr|Leder|Startdato|Status",
        "Li, Åse|2|Dina Dahl|1.2.2020|",
        "Per|3|2||sluttet",
        "Kari Nordmann|1|||",
        "Siv|4|Kari Nordmann||",
    )
    assert staff_import.import_staff(kari, now, *listed, skip_bad=False) == StaffImportResult(4, 1, 0, 0)
    found = everyone()
    assert found["Åse Li"].leader_name == "Dina Dahl"
    assert found["Per"].leader_name == "Åse Li"
    assert found["Per"].has_left(now.date())
    assert found["Siv"].leader_id == kari.id
    assert found["Kari Nordmann"].employee_number == "1"
    assert found["Kari Nordmann"].leader_id is None
    assert found["Kari Nordmann"].is_administrator
    assert [person.name for person in people.find(kari, now, "åse 2")] == ["Åse Li"]
    assert staff_import.import_staff(kari, now, *listed, skip_bad=False) == StaffImportResult(0, 0, 4, 0)
    assert everyone() == found


def test_without_a_leader_column_new_people_stand_under_the_viewer(kari: Viewer, now: datetime) -> None:
    listed = table("Navn|E-post", "Kari Nordmann|kari@x.no", "Per|per@x.no")
    staff_import.import_staff(kari, now, *listed, skip_bad=False)
    found = everyone()
    assert found["Per"].leader_id == kari.id
    assert (found["Kari Nordmann"].email, found["Kari Nordmann"].leader_id) == ("kari@x.no", None)


def test_a_change_of_leader_counts_as_a_change(kari: Viewer, now: datetime) -> None:
    staff_import.import_staff(kari, now, *table("Navn", "Per", "Siv"), skip_bad=False)
    before = everyone()["Per"]
    assert staff_import.import_staff(kari, now, *table("Navn|Leder", "Per|Siv"), skip_bad=False) == StaffImportResult(
        0, 1, 0, 0
    )
    after = everyone()["Per"]
    assert (after.leader_name, after.version) == ("Siv", before.version + 1)


def test_with_problems_nothing_is_written_unless_the_bad_rows_are_left_out(kari: Viewer, now: datetime) -> None:
    listed = table("Navn|Startdato", "Per|snart", "Siv|")
    with pytest.raises(DomainError, match="staff_list_has_problems") as told:
        staff_import.import_staff(kari, now, *listed, skip_bad=False)
    assert told.value.values == {"count": 1}
    assert set(everyone()) == {"Kari Nordmann"}
    assert staff_import.import_staff(kari, now, *listed, skip_bad=True) == StaffImportResult(1, 0, 0, 1)
    assert set(everyone()) == {"Kari Nordmann", "Siv"}


def test_a_preview_writes_nothing(kari: Viewer, now: datetime) -> None:
    plan = staff_import.preview(kari, now, *table("Navn", "Per"))
    assert [person.name for person in plan.people] == ["Per"]
    assert set(everyone()) == {"Kari Nordmann"}


def test_only_administrators_and_only_lists_with_names(kari: Viewer, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per"}))
    with pytest.raises(NotAllowed):
        staff_import.preview(Viewer(per.id, per.name), now, *table("Navn", "Siv"))
    with pytest.raises(NotAllowed):
        staff_import.import_staff(Viewer(per.id, per.name), now, *table("Navn", "Siv"), skip_bad=True)
    with pytest.raises(DomainError, match="staff_list_no_names"):
        staff_import.preview(kari, now, *table("Nr", "1"))


def test_many_people_with_progress_and_their_own_leaders(kari: Viewer, now: datetime) -> None:
    rows = [f"P{n}|{n}|{'' if n == 0 else n // 2}" for n in range(1200)]
    seen: list[tuple[int, int]] = []
    staff_import.import_staff(
        kari, now, *table("Navn|Nr|Leder", *reversed(rows)), skip_bad=False, progress=lambda *at: seen.append(at)
    )
    found = everyone()
    assert all(found[f"P{n}"].leader_id == found[f"P{n // 2}"].id for n in range(1, 1200))
    assert all(found[f"P{n}"].employee_number == str(n) for n in range(1200))
    assert seen[-1] == (1200, 1200)
    assert seen == sorted(seen)


def test_the_rows_that_were_left_out_are_left_out_again(kari: Viewer, now: datetime) -> None:
    listed = table(
        "Navn|Nr|E-post|Leder",
        "Per|007||Siv Sjef (9)",
        "Siri||siri@x.no|eva.ny@x.no",
        "Pål|8||9",
        "Ola|3|siri@x.no|",
        "Ida|4||77",
    )
    with pytest.raises(DomainError, match="staff_list_has_problems") as told:
        staff_import.import_staff(kari, now, *listed, skip_bad=False)
    assert told.value.values == {"count": 3}
    assert staff_import.import_staff(kari, now, *listed, skip_bad=True) == StaffImportResult(3, 0, 0, 3)
    found = everyone()
    assert set(found) == {"Kari Nordmann", "Per", "Pål", "Siv Sjef"}
    assert found["Pål"].leader_name == found["Per"].leader_name == "Siv Sjef"
    assert staff_import.import_staff(kari, now, *listed, skip_bad=True) == StaffImportResult(0, 0, 2, 3)
    without_zeros = table("Navn|Nr", "Per|7")
    assert staff_import.import_staff(kari, now, *without_zeros, skip_bad=False) == StaffImportResult(0, 0, 1, 0)
    assert everyone() == found
