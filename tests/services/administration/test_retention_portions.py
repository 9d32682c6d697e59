"""A large erasure is done in portions: others write in between, and what is erased is logged whenever it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.services.administration.erasing import GONE, hold, later, rows
from tests.services.sample_conversations import Cast
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.errors import StorageError
from tui_app.domain.maintenance.erasure_portions import PORTION_PEOPLE, PORTION_WEIGHT
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.retention import RetentionKind
from tui_app.services import access_log
from tui_app.services.administration import erasure, retention
from tui_app.services.conversations import topics
from tui_app.services.maintenance import integrity
from tui_app.services.people import person_page
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.tables import registry as tables

MANY = PORTION_PEOPLE + 50
"""People with one topic each that is due: two portions."""


@pytest.fixture
def about_many(cast: Cast, now: datetime) -> list[int]:
    """The ids of people who each talked about one topic, in the order in which it is erased."""
    with writing(), bypassing_row_security():
        first = int(tables.Person.select(tables.Person.id).order_by(tables.Person.id.desc()).limit(1).scalar())
        people = [f"person {first + number}" for number in range(1, MANY + 1)]
        tables.Person.insert_many([{"name": name, "search": name, "sorting": name} for name in people]).execute()
        ids = [row[0] for row in tables.Person.select(tables.Person.id).where(tables.Person.id > first).tuples()]
        add_topics(ids, now.date())
    return sorted(ids)


def add_topics(person_ids: list[int], on: date) -> None:
    values = {"text": "Turnus", "added_on": on, "talked_on": on}
    tables.Topic.insert_many([{"person": one, "by": one, **values} for one in person_ids]).execute()


def erase(cast: Cast, now: datetime, between: Callable[[int, int], object]) -> ErasureReceipt:
    return erasure.erase_due(cast.administrator, later(now, 12), GONE, between)


def logged(cast: Cast, now: datetime) -> list[tuple[object, object]]:
    """The logged receipts, the newest first: hash, and the number of topics."""
    entries = [line.entry for line in access_log.all_entries(cast.administrator, now, (AuditKind.ERASED,))]
    return [(one.details["receipt"], one.details.get("topics")) for one in entries if one.person_id is None]


def left() -> set[int]:
    """The people about whom a topic is left."""
    with writing(), bypassing_row_security():
        return {row[0] for row in tables.Topic.select(tables.Topic.person).tuples()}


def test_somebody_writes_between_portions(cast: Cast, now: datetime, about_many: list[int]) -> None:
    seen: list[tuple[int, int]] = []

    def write(erased: int, total: int) -> None:
        seen.append((erased, total))
        topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": f"Etter {erased}"}))

    receipt = erase(cast, now, write)
    assert seen == [(PORTION_PEOPLE, MANY), (MANY, MANY)]
    page = person_page.get(cast.leader, now, cast.employee.id)
    assert {one.text for one in page.topics} == {f"Etter {PORTION_PEOPLE}", f"Etter {MANY}"}
    assert (receipt.counts, receipt.people) == ({RetentionKind.TOPICS: MANY}, MANY)
    assert logged(cast, now) == [(receipt.sha256, MANY)]
    assert integrity.verify().is_intact


def test_a_hold_set_between_portions_keeps(cast: Cast, now: datetime, about_many: list[int]) -> None:
    kept, forgotten = about_many[-1], about_many[-2]
    forgotten_hold = hold(cast, now, forgotten)

    def put_on_hold(erased: int, _total: int) -> None:
        if erased == PORTION_PEOPLE:
            hold(cast, now, kept)
            retention.end_hold(cast.administrator, now, forgotten_hold)

    receipt = erase(cast, now, put_on_hold)
    assert left() == {kept, forgotten}  # an ended hold: the next time, as its question says
    assert (receipt.counts, receipt.held) == ({RetentionKind.TOPICS: MANY - 2}, 2)
    again = erase(cast, now, lambda _erased, _total: None)
    assert (again.counts, again.held, left()) == ({RetentionKind.TOPICS: 1}, 1, {kept})


def test_what_changes_between_portions_is_read_anew(cast: Cast, now: datetime, about_many: list[int]) -> None:
    def talk_again(_erased: int, _total: int) -> None:
        with writing(), bypassing_row_security():
            open_again = tables.Topic.person == about_many[-1]
            tables.Topic.update(talked_on=None).where(open_again).execute()

    assert erase(cast, now, talk_again).counts == {RetentionKind.TOPICS: MANY - 1}
    assert left() == {about_many[-1]}


@pytest.mark.parametrize("ended_by", [KeyboardInterrupt, StorageError("disk_full")])
def test_what_is_erased_is_logged_when_it_is_ended(
    cast: Cast, now: datetime, about_many: list[int], ended_by: type[BaseException] | BaseException
) -> None:
    def end(_erased: int, _total: int) -> None:
        raise ended_by

    with pytest.raises((KeyboardInterrupt, StorageError)):
        erase(cast, now, end)
    assert left() == set(about_many[PORTION_PEOPLE:])
    ((digits, number),) = logged(cast, now)
    last = retention.overview(cast.administrator, later(now, 12)).last_receipt
    assert last is not None
    assert (number, last.sha256, last.is_purged) == (PORTION_PEOPLE, digits, False)
    rest = erase(cast, now, lambda _erased, _total: None)
    assert (rest.counts[RetentionKind.TOPICS], rest.is_purged, left()) == (MANY - PORTION_PEOPLE, True, set())


KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import datetime
from tui_app.services.administration import erasure
from tui_app.storage import addresses, database, schema
kind, place, key, now = sys.argv[1:]
address = addresses.SqliteAddress(Path(place), key) if kind == "SqliteAddress" else addresses.PostgresAddress(place)
database.bind_database(schema.open_database(address))
kill = lambda erased, total: os.kill(os.getpid(), signal.SIGKILL)
erasure.erase_due_by_timer(datetime.fromisoformat(now), "Erased person", kill)
"""


def test_a_killed_erasure_is_logged_by_the_next(
    cast: Cast, now: datetime, about_many: list[int], database: Any
) -> None:
    in_sqlite = isinstance(database, SqliteAddress)
    place = [str(database.path), database.key] if in_sqlite else [database.url, ""]
    words = [type(database).__name__, *place, later(now, 12).isoformat()]
    killed = subprocess.run([sys.executable, "-c", KILLED, *words], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert left() == set(about_many[PORTION_PEOPLE:])
    assert not logged(cast, now)
    last = retention.overview(cast.administrator, later(now, 12)).last_receipt
    assert last is not None
    assert (last.counts, last.people, last.is_purged) == ({RetentionKind.TOPICS: PORTION_PEOPLE}, PORTION_PEOPLE, False)
    rest = erase(cast, now + timedelta(minutes=1), lambda _erased, _total: None)
    assert logged(cast, now) == [(rest.sha256, MANY - PORTION_PEOPLE), (last.sha256, PORTION_PEOPLE)]
    assert not left()
    assert integrity.verify().is_intact


def test_another_erasure_takes_over(cast: Cast, now: datetime, about_many: list[int]) -> None:
    others: list[ErasureReceipt] = []

    def begin_another(_erased: int, _total: int) -> None:
        others.append(erasure.erase_due_by_timer(later(now, 12) + timedelta(minutes=1), GONE))

    own = erase(cast, now, begin_another)
    (other,) = others
    assert own.counts == {RetentionKind.TOPICS: PORTION_PEOPLE}
    assert other.counts == {RetentionKind.TOPICS: MANY - PORTION_PEOPLE}
    assert logged(cast, now) == [(other.sha256, MANY - PORTION_PEOPLE), (own.sha256, PORTION_PEOPLE)]
    assert not left()


def test_much_about_one_person_is_portioned_too(cast: Cast, now: datetime) -> None:
    number = 2 * PORTION_WEIGHT + 1
    with writing(), bypassing_row_security():
        add_topics([cast.employee.id] * number, now.date())
    seen: list[int] = []
    receipt = erase(cast, now, lambda erased, _total: seen.append(erased))
    assert seen == [PORTION_WEIGHT, 2 * PORTION_WEIGHT, number]
    assert (receipt.counts, receipt.people, rows(tables.Topic)) == ({RetentionKind.TOPICS: number}, 1, 0)


def test_attempts_of_nobody_known_are_portioned_too(cast: Cast, now: datetime) -> None:
    number = 2 * PORTION_WEIGHT + 1
    with writing(), bypassing_row_security():
        attempts = [{"key": f"key {one}", "count": 1, "last_at": now} for one in range(number)]
        for start in range(0, number, 200):
            tables.SignInAttempt.insert_many(attempts[start : start + 200]).execute()
    receipt = erase(cast, now, lambda _erased, _total: None)
    assert (receipt.counts, receipt.people) == ({RetentionKind.SIGN_INS: number}, 0)
    assert not rows(tables.SignInAttempt)
