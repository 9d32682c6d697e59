"""A database from before one answered what is done is upgraded: what was done waits, and nothing is news."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.conftest import upgraded
from tests.storage.test_upgrade_0002 import KARI, OLA
from tests.storage.test_upgrade_0008 import OLD
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpRequestDraft
from tui_app.services import activity
from tui_app.services.follow_up import requests
from tui_app.services.people import person_page
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress


def test_old_pages_stand_and_a_follow_up_can_be_asked_for(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known_migrations():
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
    storage.bind_database(db)
    assert activity.since_last_visit(OLA, NOW).events == ()
    requests.send(OLA, NOW, validate_draft(FollowUpRequestDraft, {"text": "Nå"}))
    assert person_page.get(KARI, NOW, OLA.id).request is not None
    if isinstance(address, PostgresAddress):
        db.close_all()
