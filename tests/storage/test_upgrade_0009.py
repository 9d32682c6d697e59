"""A database from before one answered what is done is upgraded: what was done waits, and nothing is news."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.test_upgrade_0002 import KARI, OLA, address, upgraded
from tests.storage.test_upgrade_0008 import OLD
from tui_app.domain.drafts import RequestDraft, checked
from tui_app.services import mutual, news, pages
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.database import Address, PostgresAddress

__all__ = ["address"]


def test_old_pages_stand_and_a_follow_up_can_be_asked_for(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known():
        if name < "0009":
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
    assert news.since_last(OLA, NOW).happenings == ()
    mutual.ask_for_follow_up(OLA, NOW, checked(RequestDraft, {"text": "Nå"}))
    assert pages.page(KARI, NOW, OLA.id).request is not None
    if isinstance(address, PostgresAddress):
        db.close_all()
