"""A database from before there was a rhythm is upgraded: its follow-ups stand, and the next ones come round."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.conftest import upgraded
from tests.storage.test_upgrade_0002 import KARI, OLA
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpScheduleDraft, PauseDraft
from tui_app.services.follow_up import follow_ups, schedule
from tui_app.services.people import person_page
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress

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
    for name in schema.known_migrations():
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
    storage.bind_database(db)
    page = person_page.get(KARI, NOW, OLA.id)
    assert [(entry.note, entry.due_on) for entry in page.follow_ups] == [("Bra", None)]
    assert page.schedule.due_on == date(2026, 12, 8)
    schedule.set_team_schedule(KARI, NOW, KARI.id, 0, validate_draft(FollowUpScheduleDraft, {"often": "2"}))
    schedule.add_pause(
        KARI, NOW, OLA.id, validate_draft(PauseDraft, {"first": NOW.date(), "last": date(2026, 11, 27)}), is_team=False
    )
    follow_ups.record(KARI, NOW, OLA.id, validate_draft(FollowUpDraft, {}))
    assert person_page.get(KARI, NOW, OLA.id).follow_ups[0].due_on == date(2026, 11, 30)
    if isinstance(address, PostgresAddress):
        db.close_all()
