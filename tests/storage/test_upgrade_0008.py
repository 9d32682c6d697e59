"""A database from before there was a rhythm is upgraded: its follow-ups stand, and the next ones come round."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.test_upgrade_0002 import KARI, OLA, address, upgraded
from tui_app.domain.drafts import FollowUpDraft, PauseDraft, RhythmDraft, checked
from tui_app.services import pages, rhythms
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.database import Address, PostgresAddress

__all__ = ["address"]

OLD = """
insert into person (name, search, sorting, email, title, unit, is_administrator, version)
values ('Kari', 'kari', 'kari', '', '', '', true, 1);
insert into person (name, search, sorting, email, title, unit, leader_id, is_administrator, version)
values ('Ola', 'ola', 'ola', '', '', '', 1, false, 1);
insert into follow_up (person_id, by_id, "on", note, version) values (2, 1, '2026-11-10', 'Bra', 1)
"""


def test_old_follow_ups_stand_and_the_next_come_round(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known():
        if name < "0008":
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
    page = pages.page(KARI, NOW, OLA.id)
    assert [(entry.note, entry.due_on) for entry in page.follow_ups] == [("Bra", None)]
    assert page.held.due_on == date(2026, 12, 8)
    rhythms.set_team(KARI, NOW, KARI.id, 0, checked(RhythmDraft, {"often": "2"}))
    rhythms.pause(
        KARI, NOW, OLA.id, checked(PauseDraft, {"first": NOW.date(), "last": date(2026, 11, 27)}), is_team=False
    )
    pages.follow_up(KARI, NOW, OLA.id, checked(FollowUpDraft, {}))
    assert pages.page(KARI, NOW, OLA.id).follow_ups[0].due_on == date(2026, 11, 30)
    if isinstance(address, PostgresAddress):
        db.close_all()
