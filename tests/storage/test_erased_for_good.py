"What was erased is in no file of database any more: free pages and the write-ahead log are read byte by byte.\n\nThe engine is the same that encrypts; it is only not given a key here, so that its pages can be read.\n"

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from tests.services import conversations
from tests.services.conversations import Cast, cast_of
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.retention import RetentionKind
from tui_app.services.actions import actions
from tui_app.services.administration import retention
from tui_app.services.conversations import planning, preparation, topics
from tui_app.services.minutes import drafting, signing, statements, submission
from tui_app.services.people import people
from tui_app.storage import addresses, schema
from tui_app.storage import database as storage

WORD = "hemmeligheten"


class Readable(SqlCipherDatabase):
    """The same engine without a key."""

    def init(self, database: str, passphrase: str | None = None, **kwargs: Any) -> None:
        super(SqlCipherDatabase, self).init(database, **kwargs)

    def _connect(self) -> Any:
        from sqlcipher3 import dbapi2

        connection = dbapi2.connect(self.database, isolation_level=None, **self.connect_params)
        self._add_conn_hooks(connection)
        return connection


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """A migrated database that anybody can read."""
    path = tmp_path / "samtale.db"
    db = Readable(str(path), lock_type="IMMEDIATE", autoconnect=False, pragmas=addresses.SQLITE_PRAGMAS)
    with db.connection_context():
        schema.upgrade(db)
    storage.bind_database(db)
    with db.connection_context():  # one that stays open, as the application's does
        yield path


def times_in_files(path: Path) -> int:
    "How often the word stands anywhere beside database, in whatever encoding the rows have."
    return sum(one.read_bytes().count(WORD.encode()) for one in path.parent.iterdir())


def much_of_it(cast: Cast, now: datetime) -> None:
    """Conversations with long texts, so that rows are moved between pages before they go."""
    for number in range(12):
        talk = conversations.planned(cast, now)
        preparation.save_answer(cast.employee, now, talk, "how", f"{WORD} {number} " * 90, 0)
        preparation.share(cast.employee, now, talk)
        planning.start(cast.leader, now, talk)
        version = 0
        for size in (3, 400, 40):  # a text that grows and shrinks leaves its page
            version = drafting.save_section(
                cast.employee, now, talk, "work", f"{WORD} {number} " * size, version
            ).version
        action = conversations.agree_action(cast, now, talk, cast.leader, f"Spør om {WORD} {number}")
        actions.comment(cast.employee, now, action, f"Om {WORD}")
        submission.submit(cast.employee, now, talk, "nb")
        signing.sign(cast.leader, now, talk)
        statements.add(cast.employee, now, talk, f"Min {WORD}")
    topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": WORD}))


def test_preparations_are_out_of_every_file_when_the_minutes_are_signed(
    database: Path, kari: Any, now: datetime
) -> None:
    cast = cast_of(kari, now)
    talk = conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, talk, "how", f"Det er {WORD}", 0)
    planning.start(cast.leader, now, talk)
    drafting.save_section(cast.employee, now, talk, "work", "Noe annet", 0)
    submission.submit(cast.employee, now, talk, "nb")
    assert times_in_files(database)
    signing.sign(cast.leader, now, talk)
    assert times_in_files(database) == 0


def test_a_person_is_out_of_every_file_after_erasing(database: Path, kari: Any, now: datetime) -> None:
    cast = cast_of(kari, now)
    much_of_it(cast, now)
    ola = people.get_for_editing(kari, now, cast.employee.id)
    values = {"name": ola.name, "leader_id": ola.leader_id, "email": f"{WORD}@example.org", "end_date": now.date()}
    people.edit(kari, now, ola.id, ola.version, validate_draft(PersonDraft, values))
    assert times_in_files(database) > 100
    receipt = retention.erase_due(kari, now + timedelta(days=366), "Erased person")
    assert (receipt.counts, receipt.is_settled) == ({RetentionKind.PERSON: 1}, True)
    assert times_in_files(database) == 0


def test_somebody_who_reads_meanwhile_keeps_it_from_being_settled(database: Path, kari: Any, now: datetime) -> None:
    cast = cast_of(kari, now)
    much_of_it(cast, now)
    other = Readable(str(database), pragmas=(("busy_timeout", 50),), autoconnect=False)
    with storage.proxy.connection_context():
        storage.proxy.execute_sql("pragma busy_timeout=50")
        with other.connection_context(), other.atomic():
            other.execute_sql("select count(*) from person").fetchone()
            receipt = retention.erase_due(kari, now + timedelta(days=1200), "Erased person")
            assert not receipt.is_settled
        assert retention.erase_due(kari, now + timedelta(days=1200), "Erased person").is_settled
    assert times_in_files(database) < 40  # what is open on the page stays: its actions and a topic
