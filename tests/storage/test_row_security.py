"PostgreSQL repeats who sees what people wrote: with every condition of ours skipped, a stranger reads nothing."

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.services import conversations
from tests.services.conversations import Cast, cast_of
from tests.services.hasher import HASHER
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.drafts.settings import ReminderDraft
from tui_app.domain.errors import NotFound
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services import form_drafts
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import preparation, topics
from tui_app.services.follow_up import follow_ups, requests
from tui_app.services.minutes import comments, drafting, sharing, submission
from tui_app.services.people import goals, people
from tui_app.services.reminders import choices
from tui_app.storage.addresses import PostgresAddress
from tui_app.storage.database import bypassing_row_security, proxy, reading, writing
from tui_app.storage.tables import registry as tables

GUARDED = (
    tables.Preparation,
    tables.Answer,
    tables.Minutes,
    tables.MinutesText,
    tables.MinutesComment,
    tables.Statement,
    tables.RemarkDraft,
    tables.Topic,
    tables.FollowUpSession,
    tables.ReminderChoice,
    tables.FollowUpRequest,
    tables.Goal,
    tables.Action,
    tables.FollowUp,
    tables.History,
    tables.FormDraft,
)


@pytest.fixture
def cast(database: Any, kari: Viewer, now: datetime) -> Cast:
    """Everybody, on PostgreSQL only."""
    if not isinstance(database, PostgresAddress):
        pytest.skip("about PostgreSQL")
    return cast_of(kari, now)


def rows(viewer: Viewer | None, table: Any) -> int:
    """How many rows of a table somebody reads with no condition of ours at all; steps of forms hold no words."""
    query = table.select().where(table.subject != ChangeSubject.TEMPLATE) if table is tables.History else table.select()
    with reading(viewer):
        return int(query.count())


def written(cast: Cast, now: datetime) -> int:
    """A conversation with something in every table; its id."""
    talk = conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, talk, "proud", "Ikke delt", 0)
    preparation.save_answer(cast.leader, now, talk, "seen", "Delt", 0)
    preparation.share(cast.leader, now, talk)
    choices.choose(cast.employee, now, HASHER, validate_draft(ReminderDraft, {"calendar": True}))
    requests.send(cast.employee, now, validate_draft(FollowUpRequestDraft, {"text": "Det haster"}))
    topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Turnus"}))
    minutes_of(cast, now, talk)
    goal = validate_draft(GoalDraft, {"text": "Lede et prosjekt", "kind": "development"})
    goals.add(cast.leader, now, cast.employee.id, goal)
    follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "Gikk fint"}))
    action = agreed(cast, now, cast.employee.id)
    actions.comment(cast.employee, now, action, "Sliter med dette")
    form_drafts.save(
        cast.leader, now, FormDraftKey("action-comment:1", cast.employee.id), "Kommentar", {"text": "Kanskje"}
    )
    return talk


def agreed(cast: Cast, now: datetime, responsible_id: int) -> int:
    """An action about the employee; its id."""
    wanted = {"text": "Kurs", "responsible_id": responsible_id, "due": now.date()}
    return actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, wanted)).subject_id


def minutes_of(cast: Cast, now: datetime, talk: int) -> None:
    """Minutes that were returned once, with a comment under way."""
    from tui_app.services.conversations import planning

    planning.start(cast.leader, now, talk)
    drafting.save_section(cast.employee, now, talk, "work", "I fortrolighet", 0)
    submission.submit(cast.employee, now, talk, "nb")
    conversations.return_minutes(cast.leader, now, talk, {"work": "Mer om kurset"})
    submission.submit(cast.employee, now, talk, "nb")
    comments.save_comment(cast.leader, now, talk, "work", "Ikke sendt", 0)


def test_strangers_and_administrators_read_nothing_of_it(cast: Cast, now: datetime) -> None:
    written(cast, now)
    for viewer in (cast.stranger, cast.administrator, None):
        assert {table.__name__: rows(viewer, table) for table in GUARDED} == {table.__name__: 0 for table in GUARDED}


def test_each_side_reads_its_own_and_what_is_shared(cast: Cast, now: datetime) -> None:
    written(cast, now)
    assert (rows(cast.employee, tables.Answer), rows(cast.leader, tables.Answer)) == (2, 1)
    assert (rows(cast.employee, tables.RemarkDraft), rows(cast.leader, tables.RemarkDraft)) == (0, 1)
    assert rows(cast.employee, tables.MinutesText) == rows(cast.leader, tables.MinutesText) == 1
    assert rows(cast.leader, tables.Topic) == 1
    assert (rows(cast.employee, tables.FormDraft), rows(cast.leader, tables.FormDraft)) == (0, 1)


def test_who_is_responsible_reads_that_action_and_its_history_alone(cast: Cast, now: datetime) -> None:
    written(cast, now)
    promise = agreed(cast, now, cast.stranger.id)
    with reading(cast.stranger):
        assert [row.id for row in tables.Action.select()] == [promise]
        assert {row.subject_id for row in tables.History.select()} == {promise}
    assert rows(cast.stranger, tables.Goal) == rows(cast.stranger, tables.FollowUp) == 0
    actions.change(cast.stranger, now, [ActionVersion(promise, 1)], SetStatus(ActionStatus.DONE))
    assert rows(cast.leader, tables.Action) == rows(cast.employee, tables.Action) == 2
    assert rows(cast.leader, tables.Goal) == rows(cast.employee, tables.Goal) == 1


def test_an_earlier_leader_reads_no_page_any_more(cast: Cast, now: datetime) -> None:
    written(cast, now)
    nina = people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Nina Vik"}))
    ola = people.get_for_editing(cast.administrator, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": ola.name, "leader_id": nina.id})
    people.edit(cast.administrator, now, ola.id, ola.version, draft)
    guarded = (tables.Goal, tables.Action, tables.FollowUp)
    assert [rows(cast.leader, table) for table in guarded] == [0, 0, 0]
    with reading(cast.leader):
        assert {row.subject for row in tables.History.select()} <= {ChangeSubject.CONVERSATION, ChangeSubject.MINUTES}
    assert [rows(Viewer(nina.id, nina.name), table) for table in guarded] == [1, 1, 1]


def test_a_draft_is_the_employees_until_it_is_shown(cast: Cast, now: datetime) -> None:
    talk = conversations.drafted(cast, now)
    assert rows(cast.leader, tables.MinutesText) == 0
    drafting.share_draft(cast.employee, now, talk, shared=True)
    assert rows(cast.leader, tables.MinutesText) == 1


def test_a_later_leader_reads_signed_minutes_only_if_they_are_shown(cast: Cast, now: datetime) -> None:
    talk = conversations.signed(cast, now)
    nina = people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Nina Vik"}))
    ola = people.get_for_editing(cast.administrator, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": ola.name, "leader_id": nina.id})
    people.edit(cast.administrator, now, ola.id, ola.version, draft)
    viewer = Viewer(nina.id, nina.name)
    assert rows(viewer, tables.Minutes) == 0
    sharing.set_shared(cast.employee, now, talk, shared=True)
    assert rows(viewer, tables.Minutes) == 1


def test_work_for_everybody_that_is_broken_off_leaves_nothing_open(cast: Cast, now: datetime) -> None:
    written(cast, now)
    with reading(cast.stranger):
        with pytest.raises(NotFound), bypassing_row_security():
            raise NotFound()
        assert tables.Answer.select().count() == 0


def test_nobody_changes_what_is_not_theirs(cast: Cast, now: datetime) -> None:
    written(cast, now)
    with writing(cast.stranger):
        assert tables.MinutesText.update(text="Endret").execute() == 0
        assert tables.Answer.delete().execute() == 0
    with reading(), bypassing_row_security():
        assert [row.text for row in tables.MinutesText.select()] == ["I fortrolighet"]


def test_every_table_with_such_texts_is_guarded_from_its_owner_too(cast: Cast) -> None:
    with reading():
        found = proxy.execute_sql(
            "select relname from pg_class where relrowsecurity and relforcerowsecurity order by relname"
        ).fetchall()
    assert [name for (name,) in found] == sorted(table._meta.table_name for table in GUARDED)
