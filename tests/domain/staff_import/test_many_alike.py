"""Lists in which thousands of rows share what tells people apart take little time, in any order."""

from __future__ import annotations

import time
from datetime import date

import pytest

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import ImportContext, ImportPlan
from tui_app.domain.staff_import.prepare import ListReview, plan_list
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.findings import FindingKind
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow

ROWS = 5000
CPU_SECONDS = 6
"""A second or two on a quiet computer; comparing each with each takes minutes."""
ALIKE = {
    "one address": ("Navn|Nr|E-post", "Ola {n}|{n}|a@x.no"),
    "one number": ("Navn|Nr|E-post", "Ola {n}|7|a{n}@x.no"),
    "one leader of many": ("Navn|Nr|Leder", "Ola Hansen|{n}|Ola Hansen"),
    "one name": ("Navn|E-post", "Ola Hansen|a{n}@x.no"),
    "one row": ("Navn|Nr|E-post", "Ola Hansen|7|a@x.no"),
    "a ring": ("Navn|Nr|Leder nr", "Ola {n}|{n}|{next}"),
    "a chain": ("Navn|Nr|Leder nr", "Ola {n}|{next}|{n}"),
    "foreign domains": ("Navn|Nr|E-post", "Ola {n}|{n}|a@blåbær{n}.no"),
}


def planned(headings: str, row: str) -> ImportPlan:
    rows = (row.format(n=n, next=(n + 1) % ROWS).split("|") for n in range(ROWS))
    table = StaffTable(tuple(headings.split("|")), tuple(StaffTableRow(n, tuple(row)) for n, row in enumerate(rows, 2)))
    around = ImportContext([Person(1, "Kari Nordmann")], date(2026, 11, 23), 1, [1])
    return plan_list(ListReview(table, suggest_columns(table)), around).plan


@pytest.mark.parametrize("kind", ALIKE)
def test_alike_rows_are_planned_in_little_time(kind: str) -> None:
    began = time.process_time()
    plan = planned(*ALIKE[kind])
    assert time.process_time() - began <= CPU_SECONDS
    assert plan.people or plan.rows_left_out


def test_who_shares_an_address_is_told_with_the_others_who_have_it() -> None:
    found = [one for one in planned(*ALIKE["one address"]).findings if one.kind is FindingKind.EMAIL_OF_ANOTHER]
    assert len(found) == ROWS
    for one in found[:20]:
        candidates = one.values["candidates"]
        assert isinstance(candidates, tuple)
        assert len(candidates) == 10
        assert one.person not in candidates
