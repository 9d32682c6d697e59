"""A database from before anything begun was kept is upgraded: what stood there stands, and each keeps their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.conftest import upgraded
from tests.storage.test_upgrade_0002 import KARI, OLA
from tests.storage.test_upgrade_0008 import OLD
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.services import form_drafts
from tui_app.services.people import person_page
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress

KEY = FormDraftKey("topic-new:2", OLA.id)


def test_what_is_begun_is_kept_for_its_writer(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known_migrations():
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
    storage.bind_database(db)
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    form_drafts.save(KARI, NOW, KEY, "Tema", {"topic": "Turnus"})
    found = form_drafts.get(KARI, NOW, KEY)
    assert found is not None
    assert found.texts == {"topic": "Turnus"}
    assert form_drafts.get(OLA, NOW, KEY) is None
    if isinstance(address, PostgresAddress):
        db.close_all()
