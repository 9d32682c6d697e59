"""Migration 0012: row-level security for the tables behind a person's page."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.services.people import person_page
from tui_app.storage.database import is_postgres, reading


def test_old_follow_ups_remain_and_are_guarded(upgraded_from: UpgradedFrom) -> None:
    db = upgraded_from("0011", ONE_FOLLOW_UP)
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    if is_postgres():
        with reading():
            rows = db.execute_sql(
                "select relname from pg_class where relrowsecurity and relforcerowsecurity"
            ).fetchall()
        assert {"action", "follow_up", "goal", "history"} <= {name for (name,) in rows}
