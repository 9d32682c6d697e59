"""Erased text is in no file of the database: its free pages and its write-ahead log are searched byte by byte.

The engine is SQLCipher as usual, but without a key, so that its pages can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast, cast_of
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.retention import RetentionKind
from tui_app.services.actions import actions
from tui_app.services.administration import erasure
from tui_app.services.conversations import planning, preparation, topics
from tui_app.services.minutes import drafting, signing, statements, submission
from tui_app.services.people import people
from tui_app.storage import addresses, schema
from tui_app.storage.database import bind_database, proxy

WORD = "hemmeligheten"


class UnencryptedDatabase(SqlCipherDatabase):
    """SQLCipher without a key."""

    def init(self, database: str, passphrase: str | None = None, **kwargs: Any) -> None:
        super(SqlCipherDatabase, self).init(database, **kwargs)

    def _connect(self) -> Any:
        from sqlcipher3 import dbapi2

        connection = dbapi2.connect(self.database, isolation_level=None, **self.connect_params)
        self._add_conn_hooks(connection)
        return connection


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """The file of an unencrypted, migrated database in use."""
    path = tmp_path / "samtale.db"
    db = UnencryptedDatabase(str(path), lock_type="IMMEDIATE", autoconnect=False, pragmas=addresses.SQLITE_PRAGMAS)
    with db.connection_context():
        schema.upgrade(db)
    bind_database(db)
    with db.connection_context():  # stays open, like the connection of the application
        yield path


def occurrences(path: Path) -> int:
    """How often the word occurs in the database and in the files beside it."""
    return sum(file.read_bytes().count(WORD.encode()) for file in path.parent.iterdir())


def write_long_texts(cast: Cast, now: datetime) -> None:
    """Hold conversations with long texts, so that SQLite moves rows between pages before they are erased."""
    for number in range(12):
        conversation_id = conversations.planned(cast, now)
        preparation.save_answer(cast.employee, now, conversation_id, "how", f"{WORD} {number} " * 90, 0)
        preparation.share(cast.employee, now, conversation_id)
        planning.start(cast.leader, now, conversation_id)
        version = 0
        for size in (3, 400, 40):  # a text that grows and shrinks is moved to other pages
            version = drafting.save_section(
                cast.employee, now, conversation_id, "work", f"{WORD} {number} " * size, version
            ).version
        action = conversations.agree_action(cast, now, conversation_id, cast.leader, f"Spør om {WORD} {number}")
        actions.comment(cast.employee, now, action, f"Om {WORD}")
        submission.submit(cast.employee, now, conversation_id, "nb")
        signing.sign(cast.leader, now, conversation_id)
        statements.add(cast.employee, now, conversation_id, f"Min {WORD}")
    topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": WORD}))


def test_preparations_are_gone_from_every_file_when_the_minutes_are_signed(
    database: Path, kari: Any, now: datetime
) -> None:
    cast = cast_of(kari, now)
    conversation_id = conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, conversation_id, "how", f"Det er {WORD}", 0)
    planning.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "work", "Noe annet", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert occurrences(database)
    signing.sign(cast.leader, now, conversation_id)
    assert occurrences(database) == 0


def test_an_erased_person_is_gone_from_every_file(database: Path, kari: Any, now: datetime) -> None:
    cast = cast_of(kari, now)
    write_long_texts(cast, now)
    ola = people.get_for_editing(kari, now, cast.employee.id)
    values = {"name": ola.name, "leader_id": ola.leader_id, "email": f"{WORD}@example.org", "end_date": now.date()}
    people.edit(kari, now, ola.id, ola.version, validate_draft(PersonDraft, values))
    assert occurrences(database) > 100
    receipt = erasure.erase_due(kari, now + timedelta(days=366), "Erased person")
    assert (receipt.counts, receipt.is_purged) == ({RetentionKind.PERSON: 1}, True)
    assert occurrences(database) == 0


def test_the_file_is_not_compacted_while_somebody_reads(database: Path, kari: Any, now: datetime) -> None:
    cast = cast_of(kari, now)
    write_long_texts(cast, now)
    other = UnencryptedDatabase(str(database), pragmas=(("busy_timeout", 50),), autoconnect=False)
    with proxy.connection_context():
        proxy.execute_sql("pragma busy_timeout=50")
        with other.connection_context(), other.atomic():
            other.execute_sql("select count(*) from person").fetchone()
            receipt = erasure.erase_due(kari, now + timedelta(days=1200), "Erased person")
            assert not receipt.is_purged
        assert erasure.erase_due(kari, now + timedelta(days=1200), "Erased person").is_purged
    assert occurrences(database) < 40  # open actions and a topic remain
