"""A database from before anything begun was kept is upgraded: what stood there stands, and each keeps their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.test_upgrade_0002 import KARI, OLA, address, upgraded
from tests.storage.test_upgrade_0008 import OLD
from tui_app.domain.unfinished import FormKey
from tui_app.services import pages, unfinished
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.database import Address, PostgresAddress

__all__ = ["address"]

KEY = FormKey("topic-new:2", OLA.id)


def test_what_is_begun_is_kept_for_its_writer(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known():
        if name < "0014":
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
    unfinished.keep(KARI, NOW, KEY, "Tema", {"topic": "Turnus"})
    found = unfinished.begun(KARI, NOW, KEY)
    assert found is not None
    assert found.texts == {"topic": "Turnus"}
    assert unfinished.begun(OLA, NOW, KEY) is None
    if isinstance(address, PostgresAddress):
        db.close_all()
