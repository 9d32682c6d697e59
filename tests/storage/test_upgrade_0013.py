"""A database whose rules were asked at each row is upgraded: what stood there stands, behind the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.conftest import upgraded
from tests.storage.test_upgrade_0002 import KARI, OLA
from tests.storage.test_upgrade_0008 import OLD
from tui_app.services.people import person_page
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress


def test_the_rules_say_the_same(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known_migrations():
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
    storage.bind_database(db)
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    if isinstance(address, PostgresAddress):
        with storage.reading():
            found = db.execute_sql("select tablename, qual from pg_policies where policyname = 'theirs'").fetchall()
        rules = dict(found)
        for table in ("action", "follow_up", "goal", "history"):
            assert f"p.id = {table}.person_id" not in rules[table]
        db.close_all()
