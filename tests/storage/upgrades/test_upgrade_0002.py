"""Migration 0002: conversations with forms; nothing in a database of the first version is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from playhouse.schema_diff import diff_models

from tests.conftest import NOW
from tests.services.sample_conversations import FORM
from tests.storage.conftest import KARI, OLA, UpgradedFrom
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState
from tui_app.domain.records.follow_up import FollowUp
from tui_app.domain.records.goal import GoalKind
from tui_app.services.actions import actions
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning, preparation
from tui_app.services.people import people, person_page
from tui_app.services.undo import undo
from tui_app.storage import schema
from tui_app.storage.addresses import Address, SqliteAddress
from tui_app.storage.database import reading, writing
from tui_app.storage.history import history
from tui_app.storage.tables import registry as tables

ROWS = """
insert into person (name, search, sorting, employee_number, email, title, unit, is_administrator, version)
    values ('Kari Łukasz', 'kari lukasz', 'kari', '17', 'kari@example.org', 'Leder', 'Sør', true, 3);
insert into person (name, search, sorting, email, title, unit, leader_id, is_administrator, version)
    values ('Ola Hansen', 'ola hansen', 'ola', '', '', '', 1, false, 1);
insert into goal (person_id, text, kind, status, target, version)
    values (2, 'Bli trygg', 'development', 'open', '2027-06-01', 2);
insert into action
    (person_id, goal_id, responsible_id, text, due, first_due, moved, status, reason, comments, version)
    values (2, 1, 1, 'Ta kurs', '2026-12-01', '2026-11-01', 1, 'started', '', 0, 4);
insert into conversation (person_id, leader_id, kind, state, "on", note, version)
    values (2, 1, 'yearly', 'held', '2026-10-12', 'Gikk fint', 1);
insert into conversation (person_id, leader_id, kind, state, "on", note, version)
    values (2, 1, 'follow_up', 'planned', '2026-12-12', '', 2);
insert into follow_up (person_id, by_id, "on", note, next_on, version)
    values (2, 1, '2026-11-02', 'Sett på', '2026-12-02', 1);
insert into history (at, by_id, batch, person_id, subject, subject_id, kind, before, after, note, undone)
    values ('2026-11-01 10:00:00', 1, 'moving', 2, 'action', 1, 'moved',
            '{"due": "2026-11-01", "moved": 0}', '{"due": "2026-12-01", "moved": 1}', 'Syk', false);
insert into setting (key, value) values ('theme', '"dark"')
"""


@pytest.fixture
def upgraded(upgraded_from: UpgradedFrom) -> Any:
    """A database of the first version of the program, upgraded and in use."""
    return upgraded_from("0001", ROWS)


def test_the_upgraded_schema_is_the_present_one(upgraded: Any) -> None:
    with reading():
        assert schema.applied_migrations(upgraded) == schema.known_migrations()
        assert schema.pending_migrations(upgraded) == ()
        assert not diff_models(upgraded, tables.ALL_TABLES)


def test_nothing_is_lost(upgraded: Any) -> None:
    page = person_page.get(OLA, NOW, OLA.id)
    assert (page.person.name, page.person.leader_name) == ("Ola Hansen", "Kari Łukasz")
    [goal] = page.goals
    assert (goal.text, goal.kind, goal.target, goal.actions, goal.conversation_id, goal.version) == (
        "Bli trygg",
        GoalKind.DEVELOPMENT,
        date(2027, 6, 1),
        1,
        None,
        2,
    )
    [action] = page.actions
    assert (action.text, action.responsible_name, action.due, action.first_due, action.moved) == (
        "Ta kurs",
        "Kari Łukasz",
        date(2026, 12, 1),
        date(2026, 11, 1),
        1,
    )
    assert (action.status, action.goal_text, action.conversation_id, action.version) == (
        ActionStatus.STARTED,
        "Bli trygg",
        None,
        4,
    )
    by_kari = FollowUp(1, 2, "Kari Łukasz", date(2026, 11, 2), "Sett på", date(2026, 12, 2), by_id=1)
    assert page.follow_ups == (by_kari,)
    assert page.topics == ()
    kari = people.get_for_editing(KARI, NOW, KARI.id)
    assert (kari.employee_number, kari.unit, kari.is_administrator, kari.version) == ("17", "Sør", True, 3)
    [moved] = actions.history_of(OLA, NOW, action.id)
    assert (moved.kind, moved.at, moved.note) == (ChangeKind.MOVED, datetime(2026, 11, 1, 10, tzinfo=UTC), "Syk")
    with reading():
        assert tables.Setting.get_by_id("theme").value == "dark"


def test_conversations_remain_and_each_has_a_unique_id_for_calendars(upgraded: Any) -> None:
    planned, held = person_page.get(KARI, NOW, OLA.id).conversations
    assert len({planned.uid, held.uid}) == 2
    assert {len(planned.uid), len(held.uid)} == {36}
    both: dict[str, Any] = {"person_id": 2, "person_name": "Ola Hansen", "leader_id": 1, "leader_name": "Kari Łukasz"}
    assert held == Conversation(
        id=1,
        kind=ConversationKind.YEARLY,
        state=ConversationState.HELD,
        on=date(2026, 10, 12),
        note="Gikk fint",
        uid=held.uid,
        **both,
    )
    assert (planned.state, planned.on, planned.version) == (ConversationState.PLANNED, date(2026, 12, 12), 2)


def test_old_records_can_be_used_with_new_ones(upgraded: Any) -> None:
    [form] = templates.install_shipped(KARI, NOW, [FORM])
    with pytest.raises(DomainError, match="no_form"):
        conversation_view.get_view(OLA, NOW, 1)
    plan = validate_draft(ConversationPlanDraft, {"template_id": form.id, "on": date(2026, 12, 14), "at": "9"})
    planning.edit(KARI, NOW, 2, 2, plan)
    assert conversation_view.get_view(OLA, NOW, 2).form == with_wished_questions(FORM)
    preparation.save_answer(OLA, NOW, 2, "how", "Bra", 0)
    assert [one.text for one in conversation_view.get_view(KARI, NOW, 2).actions] == ["Ta kurs"]
    new = planning.plan(KARI, NOW, OLA.id, plan).subject_id
    assert new == 3
    with writing():
        tables.Action.update(version=5).where(tables.Action.id == 1).execute()
    undo(KARI, NOW, "moving")
    with reading():
        assert len(history.of_subject(ChangeSubject.ACTION, 1)) == 2
    assert actions.get(OLA, NOW, 1).due == date(2026, 11, 1)


def test_a_file_is_backed_up_before_the_upgrade(upgraded: Any, address: Address) -> None:
    if not isinstance(address, SqliteAddress):
        pytest.skip("the operator backs up a PostgreSQL database")
    backup = SqliteAddress(address.path.with_name("old.db.before-0002_conversations"), address.key).open()
    with backup.connection_context():
        assert schema.applied_migrations(backup) == ("0001_first",)
        assert backup.execute_sql("select note from conversation where id = 1").fetchone() == ("Gikk fint",)
