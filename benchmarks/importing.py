"""Imports a staff list of 10,000 rows."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.files.staff_lists.reading import read_staff_list
from tui_app.services.accounts import first_start
from tui_app.services.people import staff_import
from tui_app.storage import database, schema
from tui_app.storage.addresses import SqliteAddress

ROWS = 10_000


def measure(folder: Path) -> None:
    """Print how many seconds it takes from file to database."""
    path = folder / "staff.csv"
    rows = [f"{number};Person {number};{_leader(number)};1.2.2020" for number in range(1, ROWS + 1)]
    path.write_text("\n".join(["Ansattnr;Navn;Leder;Startdato", *rows]), encoding="utf-8")
    database.bind_database(schema.open_sqlite(SqliteAddress(folder / "import.db", "ab" * 32), create=True))
    now = datetime.now().astimezone()
    viewer = first_start.create_first_person(now, validate_draft(PersonDraft, {"name": "Kari Nordmann"}))
    started = time.perf_counter()
    table = read_staff_list(path)
    result = staff_import.import_staff(viewer, now, ListReview(table, suggest_columns(table)), skip_bad=True)
    print(f"import of {ROWS:,} rows: {time.perf_counter() - started:.1f} s, {result.created:,} people (target 10 s)")


def _leader(number: int) -> str:
    return f"Person {1 + (number - 2) // 14}" if number > 1 else ""
