"""Migration 0013: policies that are evaluated once per statement instead of once per row."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.services.people import person_page
from tui_app.storage.database import is_postgres, reading


def test_old_follow_ups_remain_and_policies_do_not_look_at_each_row(upgraded_from: UpgradedFrom) -> None:
    db = upgraded_from("0012", ONE_FOLLOW_UP)
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    if is_postgres():
        with reading():
            rows = db.execute_sql("select tablename, qual from pg_policies where policyname = 'theirs'").fetchall()
        policies = dict(rows)
        for table in ("action", "follow_up", "goal", "history"):
            assert f"p.id = {table}.person_id" not in policies[table]
