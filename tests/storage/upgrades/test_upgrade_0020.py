"""Migration 0020: what the last import of a staff list did."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.services.people import person_page, staff_import, staff_import_undo


def test_old_people_remain_and_a_new_import_is_taken_back(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0014", ONE_FOLLOW_UP)
    assert staff_import_undo.last_import(KARI, NOW) is None
    before = staff_import.everybody(KARI, NOW)
    table = StaffTable(("Navn",), (StaffTableRow(2, ("Siv Li",)),))
    staff_import.import_staff(KARI, NOW, ListReview(table, suggest_columns(table)), skip_bad=False)
    assert staff_import_undo.undo_import(KARI, NOW).removed == 1
    assert staff_import.everybody(KARI, NOW) == before
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
