"""Migration 0015: versions that never repeat, for every table that has them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.services.people import person_page
from tui_app.storage.database import is_postgres, proxy, reading
from tui_app.storage.tables import registry as tables

VERSIONED = [
    table
    for table in tables.ALL_TABLES
    if "version" in table._meta.fields and table is not tables.StaffImportChange  # there it is that of the person
]


def test_old_rows_remain_and_a_row_in_place_of_a_deleted_one_begins_above_it(upgraded_from: UpgradedFrom) -> None:
    db = upgraded_from("0014", ONE_FOLLOW_UP)
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    with db.connection_context(), db.atomic():
        for version in (1, 7, 3):
            db.execute_sql(
                "insert into topic (person_id, by_id, text, added_on, version)"
                f" values (2, 1, 'Tema', '2026-11-10', {version})"
            )
        db.execute_sql("delete from topic")
        db.execute_sql(
            "insert into topic (person_id, by_id, text, added_on, version) values (2, 1, 'Nytt', '2026-11-10', 1)"
        )
        assert db.execute_sql("select version from topic").fetchone()[0] == 8


def test_a_row_that_goes_with_another_one_counts_too(upgraded_from: UpgradedFrom) -> None:
    db = upgraded_from("0014", ONE_FOLLOW_UP)
    insert = (
        "insert into walk (walker_id, person_id, actions, outcomes, place, note, at, version)"
        " values ({walker}, 1, '[]', '{{}}', 0, '', '2026-11-10 12:00:00', {version})"
    )
    with db.connection_context(), db.atomic():
        db.execute_sql(insert.format(walker=2, version=5))
        db.execute_sql("delete from follow_up")
        db.execute_sql("delete from person where id = 2")
        db.execute_sql(insert.format(walker=1, version=1))
        assert db.execute_sql("select version from walk").fetchone()[0] == 6


@pytest.mark.parametrize("table", VERSIONED, ids=lambda table: table._meta.table_name)
def test_every_table_with_versions_is_watched(table: Any, database: Any) -> None:
    name = table._meta.table_name
    query = (
        f"select tgname from pg_trigger where tgrelid = '{name}'::regclass and not tgisinternal"
        if is_postgres()
        else f"select replace(name, '{name}_', '') from sqlite_master where type = 'trigger' and tbl_name = '{name}'"
    )
    with reading():
        assert {"deleted_version", "new_version"} <= {row[0] for row in proxy.execute_sql(query).fetchall()}
