"""A database from before its pages were guarded is upgraded: what stood there stands, on PostgreSQL behind a rule."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.test_upgrade_0002 import KARI, OLA, address, upgraded
from tests.storage.test_upgrade_0008 import OLD
from tui_app.services import pages
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.database import Address, PostgresAddress

__all__ = ["address"]


def test_what_stood_there_stands_behind_a_rule(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known():
        if name < "0012":
            shutil.copy(schema.MIGRATIONS / f"{name}.py", before)
    with pytest.MonkeyPatch.context() as then:
        then.setattr(schema, "MIGRATIONS", before)
        db = upgraded(address)
        with db.connection_context(), db.atomic():
            for statement in OLD.split(";"):
                db.execute_sql(statement)
    if isinstance(address, PostgresAddress):
        db.close_all()
    db = upgraded(address)
    storage.use(db)
    assert [entry.note for entry in pages.page(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    if isinstance(address, PostgresAddress):
        with storage.reading():
            found = db.execute_sql(
                "select relname from pg_class where relrowsecurity and relforcerowsecurity"
            ).fetchall()
        assert {"action", "follow_up", "goal", "history"} <= {name for (name,) in found}
        db.close_all()
