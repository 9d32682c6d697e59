"""A database from before figures is upgraded: the days on which its actions were agreed come from what is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.storage.conftest import upgraded
from tests.storage.test_upgrade_0002 import KARI
from tui_app.domain.figures.records import Figure, FigureScope
from tui_app.services import figures
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress

OLD = """
insert into person (name, search, sorting, email, title, unit, is_administrator, version)
values ('Kari', 'kari', 'kari', '', '', '', true, 1);
insert into person (name, search, sorting, email, title, unit, leader_id, is_administrator, version)
values ('Ola', 'ola', 'ola', '', '', '', 1, false, 1);
insert into conversation (person_id, leader_id, kind, state, "on", note, uid, minutes, place, sequence, reason,
    shows_draft, in_calendar, version)
values (2, 1, 'yearly', 'held', '2026-05-04', '', 'a', 0, '', 0, '', false, false, 1);
insert into action (person_id, responsible_id, text, due, first_due, moved, status, reason, comments, version,
    conversation_id)
values (2, 1, 'Kurs', '2026-09-01', '2026-09-01', 0, 'open', '', 0, 1, null),
       (2, 1, 'Mentor', '2026-09-01', '2026-09-01', 0, 'open', '', 0, 1, 1),
       (2, 1, 'Hvem vet', '2026-09-01', '2026-09-01', 0, 'open', '', 0, 1, null);
insert into history (at, by_id, batch, person_id, subject, subject_id, kind, before, after, note, undone)
values ('2026-08-10 09:00:00', 1, 'x', 2, 'action', 1, 'created', '{}', '{}', '', false)
"""


def test_the_day_agreed_is_that_of_the_history_else_of_the_conversation(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in schema.known_migrations():
        if name < "0010":
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
    found = figures.overview(KARI, NOW, FigureScope.TEAM)
    assert [column.values[Figure.AGREED] for column in found.quarters[-4:]] == [0, 1, 1, 0]
    assert found.quarters[-2].values[Figure.OVERDUE] == 3
    if isinstance(address, PostgresAddress):
        db.close_all()
