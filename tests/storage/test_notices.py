"""Notices to other terminals: whose pages a transaction has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.services import sample_conversations as conversations
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast, cast_of
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.services import form_drafts
from tui_app.services.accounts import passwords, sessions
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import planning, preparation
from tui_app.services.minutes import amendments, drafting, signing, submission
from tui_app.services.people import people
from tui_app.storage.addresses import CHANNEL, SqliteAddress
from tui_app.storage.changes import notices
from tui_app.storage.changes.monitor import NOBODY, ChangeMonitor
from tui_app.storage.database import connected, proxy, writing


@pytest.fixture
def cast(database: Any, kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


@pytest.fixture
def monitor(cast: Cast, database: Any) -> Iterator[ChangeMonitor]:
    """What another terminal hears, after it has heard of everything so far."""
    monitor = ChangeMonitor(database)
    heard(monitor)
    yield monitor
    monitor.close()


def heard(monitor: ChangeMonitor) -> frozenset[int] | None:
    """What is heard until nothing new comes; PostgreSQL may deliver a moment later."""
    people: frozenset[int] = frozenset()
    is_everybody = False
    quiet = 0
    while quiet < 20:
        found = monitor.changed()
        quiet = quiet + 1 if found == NOBODY else 0
        is_everybody |= found is None
        people |= found or NOBODY
    return None if is_everybody else people


def add_action(cast: Cast, now: datetime, responsible: Viewer) -> int:
    values = {"text": "Kurs", "responsible_id": responsible.id, "due": now.date() + timedelta(days=7)}
    return actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id


def test_an_action_concerns_its_page_and_who_does_it(cast: Cast, now: datetime, monitor: ChangeMonitor) -> None:
    action_id = add_action(cast, now, cast.stranger)
    assert heard(monitor) == frozenset({cast.employee.id, cast.stranger.id})
    actions.change(cast.stranger, now, [ActionVersion(action_id, 1)], SetStatus(ActionStatus.DONE))
    assert heard(monitor) == frozenset({cast.employee.id, cast.stranger.id})
    actions.comment(cast.leader, now, action_id, "Bra")
    assert heard(monitor) == frozenset({cast.employee.id, cast.stranger.id})


def test_what_is_written_in_a_conversation_concerns_both(cast: Cast, now: datetime, monitor: ChangeMonitor) -> None:
    conversation_id = conversations.planned(cast, now)
    heard(monitor)
    preparation.save_answer(cast.employee, now, conversation_id, "how", "Godt", 0)
    assert heard(monitor) == frozenset({cast.employee.id, cast.leader.id})


def test_a_conversation_and_its_minutes_concern_both(cast: Cast, now: datetime, monitor: ChangeMonitor) -> None:
    both = frozenset({cast.employee.id, cast.leader.id})
    talk = conversations.planned(cast, now)
    assert heard(monitor) == both
    planning.start(cast.leader, now, talk)
    assert heard(monitor) == both
    drafting.save_section(cast.employee, now, talk, "work", "Vi snakket", 0)
    submission.submit(cast.employee, now, talk, "nb")
    assert heard(monitor) == both
    signing.sign(cast.leader, now, talk)
    assert heard(monitor) == both
    amendments.start(cast.employee, now, talk)
    assert heard(monitor) == both
    amendments.discard(cast.employee, now, talk)
    assert heard(monitor) == both


def test_signing_in_concerns_nobody_else(cast: Cast, now: datetime, monitor: ChangeMonitor) -> None:
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    heard(monitor)
    session = sessions.sign_in(now, HASHER, "here", cast.employee.id, PASSWORD)
    assert session is not None
    assert heard(monitor) == frozenset({cast.employee.id})
    sessions.unlock(now, HASHER, session, PASSWORD)
    assert heard(monitor) == NOBODY
    sessions.sign_out(now, session)
    assert heard(monitor) == frozenset({cast.employee.id})
    with pytest.raises(DomainError):
        sessions.sign_in(now, HASHER, "here", cast.employee.id, "feil")
    assert heard(monitor) == frozenset({cast.employee.id})


def test_a_terminal_hears_of_its_own_changes_what_may_be_seen_anywhere(
    cast: Cast, database: Any, now: datetime
) -> None:
    monitor = ChangeMonitor(database, hears_own=False)
    heard(monitor)
    add_action(cast, now, cast.employee)
    assert heard(monitor) == NOBODY
    people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Ny"}))
    assert heard(monitor) is None
    monitor.close()


def test_a_change_of_another_process_is_heard_after_an_own_one_that_failed(
    cast: Cast, database: Any, now: datetime
) -> None:
    monitor = ChangeMonitor(database, hears_own=False)
    heard(monitor)
    with pytest.raises(ZeroDivisionError), connected(), proxy.atomic():
        with writing(about=[3]):
            pass
        raise ZeroDivisionError
    other = database.open(one_connection=True)
    other.connect()
    if isinstance(database, SqliteAddress):
        other.execute_sql("insert into change_notice (people) values ('4')")
    else:
        other.execute_sql("select pg_notify(%s, '4')", (CHANNEL,))
        other.commit()
    assert heard(monitor) == frozenset({4})
    other.close()
    monitor.close()


def test_people_may_be_shown_anywhere(cast: Cast, now: datetime, monitor: ChangeMonitor) -> None:
    people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Ny"}))
    assert heard(monitor) is None


def test_what_nobody_else_can_see_is_not_told(cast: Cast, now: datetime, monitor: ChangeMonitor) -> None:
    form_drafts.save(cast.leader, now, FormDraftKey("topic-new:2", cast.employee.id), "Tema", {"topic": "Turnus"})
    assert heard(monitor) == NOBODY


def test_several_scopes_are_one_notice(cast: Cast, monitor: ChangeMonitor) -> None:
    with writing(about=[3]), writing(about=[4]):
        pass
    assert heard(monitor) == frozenset({3, 4})
    with writing(about=[3]), writing():
        pass
    assert heard(monitor) is None
    with writing(about=()):  # it was forgotten to say whom it concerns
        pass
    assert heard(monitor) is None


def test_what_is_rolled_back_is_not_told(cast: Cast, monitor: ChangeMonitor) -> None:
    with pytest.raises(ZeroDivisionError), writing(about=[3]):
        raise ZeroDivisionError
    with writing(about=[4]):
        pass
    assert heard(monitor) == frozenset({4})


def test_who_slept_through_many_notices_reads_everything(cast: Cast, monitor: ChangeMonitor) -> None:
    for number in range(notices.NOTICES_KEPT + 5):
        with writing(about=[number + 1]):
            pass
    found = heard(monitor)
    assert found is None or len(found) > notices.NOTICES_KEPT  # PostgreSQL delivers them all


def test_notices_are_written_and_read() -> None:
    assert notices.read([notices.written({5, 3}), notices.written([7])]) == frozenset({3, 5, 7})
    assert notices.read([notices.written({5}), notices.written(None)]) is None
    assert notices.read([notices.written(range(1000))]) is None
    assert notices.read([""]) is None  # of an older program
