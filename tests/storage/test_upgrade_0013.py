"""A database whose rules were asked at each row is upgraded: what stood there stands, behind the same."""

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


def test_the_rules_say_the_same(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known():
        if name < "0013":
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
            found = db.execute_sql("select tablename, qual from pg_policies where policyname = 'theirs'").fetchall()
        rules = dict(found)
        for table in ("action", "follow_up", "goal", "history"):
            assert f"p.id = {table}.person_id" not in rules[table]
        db.close_all()
