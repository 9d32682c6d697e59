"""A database from before there were reminders is upgraded: everybody is reminded as usual until they choose."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.services.hasher import HASHER
from tests.storage.conftest import upgraded
from tests.storage.test_upgrade_0002 import KARI, OLA
from tests.storage.test_upgrade_0008 import OLD
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.settings import ReminderDraft
from tui_app.domain.reminders import ReminderFrequency
from tui_app.services.reminders import choices
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress


def test_everybody_is_reminded_as_usual_until_they_choose(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known_migrations():
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
    storage.bind_database(db)
    assert choices.own_choice(OLA, NOW).choice.rhythm is None
    choices.choose(OLA, NOW, HASHER, validate_draft(ReminderDraft, {"rhythm": "daily"}))
    assert choices.own_choice(OLA, NOW).choice.rhythm is ReminderFrequency.DAILY
    assert choices.own_choice(KARI, NOW).choice.rhythm is None
    if isinstance(address, PostgresAddress):
        db.close_all()
