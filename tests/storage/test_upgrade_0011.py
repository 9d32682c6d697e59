"""A database from before there were reminders is upgraded: everybody is reminded as usual until they choose."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.services.locks import SMITH
from tests.storage.test_upgrade_0002 import KARI, OLA, address, upgraded
from tests.storage.test_upgrade_0008 import OLD
from tui_app.domain.drafts import ReminderDraft, checked
from tui_app.domain.reminders import Frequency
from tui_app.services import reminders
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.database import Address, PostgresAddress

__all__ = ["address"]


def test_everybody_is_reminded_as_usual_until_they_choose(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known():
        if name < "0011":
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
    assert reminders.mine(OLA, NOW).choice.rhythm is None
    reminders.choose(OLA, NOW, SMITH, checked(ReminderDraft, {"rhythm": "daily"}))
    assert reminders.mine(OLA, NOW).choice.rhythm is Frequency.DAILY
    assert reminders.mine(KARI, NOW).choice.rhythm is None
    if isinstance(address, PostgresAddress):
        db.close_all()
